import { codesText } from "../api.js";
import { el } from "../dom.js";
import { t } from "../language.js";
import { conditionsOf, namesMinor } from "./conditions.js";

let ids = 0;

/**
 * Form fields from the JSON Schema of a service: `node` to show, `read()` gives the answers, `mark(errors)` shows the
 * codes under their JSON pointers and returns the first control that has one. Fields that the answers do not make needed
 * are hidden and not read; `people` and `minors` are the guide's.
 */
export function formOf(schema, value, pointer, { people = [], minors } = {}) {
  const group = objectField(schema, value, { people, minors, list: undefined });
  // It is there from the start, so that its words are read out when they come.
  const notice = el("div", { "aria-live": "polite" });
  const node = el("div", { class: "fields", oninput: update, onchange: update }, group.node, minors ? notice : null);
  update();
  return { node, read: group.read, mark: errors => group.mark(errors, pointer) };

  function update() {
    group.update();
    const words = minors && namesMinor(group.read(), people, minors) ? minors.notice : null;
    if (Boolean(words) !== notice.hasChildNodes()) {
      notice.replaceChildren(...(words ? [el("p", { class: "notice", "data-notice": "minors" }, words)] : []));
    }
  }
}

function objectField(schema, value, rules) {
  const conditions = conditionsOf(schema, rules);
  const fields = Object.entries(schema.properties).map(([name, each]) => ({
    name,
    ...field(each, value?.[name], (schema.required?.includes(name) ?? false) || conditions.needed(name), { ...rules, list: name }),
  }));
  return {
    node: el("div", { class: "fields" }, ...fields.map(each => each.node)),
    read: () => Object.fromEntries(fields.filter(each => !each.node.hidden).map(each => [each.name, each.read()]).filter(([, answer]) => answer !== undefined)),
    mark: (errors, pointer) => firstOf(fields.map(each => each.mark(errors, `${pointer}/${each.name}`))),
    update() {
      fields.forEach(each => each.update?.());
      const answers = Object.fromEntries(fields.map(each => [each.name, each.read()]));
      for (const each of fields) {
        each.node.hidden = !conditions.shown(each.name, answers);
        // What is hidden makes nothing else needed.
        answers[each.name] = each.node.hidden ? undefined : answers[each.name];
      }
    },
  };
}

function field(schema, value, required, rules) {
  if (schema.type === "object") {
    const group = objectField(schema, value, rules);
    return { ...group, node: el("fieldset", {}, el("legend", {}, schema.title), group.node) };
  }

  return schema.type === "array"
    ? (schema.items.enum ? choicesField(schema, value) : listField(schema, value, rules))
    : schema.type === "boolean" ? booleanField(schema, value) : textField(schema, value, required);
}

function textField(schema, value, required) {
  const id = `field-${++ids}`;
  const control = controlOf(schema, value, { id, "aria-required": required ? "true" : null });
  const error = errorOf(control, id, schema.description ? `${id}-hint` : null);
  return {
    node: el("div", { class: "field" },
      schema.title ? el("label", { for: id }, schema.title, required ? null : el("small", {}, t("form.optional"))) : null,
      schema.description ? el("p", { class: "hint", id: `${id}-hint` }, schema.description) : null,
      control, error.node),
    control,
    read() {
      const text = control.value.trim();
      return text === "" ? undefined : schema.type === "integer" ? Number(text) : text;
    },
    mark: error.mark,
  };
}

function controlOf(schema, value, attributes) {
  if (schema.enum) {
    return el("select", attributes, el("option", { value: "" }, t("form.choose")), ...schema.enum.map(each =>
      el("option", { value: each, selected: each === value }, schema["x-enum-titles"]?.[each] ?? each)));
  }

  if (schema["x-multiline"]) {
    return el("textarea", { ...attributes, rows: 4, maxlength: schema.maxLength }, value ?? "");
  }

  const kind = schema.type === "integer" ? { type: "number", min: schema.minimum, max: schema.maximum, step: 1 }
    : schema.format === "date" ? { type: "date" }
    : { type: "text", maxlength: schema.maxLength };
  return el("input", { ...attributes, ...kind, value: value ?? null });
}

function booleanField(schema, value) {
  const id = `field-${++ids}`;
  const box = el("input", { type: "checkbox", id, checked: value === true });
  const error = errorOf(box, id);
  return {
    node: el("div", { class: "field" }, el("label", { class: "check", for: id }, box, el("span", {}, schema.title)), error.node),
    read: () => box.checked,
    mark: error.mark,
  };
}

function choicesField(schema, value) {
  const id = `field-${++ids}`;
  const boxes = schema.items.enum.map(each => ({ each, box: el("input", { type: "checkbox", checked: value?.includes(each) ?? false }) }));
  const error = errorOf(boxes[0].box, id);
  return {
    node: el("fieldset", { class: "checks" }, el("legend", {}, schema.title),
      ...boxes.map(({ each, box }) => el("label", { class: "check" }, box, el("span", {}, schema.items["x-enum-titles"]?.[each] ?? each))),
      error.node),
    read: () => boxes.filter(({ box }) => box.checked).map(({ each }) => each),
    mark: error.mark,
  };
}

function listField(schema, value, rules) {
  const id = `field-${++ids}`;
  const list = el("div", { class: "items" });
  const add = el("button", { type: "button", class: "plain", onclick: () => append(undefined) }, `+ ${t("form.add")}`);
  const error = errorOf(add, id);
  let items = [];
  (value ?? []).forEach(append);
  return {
    node: el("fieldset", {}, el("legend", {}, schema.title), list, add, error.node),
    read: () => items.map(each => each.read()).filter(each => each !== undefined),
    update: () => items.forEach(each => each.update?.()),
    mark: (errors, pointer) => firstOf([error.mark(errors, pointer), ...items.map((each, index) => each.mark(errors, `${pointer}/${index}`))]),
  };

  function append(each) {
    items.push(field(schema.items, each, true, rules));
    show();
  }

  function show() {
    add.hidden = items.length >= schema.maxItems;
    list.replaceChildren(...items.map((item, index) => {
      item.control?.setAttribute("aria-label", `${schema.title} ${t("form.item", index + 1)}`);
      return el("div", { class: "item" }, item.node,
        el("button", { type: "button", class: "plain", onclick: () => remove(item) }, t("form.remove", index + 1)));
    }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function remove(item) {
    items = items.filter(each => each !== item);
    show();
    add.focus();
  }
}

function errorOf(control, id, hint) {
  const node = el("p", { class: "error", id: `${id}-error`, hidden: true });
  const described = shown => [hint, shown ? node.id : null].filter(each => each).join(" ");
  if (hint) {
    control.setAttribute("aria-describedby", hint);
  }

  return {
    node,
    mark(errors, pointer) {
      const codes = errors[pointer];
      node.hidden = !codes;
      node.textContent = codes ? codesText(codes) : "";
      control.toggleAttribute("aria-invalid", false);
      if (codes) {
        control.setAttribute("aria-invalid", "true");
      }

      described(codes) ? control.setAttribute("aria-describedby", described(codes)) : control.removeAttribute("aria-describedby");
      return codes ? control : null;
    },
  };
}

function firstOf(controls) {
  return controls.find(each => each) ?? null;
}
