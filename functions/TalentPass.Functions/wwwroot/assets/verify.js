import { api } from "./api.js";
import { el, facts } from "./dom.js";
import { alertOf } from "./frame.js";
import { date, named, t } from "./language.js";
import { startPage } from "./shell.js";

const colours = { valid: "green", expired: "amber", revoked: "red", unknown: "red" };
const signs = { valid: "✓", expired: "!", revoked: "✕", unknown: "✕" };
const client = api(null);

// What the person typed, and whether it was asked for. It outlives a change of the language, which draws the view again.
const query = new URLSearchParams(location.search);
const typed = { number: query.get("number") ?? "", code: query.get("code") ?? "", asked: query.has("number") && query.has("code") };
let turn = 0;

startPage({ title: "verify.title", views: { verify: verifyView } });

/**
 * The view that verifies a result document: by its number and check code, or by the text of its QR code, which a scanner types
 * into the first field.
 * @param {HTMLElement} host
 */
async function verifyView(host) {
  const answer = el("div", { "aria-live": "polite", id: "answer" });
  const number = el("input", { id: "number", autocomplete: "off", spellcheck: "false", required: true, value: typed.number, "aria-describedby": "number-hint" });
  const code = el("input", { id: "code", autocomplete: "off", spellcheck: "false", value: typed.code, "aria-describedby": "code-hint" });
  number.addEventListener("input", () => { typed.number = number.value; });
  code.addEventListener("input", () => { typed.code = code.value; });
  const form = el("form", { class: "card", onsubmit: submit },
    el("div", { class: "field" },
      el("label", { for: "number" }, t("verify.number")), number,
      el("p", { class: "hint soft", id: "number-hint" }, t("verify.number.hint"))),
    el("div", { class: "field" },
      el("label", { for: "code" }, t("verify.code")), code,
      el("p", { class: "hint soft", id: "code-hint" }, t("verify.code.hint"))),
    el("button", { type: "submit" }, t("verify.go")));
  host.append(el("h1", {}, t("verify.title")), el("p", { class: "lead" }, t("verify.lead")), form, answer);
  number.focus({ preventScroll: true });
  if (typed.asked) {
    await show();
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    typed.asked = true;
    await show();
  }

  async function show() {
    const mine = ++turn;
    answer.replaceChildren(el("p", { class: "soft" }, t("verify.asking")));
    const shown = await ask(typed.number.trim(), typed.code.trim()).catch(alertOf);
    if (mine === turn) {
      answer.replaceChildren(shown);
    }
  }
}

/**
 * Asks the city about a document, and draws the answer.
 * @param {string} number
 * @param {string} code
 */
async function ask(number, code) {
  if (!isCode(number) && code === "") {
    return alertOf(t("verify.code.missing"));
  }

  const { body } = isCode(number)
    ? await client.post("/verify", { text: number.slice(0, 600) })
    : await client.get(`/verify?number=${encodeURIComponent(number.slice(0, 200))}&code=${encodeURIComponent(code.slice(0, 200))}`);
  return outcome(body);
}

/** @param {string} text */
function isCode(text) {
  return text.startsWith("TP1:");
}

/** @param {Api.VerifiedDocument} document */
function outcome(document) {
  const status = /** @type {keyof typeof colours} */ (document.status);
  return el("section", { class: `outcome ${colours[status] ?? "red"}`, "data-status": document.status },
    el("p", { class: "verdict" }, el("span", { class: "sign", "aria-hidden": "true" }, signs[status] ?? "✕"), named("verify.status", document.status)),
    el("p", { class: "advice" }, named("verify.advice", document.status)),
    facts([
      [t("verify.kind"), document.title],
      [t("verify.service"), document.service],
      [t("verify.department"), document.department],
      [t("verify.holder"), document.holder],
      [t("verify.issued"), document.issuedOn ? date(document.issuedOn) : null],
      [t("verify.until"), document.validTo ? date(document.validTo) : null],
      [t("verify.number.short"), document.number ? el("span", { class: "number" }, document.number) : null],
    ]));
}
