import { api } from "../api.js";
import { el, showItems, unwaited } from "../dom.js";
import { failed } from "../frame.js";
import { addTexts, bracketed, moment, t } from "../language.js";
import { texts } from "../strings/messages.js";
import { channelText } from "../told.js";
import { whileVisible } from "../visible.js";
import { noticesOf } from "./notices.js";
import { askUnread } from "./unread.js";

const refreshSeconds = 60;

addTexts(texts);

/**
 * The view of what the user was told, newest first, and by which channels. What is shown here counts as read, once somebody sees it.
 * @param {HTMLElement} host
 * @param {Session} session
 * @returns {Promise<Stop>}
 */
export async function messagesView(host, session) {
  const notices = noticesOf(api(session));
  const wrong = el("div", { "aria-live": "polite" });
  const none = el("p", { class: "soft", id: "no-messages", hidden: true }, t("messages.none"));
  const list = el("ul", { class: "cards", id: "messages" });
  const more = el("button", { type: "button", class: "plain", id: "more-messages", hidden: true, onclick: readOn }, t("more"));
  let asking = 0;
  host.append(
    el("h1", {}, t("messages.title")), el("p", { class: "lead" }, t("messages.lead")),
    el("p", {}, el("a", { href: "#/channels" }, t("channels.title"))), wrong, list, none, more);
  const stopLooking = whileVisible(refreshSeconds, lookAgain);
  await load();
  return () => {
    stopLooking();
    notices.stop();
  };

  function load() {
    return read(notices.load, load);
  }

  function readOn() {
    return read(notices.more, readOn);
  }

  // Whoever reads on further down is not interrupted.
  function lookAgain() {
    return asking === 0 ? load() : null;
  }

  /**
   * @param {() => Promise<boolean>} ask
   * @param {() => unknown} again
   */
  async function read(ask, again) {
    asking++;
    more.disabled = true;
    try {
      if (await ask()) {
        wrong.replaceChildren();
        draw();
        unwaited(tellRead());
      }
    } catch (problem) {
      wrong.replaceChildren(failed(problem, again));
    } finally {
      asking--;
      more.disabled = asking > 0;
    }
  }

  function draw() {
    const shown = notices.shown();
    showItems(list, shown, each => each.id, item);
    none.hidden = shown.length > 0;
    more.hidden = !notices.hasMore();
  }

  async function tellRead() {
    if (!document.hidden && await notices.tellRead()) {
      await askUnread(session);
    }
  }
}

/** @param {import("./notices.js").Notice & { isNew: boolean }} notice */
function item({ id, kind, at, title, text, number, channels, isNew }) {
  return el("li", { class: isNew ? "card new" : "card", "data-message": id, "data-kind": kind },
    el("h2", {}, title, isNew ? [" ", el("span", { class: "state" }, t("messages.new"))] : null),
    el("p", {}, text),
    el("p", { class: "soft" }, moment(at), ...channels.flatMap(each => [el("br"), channelText(each)])),
    number ? el("a", { href: `#/request/${number}`, "aria-label": bracketed(t("messages.open"), title) }, t("messages.open")) : null);
}
