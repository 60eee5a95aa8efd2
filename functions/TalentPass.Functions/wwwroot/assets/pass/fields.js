import { codesText } from "../api.js";
import { el } from "../dom.js";
import { t } from "../language.js";

/**
 * A field of a form, or a group of fields. `read` returns the answer. `mark` shows the errors under this JSON pointer and
 * returns the first control with an error. `control` is set when the part has only one control. `update` is set when the part
 * can hide fields; it shows and hides them again.
 * @typedef {object} Part
 * @property {HTMLElement} node
 * @property {() => Answer | undefined} read
 * @property {(errors: Errors, pointer: string) => HTMLElement | null} mark
 * @property {HTMLElement} [control]
 * @property {() => void} [update]
 */

let ids = 0;

/** A new id, unique on the page. */
export function newId() {
  return `field-${++ids}`;
}

/**
 * A field for a text, a number, a date or one choice.
 * @param {Field} schema
 * @param {string | number | undefined} value
 * @param {boolean} required
 * @returns {Part}
 */
export function textField(schema, value, required) {
  const id = newId();
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

/**
 * @param {Field} schema
 * @param {string | number | undefined} value
 * @param {import("../dom.js").Properties} attributes
 */
function controlOf(schema, value, attributes) {
  if (schema.enum) {
    return el("select", attributes, el("option", { value: "" }, t("form.choose")), ...schema.enum.map(each =>
      el("option", { value: each, selected: each === value }, schema["x-enum-titles"]?.[each] ?? each)));
  }

  if (schema["x-multiline"]) {
    return el("textarea", { ...attributes, rows: 4, maxlength: schema.maxLength }, String(value ?? ""));
  }

  const kind = schema.type === "integer" ? { type: "number", min: schema.minimum, max: schema.maximum, step: 1 }
    : schema.format === "date" ? { type: "date" }
    : { type: "text", maxlength: schema.maxLength };
  return el("input", { ...attributes, ...kind, value: value ?? null });
}

/**
 * A field with one checkbox.
 * @param {Field} schema
 * @param {Answer | undefined} value
 * @returns {Part}
 */
export function booleanField(schema, value) {
  const id = newId();
  const box = el("input", { type: "checkbox", id, checked: value === true });
  const error = errorOf(box, id);
  return {
    node: el("div", { class: "field" }, el("label", { class: "check", for: id }, box, el("span", {}, schema.title)), error.node),
    read: () => box.checked,
    mark: error.mark,
  };
}

/**
 * A field with several checkboxes: the user may choose more than one value.
 * @param {ArrayField} schema
 * @param {string[]} choices
 * @param {string[] | undefined} value
 * @returns {Part}
 */
export function choicesField(schema, choices, value) {
  const id = newId();
  const boxes = choices.map(each => ({ each, box: el("input", { type: "checkbox", checked: value?.includes(each) ?? false }) }));
  const error = errorOf(boxes[0].box, id);
  return {
    node: el("fieldset", { class: "checks" }, el("legend", {}, schema.title),
      ...boxes.map(({ each, box }) => el("label", { class: "check" }, box, el("span", {}, schema.items["x-enum-titles"]?.[each] ?? each))),
      error.node),
    read: () => boxes.filter(({ box }) => box.checked).map(({ each }) => each),
    mark: error.mark,
  };
}

/**
 * The error text under a control.
 * @param {HTMLElement} control
 * @param {string} id
 * @param {string | null} hint
 */
export function errorOf(control, id, hint = null) {
  const node = el("p", { class: "error", id: `${id}-error`, hidden: true });
  /** @param {boolean} shown */
  const described = shown => [hint, shown ? node.id : null].filter(each => each).join(" ");
  if (hint) {
    control.setAttribute("aria-describedby", hint);
  }

  return {
    node,
    /**
     * @param {Errors} errors
     * @param {string} pointer
     */
    mark(errors, pointer) {
      /** @type {string[] | undefined} */
      const codes = errors[pointer];
      node.hidden = !codes;
      node.textContent = codes ? codesText(codes) : "";
      control.toggleAttribute("aria-invalid", false);
      if (codes) {
        control.setAttribute("aria-invalid", "true");
      }

      const words = described(codes !== undefined);
      if (words) {
        control.setAttribute("aria-describedby", words);
      } else {
        control.removeAttribute("aria-describedby");
      }

      return codes ? control : null;
    },
  };
}
