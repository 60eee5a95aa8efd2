import { problemOf } from "../api.js";
import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";
import { errorOf } from "../pass/field-errors.js";
import { kinds } from "./guest.js";

// What was typed survives another language and another view, in the memory of this tab alone.
let typed = { kind: kinds[0], number: "", country: "" };

/** Forgets the document that was typed. */
export function forgetDocument() {
  typed = { kind: kinds[0], number: "", country: "" };
}

/**
 * The form that finds the person at the counter by the identity document, when there is no code. What is wrong is said at its field.
 * @param {(document: { kind: string, number: string, country?: string }) => Promise<void>} lookUp throws the problem
 */
export function lookUpOf(lookUp) {
  const kind = el("select", { id: "document-kind", onchange: keep }, ...kinds.map(each => el("option", { value: each, selected: each === typed.kind }, t(`guest.document.${each}`))));
  const number = el("input", { id: "document-number", type: "text", autocomplete: "off", spellcheck: "false", maxlength: 50, value: typed.number, required: true, oninput: keep });
  const country = el("input", { id: "document-country", type: "text", autocomplete: "off", maxlength: 3, value: typed.country, oninput: keep });
  const wrongNumber = errorOf(number, "document-number");
  const wrongCountry = errorOf(country, "document-country", "document-country-hint");
  const issuer = el("div", { class: "field" },
    el("label", { for: "document-country" }, t("guest.document.country")),
    el("p", { class: "hint", id: "document-country-hint" }, t("guest.document.country.hint")),
    country, wrongCountry.node);
  const wrong = el("div", { "aria-live": "polite" });
  const go = el("button", { type: "submit", id: "look-up" }, t("hall.look-up.go"));
  keep();
  return el("details", { class: "card", id: "by-document", open: typed.number !== "" },
    el("summary", {}, t("hall.look-up")),
    el("p", { class: "soft" }, t("hall.look-up.hint")),
    el("form", { novalidate: true, autocomplete: "off", onsubmit: submit },
      el("div", { class: "field" }, el("label", { for: "document-kind" }, t("guest.document.kind")), kind),
      el("div", { class: "field" }, el("label", { for: "document-number" }, t("guest.document.number")), number, wrongNumber.node),
      issuer, wrong, go));

  function keep() {
    typed = { kind: kind.value, number: number.value, country: country.value };
    issuer.hidden = kind.value !== "passport";
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    mark({});
    go.disabled = true;
    try {
      await lookUp({ kind: kind.value, number: number.value, ...(issuer.hidden ? {} : { country: country.value.trim().toUpperCase() }) });
    } catch (thrown) {
      const problem = problemOf(thrown);
      wrong.replaceChildren(alertOf(problem));
      mark(problem.errors)?.focus();
    } finally {
      go.disabled = false;
    }
  }

  /**
   * @param {Errors} errors
   * @returns {HTMLElement | null} the first field that is wrong
   */
  function mark(errors) {
    const [first, second] = [wrongNumber.mark(errors, "/document/number"), wrongCountry.mark(errors, "/document/country")];
    return first ?? second;
  }
}
