import { el } from "../dom.js";
import { t } from "../language.js";
import { conditionsOf, namesMinor } from "./conditions.js";
import { booleanField, choicesField, errorOf, newId, textField } from "./fields.js";

/** @typedef {import("./conditions.js").Rules} Rules */

/**
 * A whole form. `read` returns the answers. `mark` shows the errors and returns the first control with an error, or null.
 * @typedef {{ node: HTMLElement, read: () => Answers, mark: (errors: Errors) => HTMLElement | null }} Form
 */

/** @typedef {import("./fields.js").Part} Part */
/** @typedef {Omit<Part, "read"> & { read: () => Answers, update: () => void }} Group */

/**
 * Makes the form fields from the JSON Schema of a service. `node` is the element to show, `read()` returns the answers, and
 * `mark(errors)` shows each error code at the field with its JSON pointer and returns the first control with an error. Fields
 * that are not needed for the answers are hidden and not read. `people` and `minors` come from the guide of the service.
 * @param {FormSchema} schema
 * @param {Answers} value
 * @param {string} pointer
 * @param {{ people?: Api.FormPerson[], minors?: Api.MinorsView }} guide
 * @returns {Form}
 */
export function formOf(schema, value, pointer, { people = [], minors } = {}) {
  const group = objectField(schema, value, { people, minors, list: undefined });
  // The element is there from the start, because a screen reader reads out only changes of an element that already exists.
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

/**
 * @param {FormSchema} schema
 * @param {Answers | undefined} value
 * @param {Rules} rules
 * @returns {Group}
 */
function objectField(schema, value, rules) {
  const conditions = conditionsOf(schema, rules);
  const fields = Object.entries(schema.properties).map(([name, each]) => ({
    name,
    ...field(each, value?.[name], (schema.required?.includes(name) ?? false) || conditions.needed(name), { ...rules, list: name }),
  }));
  return {
    node: el("div", { class: "fields" }, ...fields.map(each => each.node)),
    read() {
      /** @type {Answers} */
      const answers = {};
      for (const each of fields.filter(one => !one.node.hidden)) {
        const answer = each.read();
        if (answer !== undefined) {
          answers[each.name] = answer;
        }
      }

      return answers;
    },
    mark: (errors, pointer) => firstOf(fields.map(each => each.mark(errors, `${pointer}/${each.name}`))),
    update() {
      fields.forEach(each => each.update?.());
      /** @type {Answers} */
      const answers = Object.fromEntries(fields.map(each => [each.name, each.read()]));
      for (const each of fields) {
        each.node.hidden = !conditions.shown(each.name, answers);
        // The answer of a hidden field must not make another field needed.
        answers[each.name] = each.node.hidden ? undefined : answers[each.name];
      }
    },
  };
}

/**
 * The field for a schema. The casts are safe: a value from the API has the type that the schema says.
 * @param {Field} schema
 * @param {Answer | undefined} value
 * @param {boolean} required
 * @param {Rules} rules
 * @returns {Part}
 */
function field(schema, value, required, rules) {
  if (schema.type === "object") {
    const group = objectField(schema, /** @type {Answers | undefined} */ (value), rules);
    return { ...group, node: el("fieldset", {}, el("legend", {}, schema.title), group.node) };
  }

  if (schema.type === "array") {
    const { enum: choices } = schema.items;
    return choices ? choicesField(schema, choices, /** @type {string[] | undefined} */ (value))
      : listField(schema, /** @type {Answer[] | undefined} */ (value), rules);
  }

  return schema.type === "boolean" ? booleanField(schema, value) : textField(schema, /** @type {string | number | undefined} */ (value), required);
}

/**
 * @param {ArrayField} schema
 * @param {Answer[] | undefined} value
 * @param {Rules} rules
 * @returns {Part}
 */
function listField(schema, value, rules) {
  const id = newId();
  const most = schema.maxItems ?? Infinity;
  const list = el("div", { class: "items" });
  const add = el("button", { type: "button", class: "plain", onclick: () => append(undefined) }, `+ ${t("form.add")}`);
  const error = errorOf(add, id);
  /** @type {Part[]} */
  let items = [];
  (value ?? []).forEach(append);
  return {
    node: el("fieldset", {}, el("legend", {}, schema.title), list, add, error.node),
    read: () => items.map(each => each.read()).filter(each => each !== undefined),
    update: () => items.forEach(each => each.update?.()),
    mark: (errors, pointer) => firstOf([error.mark(errors, pointer), ...items.map((each, index) => each.mark(errors, `${pointer}/${index}`))]),
  };

  /** @param {Answer | undefined} each */
  function append(each) {
    items.push(field(schema.items, each, true, rules));
    show();
  }

  function show() {
    add.hidden = items.length >= most;
    list.replaceChildren(...items.map((item, index) => {
      item.control?.setAttribute("aria-label", `${schema.title} ${t("form.item", index + 1)}`);
      return el("div", { class: "item" }, item.node,
        el("button", { type: "button", class: "plain", onclick: () => remove(item) }, t("form.remove", index + 1)));
    }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {Part} item */
  function remove(item) {
    items = items.filter(each => each !== item);
    show();
    add.focus();
  }
}

/** @param {(HTMLElement | null)[]} controls */
function firstOf(controls) {
  return controls.find(each => each) ?? null;
}
