import { el } from "../dom.js";
import { conditionsOf, namesMinor } from "./conditions.js";
import { facesField } from "./faces.js";
import { allOf, firstOf } from "./field-errors.js";
import { booleanField, choicesField, sourceNode, textField } from "./fields.js";
import { listField } from "./list-field.js";

/** @typedef {import("./conditions.js").Rules} Rules */

/**
 * A whole form. `read` returns the answers. `typed` returns all that stands in the fields, to fill them in again later. `check`
 * returns the errors that can be found without the API. `mark` shows the errors and returns the first control with an error, or
 * null.
 * @typedef {{ node: HTMLElement, read: () => Answers, typed: () => Answers, check: () => Errors, mark: (errors: Errors) => HTMLElement | null }} Form
 */

/** @typedef {import("./fields.js").Part} Part */
/** @typedef {import("./fields.js").Notes} Notes */
/** @typedef {Omit<Part, "read" | "typed"> & { read: () => Answers, typed: () => Answers, update: () => void }} Group */

/**
 * What is known of the fields by their names: `example` has the answers of somebody else, shown as hints; `from` says where a
 * known value comes from.
 * @typedef {{ example?: Answers, from?: Record<string, string> }} AllNotes
 */

/**
 * Makes the form fields from the JSON Schema of a service. Only `value` is filled in. Fields that are not needed for the answers
 * are hidden and not read. `people` and `minors` come from the guide of the service.
 * @param {FormSchema} schema
 * @param {Answers} value
 * @param {string} pointer
 * @param {{ people?: Api.FormPerson[], minors?: Api.MinorsView }} guide
 * @param {AllNotes} notes
 * @returns {Form}
 */
export function formOf(schema, value, pointer, { people = [], minors } = {}, notes = {}) {
  const group = objectField(schema, value, { people, minors, list: undefined }, notes);
  // The element is there from the start, because a screen reader reads out only changes of an element that already exists.
  const notice = el("div", { "aria-live": "polite" });
  const node = el("div", { class: "fields", oninput: update, onchange: update }, group.node, minors ? notice : null);
  update();
  return { node, read: group.read, typed: group.typed, check: () => group.check(pointer), mark: errors => group.mark(errors, pointer) };

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
 * @param {AllNotes} notes
 * @returns {Group}
 */
function objectField(schema, value, rules, { example, from } = {}) {
  const conditions = conditionsOf(schema, rules);
  const fields = Object.entries(schema.properties).map(([name, each]) => {
    const required = (schema.required?.includes(name) ?? false) || conditions.needed(name);
    const part = field(each, value?.[name], required, { ...rules, list: name }, { example: example?.[name], source: from?.[name] });
    part.node.setAttribute("data-name", name);
    return { name, ...part };
  });
  const shown = () => fields.filter(each => !each.node.hidden);
  return {
    node: el("div", { class: "fields" }, ...fields.map(each => each.node)),
    read: () => answersOf(shown().map(each => [each.name, each.read()])),
    typed: () => answersOf(fields.map(each => [each.name, each.typed()])),
    check: pointer => allOf(shown().map(each => (each.name === rules.minors?.consent && rules.list === undefined && each.read() !== true
      ? { [`${pointer}/${each.name}`]: ["consent_needed"] } : each.check(`${pointer}/${each.name}`)))),
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
 * The answers that are given; undefined ones are left out.
 * @param {[name: string, answer: Answer | undefined][]} pairs
 * @returns {Answers}
 */
function answersOf(pairs) {
  return Object.fromEntries(pairs.filter(([, answer]) => answer !== undefined));
}

/**
 * The field for a schema, with a note when its value is known from somewhere.
 * @param {Field} schema
 * @param {Answer | undefined} value
 * @param {boolean} required
 * @param {Rules} rules
 * @param {Notes} notes
 * @returns {Part}
 */
function field(schema, value, required, rules, notes) {
  const isSingle = schema.type !== "object" && schema.type !== "array" && schema.type !== "boolean";
  const part = schema["x-faces"] ? facesField(schema, value) : isSingle ? textField(schema, /** @type {string | number | undefined} */ (value), required, notes) : groupField(schema, value, rules, notes);
  if (notes.source !== undefined) {
    part.node.append(isSingle ? "" : sourceNode(notes.source));
    forgetSource(part.node);
  }

  return part;
}

/**
 * Takes the note about the source away as soon as the value is changed.
 * @param {HTMLElement} node
 */
function forgetSource(node) {
  /** @param {Event} event */
  const changed = event => {
    if (event.type === "input" || event.target instanceof HTMLButtonElement) {
      node.querySelector(".from")?.remove();
    }
  };
  node.addEventListener("input", changed);
  node.addEventListener("click", changed);
}

/**
 * A field that is no single text. The casts are safe: a value from the API has the type that the schema says.
 * @param {Field} schema
 * @param {Answer | undefined} value
 * @param {Rules} rules
 * @param {Notes} notes
 * @returns {Part}
 */
function groupField(schema, value, rules, { example }) {
  if (schema.type === "object") {
    const group = objectField(schema, /** @type {Answers | undefined} */ (value), rules, { example: /** @type {Answers | undefined} */ (example) });
    return { ...group, node: el("fieldset", {}, el("legend", {}, schema.title), group.node) };
  }

  if (schema.type === "array") {
    const { enum: choices } = schema.items;
    return choices ? choicesField(schema, choices, /** @type {string[] | undefined} */ (value))
      : listField(schema, /** @type {Answer[] | undefined} */ (value), each =>
        field(schema.items, each, true, rules, { example: /** @type {Answer[] | undefined} */ (example)?.[0] }));
  }

  return booleanField(schema, value);
}
