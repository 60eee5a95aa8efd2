import { problemOf } from "./api.js";
import { el, unwaited } from "./dom.js";
import { errorText } from "./errors.js";
import { alertOf } from "./frame.js";
import { named, t } from "./language.js";
import { formOf } from "./pass/form.js";

/** @typedef {[name: string, schema: Field, required?: boolean]} Asked */

/**
 * Asks for the fields of an action in a dialog, described by a JSON Schema. `value` has the first values of the fields. `send`
 * gets the answers while the dialog is still open: when it throws, the dialog says why, at the fields that are wrong, and keeps
 * what was typed. Returns the answers, or null when the user closed the dialog. An action without fields shows no dialog. `also`
 * may add to the form before it is shown.
 * @param {string} action
 * @param {FormSchema} schema
 * @param {string | null} looks
 * @param {Answers} value
 * @param {(answers: Answers) => unknown} send
 * @param {(fields: HTMLElement) => void} also
 * @returns {Promise<Answers | null>}
 */
export async function ask(action, schema, looks, value = {}, send = () => {}, also = () => {}) {
  if (Object.keys(schema.properties).length === 0) {
    await send({});
    return {};
  }

  return new Promise(done => {
    const fields = formOf(schema, value, "");
    const wrong = el("div", { "aria-live": "polite" });
    const go = el("button", { type: "submit", value: "go", class: looks }, named("action", action));
    /** @type {Answers | null} */
    let answers = null;
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, named("action", action)),
      wrong,
      fields.node,
      el("div", { class: "actions" },
        go,
        el("button", { type: "submit", value: "", class: "plain" }, t("cancel"))));
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", event => {
      if (event.submitter?.getAttribute("value") !== "go") {
        return;
      }

      event.preventDefault();
      const given = fields.read();
      const missing = (schema.required ?? []).filter(each => isEmpty(given[each]));
      const half = Object.entries(fields.check()).filter(([, codes]) => !codes.includes("required"));
      const errors = { ...Object.fromEntries(missing.map(each => [`/${each}`, ["required"]])), ...Object.fromEntries(half) };
      if (Object.keys(errors).length > 0) {
        fields.mark(errors)?.focus();
        return;
      }

      unwaited(hand(given));
    });

    /** @param {Answers} given */
    async function hand(given) {
      go.disabled = true;
      wrong.replaceChildren();
      fields.mark({});
      try {
        await send(given);
        answers = given;
        dialog.close("go");
      } catch (thrown) {
        const problem = problemOf(thrown);
        const marked = fields.mark(problem.errors);
        const others = marked ? [] : Object.entries(problem.errors).map(([pointer, codes]) => alertOf(errorText(pointer, codes)));
        wrong.replaceChildren(alertOf(problem), ...others);
        (marked ?? go).focus();
      } finally {
        go.disabled = false;
      }
    }

    dialog.addEventListener("close", () => {
      dialog.remove();
      done(answers);
    });
    // What else stands in the form may come late; the first field has the focus all the same.
    const first = /** @type {HTMLElement | null} */ (form.querySelector("input, select, textarea"));
    also(fields.node);
    document.body.append(dialog);
    dialog.showModal();
    first?.focus();
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
