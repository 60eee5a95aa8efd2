import { api } from "../api.js";
import { ask, fieldsOf, words } from "../ask.js";
import { el, facts } from "../dom.js";
import { alertOf } from "../frame.js";
import { moment, named, t } from "../language.js";

/**
 * The view of the dead letters: the messages that could not be added to the desk's list. The user puts a message back into
 * the queue, or discards it with a reason.
 * @param {DeskSession} session
 * @param {import("./people.js").People} people
 */
export function lettersOf(session, people) {
  const client = api(session);
  /** @type {`/desks/${string}/dead-letters`} */
  const path = `/desks/${session.department}/dead-letters`;
  const message = el("div", { "aria-live": "polite" });
  const list = el("div", {});
  /** @type {HTMLButtonElement} */
  const more = el("button", { type: "button", class: "plain", hidden: true, onclick: loadMore }, t("more"));
  return { node: el("section", { class: "card", id: "letters" }, el("h2", {}, t("letters.title")), message, list, more), load };

  function loadMore() {
    return load(more.value);
  }

  /** @param {string} cursor the cursor from the page before; empty for the first page */
  async function load(cursor = "") {
    try {
      const { body } = await client.get(cursor === "" ? path : `${path}?cursor=${encodeURIComponent(cursor)}`);
      if (body.items.some(each => each.proposedBy)) {
        await people.load();
      }

      const items = body.items.map(item);
      if (cursor !== "") {
        list.append(...items);
      } else {
        list.replaceChildren(...(items.length === 0 ? [el("p", { class: "soft" }, t("letters.none"))] : items));
      }
      more.value = body.nextCursor ?? "";
      more.hidden = body.nextCursor === null;
    } catch (problem) {
      list.replaceChildren(alertOf(problem));
    }
  }

  /** @param {Api.DeadLetter} letter */
  function item(letter) {
    return el("article", { class: "item", "data-letter": letter.id },
      facts([[t("letters.at"), moment(letter.at)], [t("letters.why"), named("letter", letter.reason)], [t("letters.proposed"), letter.proposedBy && people.claimedBy(letter.proposedBy)]]),
      el("details", {}, el("summary", {}, t("letters.body")), el("pre", { tabindex: "0" }, letter.body)),
      el("div", { class: "actions" },
        el("button", { type: "button", "data-action": "requeue", onclick: () => requeue(letter) }, named("action", "requeue")),
        el("button", { type: "button", class: "bad", "data-action": "discard", onclick: () => discard(letter) }, named("action", "discard"))));
  }

  /** @param {Api.DeadLetter} letter */
  async function discard(letter) {
    const asked = await ask("discard", fieldsOf(["reason", words(t("letters.reason")), true]), "bad", {}, async given => {
      const done = await post(letter, "discard", given);
      message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", done.body.done))));
    });
    if (asked !== null) {
      await load();
    }
  }

  /**
   * @param {Api.DeadLetter} letter
   * @param {"requeue" | "discard"} verb
   * @param {Answers} body
   */
  function post(letter, verb, body) {
    return client.post(`${path}/${encodeURIComponent(letter.id)}/${verb}`, body);
  }

  /** @param {Api.DeadLetter} letter */
  async function requeue(letter) {
    try {
      const done = await post(letter, "requeue", {});
      message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", done.body.done))));
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }

    await load();
  }
}
