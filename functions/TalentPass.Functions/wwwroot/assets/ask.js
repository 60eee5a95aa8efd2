import { el } from "./dom.js";
import { named, t } from "./language.js";
import { formOf } from "./pass/form.js";

/** @typedef {[name: string, schema: Field, required?: boolean]} Asked */

/**
 * Asks for the fields of an action in a dialog, described by a JSON Schema. `value` has the first values of the fields.
 * Returns the answers, or null when the user closed the dialog. An action without fields shows no dialog.
 * @param {string} action
 * @param {FormSchema} schema
 * @param {string | null} looks
 * @param {Answers} value
 * @returns {Promise<Answers | null>}
 */
export function ask(action, schema, looks, value = {}) {
  if (Object.keys(schema.properties).length === 0) {
    return Promise.resolve({});
  }

  return new Promise(done => {
    const fields = formOf(schema, value, "");
    /** @type {Answers | null} */
    let answers = null;
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, named("action", action)),
      fields.node,
      el("div", { class: "actions" },
        el("button", { type: "submit", value: "go", class: looks }, named("action", action)),
        el("button", { type: "submit", value: "", class: "plain" }, t("cancel"))));
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", event => {
      if (event.submitter?.getAttribute("value") !== "go") {
        return;
      }

      const given = fields.read();
      answers = given;
      const missing = (schema.required ?? []).filter(each => isEmpty(given[each]));
      const half = Object.entries(fields.check()).filter(([, codes]) => !codes.includes("required"));
      const errors = { ...Object.fromEntries(missing.map(each => [`/${each}`, ["required"]])), ...Object.fromEntries(half) };
      if (Object.keys(errors).length > 0) {
        event.preventDefault();
        fields.mark(errors)?.focus();
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "go" ? answers : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement | null} */ (form.querySelector("input, select, textarea"))?.focus();
  });
}

/** @param {Answer | undefined} answer */
function isEmpty(answer) {
  return answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);
}

/**
 * Makes an object schema from fields, each given as [name, schema, required].
 * @param {...Asked} fields
 */
export function fieldsOf(...fields) {
  return {
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, schema])),
    required: fields.filter(([, , required]) => required).map(([name]) => name),
  };
}

/**
 * The schema of a text with several lines.
 * @param {string} title
 * @returns {Field}
 */
export function words(title) {
  return { type: "string", title, "x-multiline": true, maxLength: 1000 };
}

/**
 * The schema of a choice between values, each with its title.
 * @param {string} title
 * @param {Record<string, string>} titles
 * @returns {Field}
 */
export function oneOf(title, titles) {
  return { type: "string", title, enum: Object.keys(titles), "x-enum-titles": titles };
}

/**
 * The schema of a number of working days.
 * @param {string} title
 * @param {number} maximum
 * @returns {Field}
 */
export function days(title, maximum) {
  return { type: "integer", title, minimum: 1, maximum };
}
