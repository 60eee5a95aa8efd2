import { el } from "./dom.js";
import { named, t } from "./language.js";
import { formOf } from "./pass/form.js";

/**
 * Asks in a dialog for what an action carries, as a JSON Schema says; an action without fields asks nothing. The answers,
 * or null when the dialog was closed. `value` is what it starts with.
 */
export function ask(action, schema, looks, value = {}) {
  if (Object.keys(schema.properties).length === 0) {
    return Promise.resolve({});
  }

  return new Promise(done => {
    const fields = formOf(schema, value, "");
    let answers = null;
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, named("action", action)),
      fields.node,
      el("div", { class: "actions" },
        el("button", { type: "submit", value: "go", class: looks }, named("action", action)),
        el("button", { type: "submit", value: "", class: "plain" }, t("cancel"))));
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    form.addEventListener("submit", event => {
      if (event.submitter?.value !== "go") {
        return;
      }

      answers = fields.read();
      const missing = (schema.required ?? []).filter(each => answers[each] === undefined || answers[each].length === 0);
      if (missing.length > 0) {
        event.preventDefault();
        fields.mark(Object.fromEntries(missing.map(each => [`/${each}`, ["required"]])))?.focus();
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "go" ? answers : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input, select, textarea")?.focus();
  });
}

/** The schema of some fields: [name, schema, required]. */
export function fieldsOf(...fields) {
  return {
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, schema])),
    required: fields.filter(([, , required]) => required).map(([name]) => name),
  };
}

/** A text of some lines. */
export function words(title) {
  return { type: "string", title, "x-multiline": true, maxLength: 1000 };
}

/** One of some values, each with its title. */
export function oneOf(title, titles) {
  return { type: "string", title, enum: Object.keys(titles), "x-enum-titles": titles };
}

/** A number of working days. */
export function days(title, maximum) {
  return { type: "integer", title, minimum: 1, maximum };
}
