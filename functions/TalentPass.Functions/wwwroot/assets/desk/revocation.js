import { fieldsOf, words } from "../ask.js";
import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";

/**
 * The revocation of a result document: one account proposes it, another one confirms it.
 * @param {import("../api.js").Client} client
 * @param {{ message: HTMLElement, perform: (action: string, schema: FormSchema, looks: string | null, value: Answers, run: (asked: Answers) => Promise<unknown>, after?: { done?: string }) => Promise<void>, load: () => Promise<unknown> }} around
 */
export function revocationOf(client, { message, perform, load }) {
  return {
    /** @param {Api.DocumentLine} document */
    buttons: ({ number: document, status }) => (status === "revoked" ? [] : [
      el("button", { type: "button", class: "plain small", "data-action": "document-revoke", onclick: () => propose(document) }, t("documents.revoke")),
      el("button", { type: "button", class: "plain small", "data-action": "document-confirm", onclick: () => confirm(document) }, t("documents.confirm")),
    ]),
  };

  /** @param {string} document */
  function propose(document) {
    return perform("document-revoke", fieldsOf(["reason", { ...words(t("desk.field.reason")), maxLength: 500 }, true]), "plain", {},
      asked => client.post(`/documents/${encodeURIComponent(document)}/revoke`, { reason: asked.reason }), { done: t("documents.proposed") });
  }

  /** @param {string} document */
  async function confirm(document) {
    try {
      await client.post(`/documents/${encodeURIComponent(document)}/revoke/confirm`, {});
      message.replaceChildren(el("p", { class: "done" }, t("documents.revoked")));
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }

    await load();
  }
}
