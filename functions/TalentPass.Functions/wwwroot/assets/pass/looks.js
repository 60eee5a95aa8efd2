import { api } from "../api.js";
import { el } from "../dom.js";
import { failed } from "../frame.js";
import { addTexts, date, named, t, timeOfDay, titled } from "../language.js";
import { dayOf } from "../legal-day.js";
import { departmentNames } from "../receipt.js";
import { texts } from "../strings/looks.js";
import { officerOf } from "../who.js";

addTexts(texts);

/**
 * The view of who looked at the user's data: who, when, what and why, newest first, day by day.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function looksView(host, session) {
  const client = api(session);
  const list = el("div", {});
  const more = el("button", { type: "button", class: "plain", id: "more-looks", hidden: true, onclick: load }, t("more"));
  const wrong = el("div", {});
  /** @type {string | null} */
  let cursor = null;
  let day = "";
  host.append(el("h1", {}, t("looks.title")), el("p", { class: "lead" }, t("looks.lead")), list, wrong, more);
  const departments = await departmentNames(client);
  await load();

  async function load() {
    more.disabled = true;
    wrong.replaceChildren();
    try {
      const { body } = await client.get(/** @type {"/passes/current/access-log"} */ (`/passes/current/access-log?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`));
      body.items.forEach(append);
      cursor = body.nextCursor;
      more.hidden = cursor === null;
      if (!list.hasChildNodes()) {
        list.append(el("p", { class: "soft", id: "no-looks" }, t("looks.none")));
      }
    } catch (problem) {
      wrong.replaceChildren(failed(problem, load));
    } finally {
      more.disabled = false;
    }
  }

  /** @param {Api.AccessView} look */
  function append(look) {
    const its = dayOf(new Date(look.at));
    if (its !== day) {
      day = its;
      list.append(el("h2", {}, date(day)), el("ul", { class: "plain-list looks" }));
    }

    list.lastElementChild?.append(el("li", { "data-look": look.action },
      el("strong", {}, whoOf(look)),
      el("span", { class: "soft" }, timeOfDay(look.at)),
      el("span", {}, look.action.startsWith("scan.") ? titled(t("looks.scan"), look.what) : look.what, look.offline ? ` · ${t("looks.offline")}` : ""),
      el("span", { class: "soft" }, look.why)));
  }

  /**
   * Who looked, in words: the department or the place, and the name of the officer where there is one.
   * @param {Api.AccessView} look
   */
  function whoOf({ department, place, actorName }) {
    const where = department ? departments.get(department) ?? department : (place ? named("place", place) : t("looks.office"));
    return officerOf(where, actorName);
  }
}
