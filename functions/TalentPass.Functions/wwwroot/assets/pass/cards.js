import { api } from "../api.js";
import { ask, fieldsOf, words } from "../ask.js";
import { el } from "../dom.js";
import { date, named, t, titled } from "../language.js";
import { all } from "../lists.js";

/**
 * The printed cards of the pass. A lost card can be revoked; the pass and the other cards stay valid.
 * @param {Session} session
 * @param {string} passId
 */
export function cardsOf(session, passId) {
  const client = api(session);
  const list = el("div", { "aria-live": "polite" });
  const whole = el("section", { class: "card", id: "cards", hidden: true }, el("h2", {}, t("cards.title")), el("p", { class: "soft" }, t("cards.hint")), list);
  return { node: whole, load };

  // Most talents have no card, and then nothing is shown. A failure must not stand in the way of the code.
  async function load() {
    const cards = await all(client, /** @type {`/passes/${string}/cards`} */ (`/passes/${passId}/cards`)).catch(() => []);
    whole.hidden = cards.length === 0;
    list.replaceChildren(el("ul", { class: "plain-list" }, ...cards.map(card => el("li", { "data-card": card.cardId },
      el("span", { class: "number" }, card.cardId), " ",
      el("span", { class: "state", "data-state": card.status }, named("card", card.status)), " ",
      el("span", { class: "soft" }, t("cards.until", date(card.validTo))),
      card.status === "active" ? el("button", { type: "button", class: "plain small", "data-revoke": card.cardId, "aria-label": titled(t("cards.revoke"), card.cardId), onclick: () => revoke(card.cardId) }, t("cards.revoke")) : null))));
  }

  /** @param {string} cardId */
  async function revoke(cardId) {
    await ask("revoke-card", fieldsOf(["reason", words(t("cards.reason")), true]), "bad", {},
      reason => client.post(`/passes/${encodeURIComponent(passId)}/cards/${encodeURIComponent(cardId)}/revoke`, reason));
    await load();
  }
}
