import { el } from "../dom.js";
import { t } from "../language.js";
import { errorOf } from "./field-errors.js";

/**
 * A field of a form, or a group of fields. `read` returns the answer. `typed` returns what stands in the field, also when it is
 * no answer yet, to fill the field in again later. `check` returns the errors that can be found without the API. `mark` shows
 * the errors under this JSON pointer and returns the first control with an error. `control` is set when the part has only one
 * control. `update` is set when the part can hide fields; it shows and hides them again.
 * @typedef {object} Part
 * @property {HTMLElement} node
 * @property {() => Answer | undefined} read
 * @property {() => Answer | undefined} typed
 * @property {(pointer: string) => Errors} check
 * @property {(errors: Errors, pointer: string) => HTMLElement | null} mark
 * @property {HTMLElement} [control]
 * @property {() => void} [update]
 */

/**
 * What else is known of a field. `example`: an answer of somebody else, shown as a hint. `source`: where the value comes from, as
 * the API's `prefill` says.
 * @typedef {{ example?: Answer, source?: string }} Notes
 */

// A year of more than four digits is a slip of the finger, and no date of the API.
const lastDay = "9999-12-31";

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
 * @param {Notes} notes
 * @returns {Part}
 */
export function textField(schema, value, required, { example, source } = {}) {
  const id = newId();
  const control = controlOf(schema, value, { id, "aria-required": required ? "true" : null });
  const hint = [schema.description, source === undefined ? exampleText(schema, example) : null].filter(each => each).join(" ");
  const from = source === undefined ? null : sourceNode(source, `${id}-from`);
  const error = errorOf(control, id, [hint ? `${id}-hint` : null, from?.id].filter(each => each).join(" "));
  return {
    node: el("div", { class: "field" },
      schema.title ? el("label", { for: id }, schema.title, required ? null : el("small", {}, t("form.optional"))) : null,
      hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
      from, control, error.node),
    control,
    read: () => answerIn(schema, control.value),
    typed: () => answerIn(schema, control.value),
    check(pointer) {
      // A date that is half typed reads as none.
      const wrong = control instanceof HTMLInputElement && control.validity.badInput ? "half_date" : wrongIn(schema, control.value, required);
      return wrong ? { [pointer]: [wrong] } : {};
    },
    mark: error.mark,
  };
}

/**
 * The answer in a control. A number that is not a whole one stays text, so that it is refused and not left out.
 * @param {Field} schema
 * @param {string} value
 */
export function answerIn(schema, value) {
  const text = value.trim();
  if (schema.type !== "integer") {
    return text === "" ? undefined : text;
  }

  // Chinese input methods write full-width digits; NFKC makes them plain ones.
  const number = text.normalize("NFKC");
  return number === "" ? undefined : /^[+-]?\d{1,15}$/.test(number) ? Number(number) : text;
}

/**
 * What is wrong with the text in a control, as far as that can be told without the API; false when nothing is.
 * @param {Field} schema
 * @param {string} value
 * @param {boolean} required
 */
export function wrongIn(schema, value, required) {
  const answer = answerIn(schema, value);
  return answer === undefined ? required && "required" : schema.type === "integer" && typeof answer !== "number" && "not_whole";
}

/**
 * The example as a hint. Dates and choices need none: the control itself shows how they are answered.
 * @param {Field} schema
 * @param {Answer | undefined} example
 */
export function exampleText(schema, example) {
  return schema.enum || schema.format === "date" || (typeof example !== "string" && typeof example !== "number") ? null : t("form.for-example", example);
}

/**
 * Says where the value of a field comes from.
 * @param {string} source
 * @param {string} [id]
 */
export function sourceNode(source, id) {
  return el("p", { class: "hint from", id, "data-from": source }, sourceText(source));
}

/** @param {string} source */
export function sourceText(source) {
  return ["profile", "family"].includes(source) ? t("form.from-record") : t("form.from-request", source);
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

  // A number is typed as text: the wheel does not change it, and what is half typed can be read.
  const kind = schema.type === "integer" ? { type: "text", inputmode: "numeric" }
    : schema.format === "date" ? { type: "date", max: lastDay }
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
    typed: () => box.checked,
    check: () => ({}),
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
  const boxes = choices.map(each => ({ each, box: el("input", { type: "checkbox", value: each, checked: value?.includes(each) ?? false }) }));
  const error = errorOf(boxes[0].box, id);
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ each }) => each);
  return {
    node: el("fieldset", { class: "checks" }, el("legend", {}, schema.title),
      ...boxes.map(({ each, box }) => el("label", { class: "check" }, box, el("span", {}, schema.items["x-enum-titles"]?.[each] ?? each))),
      error.node),
    read: chosen,
    typed: chosen,
    check: () => ({}),
    mark: error.mark,
  };
}
