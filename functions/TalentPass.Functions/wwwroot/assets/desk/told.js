import { el } from "../dom.js";
import { failed } from "../frame.js";
import { addTexts, moment, named, t, titled } from "../language.js";
import { latest } from "../latest.js";
import { texts } from "../strings/messages.js";
import { channelsText } from "../told.js";

addTexts(texts);

/** @typedef {Api.GetBody<`/desks/${string}/requests/${string}/notifications`>["items"][number]} Told */

/**
 * What the applicant of a case was told, on what day and by what channel. It is read when somebody opens it.
 * @param {import("../api.js").Client} client
 * @param {`/desks/${string}/requests/${string}`} path
 */
export function toldOf(client, path) {
  const turns = latest();
  const found = el("div", { "aria-live": "polite" });
  /** @type {HTMLDetailsElement} */
  const node = el("details", { id: "told", ontoggle: renew }, el("summary", {}, t("desk.told")), found);
  return { node, renew, stop: turns.end };

  /** Reads it again where it is open. */
  async function renew() {
    if (!node.open) {
      turns.end();
      return;
    }

    const turn = turns.begin();
    try {
      const { body } = await client.get(`${path}/notifications`, { signal: turn.signal });
      if (turn.isLatest()) {
        found.replaceChildren(body.items.length === 0 ? el("p", { class: "soft", id: "told-nothing" }, t("desk.told.none")) : el("ul", { class: "plain-list looks" }, ...body.items.map(item)));
      }
    } catch (problem) {
      if (turn.isLatest()) {
        found.replaceChildren(failed(problem, renew));
      }
    }
  }
}

/** @param {Told} told */
function item({ id, kind, at, title, text, toldAt, toldBy, readAt, channels }) {
  return el("li", { "data-told": id, "data-kind": kind },
    el("strong", {}, title),
    el("span", {}, text),
    el("span", { class: "soft" }, moment(at)),
    el("span", {}, el("span", { class: "state", "data-state": toldAt ? "told" : "untold" }, toldAt && toldBy ? t("desk.told.at", moment(toldAt), named("told-by", toldBy)) : t("desk.told.nobody")), " ",
      readAt ? t("desk.told.read", moment(readAt)) : null),
    channels.length > 0 ? el("span", { class: "soft" }, titled(t("desk.told.channels"), channelsText(channels))) : null);
}
