import { api } from "../api.js";
import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";
import { save } from "../parts.js";

/**
 * Exports what a desk received in a period as a CSV file.
 * @param {DeskSession} session
 */
export function exportOf(session) {
  const message = el("div", { "aria-live": "polite" });
  const from = el("input", { type: "date", id: "export-from" });
  const to = el("input", { type: "date", id: "export-to" });
  const go = el("button", { type: "submit", class: "plain", "data-action": "export" }, t("export.go"));
  return el("details", { class: "export" }, el("summary", {}, t("export.title")),
    el("p", { class: "hint" }, t("export.hint")),
    el("form", { class: "choices", onsubmit: run },
      el("div", { class: "field" }, el("label", { for: "export-from" }, t("export.from")), from),
      el("div", { class: "field" }, el("label", { for: "export-to" }, t("export.to")), to), go),
    message);

  /** @param {Event} event */
  async function run(event) {
    event.preventDefault();
    if (from.value === "" || to.value === "") {
      message.replaceChildren(alertOf(t("export.days")));
      (from.value === "" ? from : to).focus();
      return;
    }

    go.disabled = true;
    message.replaceChildren(el("p", { class: "soft" }, t("export.busy")));
    const trouble = el("div", {});
    await save(api(session), `/desks/${session.department}/export.csv?from=${from.value}&to=${to.value}`, `${session.department}-${from.value}-${to.value}.csv`, trouble);
    message.replaceChildren(...trouble.childNodes);
    go.disabled = false;
  }
}
