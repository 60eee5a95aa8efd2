import { el } from "../dom.js";
import { named, t } from "../language.js";

/** What each action asks for before it is sent, as the API takes it. */
export const actions = {
  "claim": { fields: [] },
  "accept": { fields: [] },
  "approve": { class: "good", fields: [{ name: "note" }] },
  "refuse": { class: "bad", fields: [{ name: "reason", required: true }] },
  "not-accept": { class: "bad", fields: [{ name: "reason", required: true }, { name: "rightAuthority" }] },
  "resume": { class: "plain", fields: [{ name: "note" }] },
  "deliver": { fields: [{ name: "how", required: true }] },
  "release": { class: "plain", fields: [] },
  "note": { class: "plain", fields: [{ name: "text", required: true }, { name: "internal", flag: true }] },
};

/** The body of an action: asked for in a dialog where it has fields. Null when the dialog was closed. */
export function askFor(action) {
  const fields = actions[action].fields.map(each => ({ ...each, control: control(each) }));
  if (fields.length === 0) {
    return Promise.resolve({});
  }

  return new Promise(done => {
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, named("action", action)),
      ...fields.map(each => el("div", { class: "field" }, el("label", { class: each.flag ? "check" : null },
        ...(each.flag ? [each.control, el("span", {}, t(`desk.field.${each.name}`))] : [t(`desk.field.${each.name}`), each.control])))),
      el("div", { class: "actions" },
        el("button", { type: "submit", value: "go", class: actions[action].class }, named("action", action)),
        el("button", { type: "submit", value: "", class: "plain", formnovalidate: true }, t("cancel")))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "go" ? Object.fromEntries(fields.map(read).filter(([, value]) => value !== "")) : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    fields[0].control.focus();
  });
}

function control(field) {
  return field.flag ? el("input", { type: "checkbox", name: field.name })
    : el("textarea", { name: field.name, rows: 3, maxlength: 1000, required: field.required });
}

function read(field) {
  return [field.name, field.flag ? field.control.checked : field.control.value.trim()];
}
