import { api } from "./api.js";
import { el, facts, showItems, unwaited } from "./dom.js";
import { alertOf, failed } from "./frame.js";
import { addTexts, bracketed, moment, named, t } from "./language.js";
import { sureOf } from "./sure.js";
import { texts } from "./strings/sign-ins.js";

addTexts(texts);

/**
 * The view of the person's own sign-ins: where and when, and how each ended. The person ends one, or all.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function signInsView(host, session) {
  const client = api(session);
  const told = el("div", { role: "status" });
  const list = el("ul", { class: "plain-list", id: "sign-ins" });
  const wrong = el("div", {});
  /** @type {Map<string, string>} */
  let titles = new Map();
  host.append(
    el("a", { class: "back", href: "#/" }, `← ${t("sign-ins.back")}`),
    el("h1", {}, t("sign-ins.title")), el("p", { class: "lead" }, t("sign-ins.lead")), told, wrong, list,
    sureOf({
      id: "everywhere", text: t("sign-ins.everywhere"), sure: t("sign-ins.everywhere.sure"), yes: t("sign-ins.everywhere.yes"), no: t("sign-ins.everywhere.no"),
      run: () => { dispatchEvent(new CustomEvent("sign-out", { detail: true })); },
    }));
  await load();

  async function load() {
    wrong.replaceChildren();
    try {
      const [{ body }, providers] = await Promise.all([client.get("/me/sessions"), client.get("/sign-in/providers").catch(() => null)]);
      titles = new Map(providers?.body.items.map(each => [each.provider, each.title]));
      showItems(list, body.items, each => each.session, item);
    } catch (problem) {
      wrong.replaceChildren(failed(problem, load));
    }
  }

  /** @param {Api.SessionView} each */
  function item(each) {
    return el("li", { class: "card", "data-session": each.session },
      el("strong", {}, each.device), " ", each.current ? el("span", { class: "state" }, t("sign-ins.this")) : null,
      facts([
        [t("sign-ins.through"), titles.get(each.provider) ?? named("provider", each.provider)],
        [t("sign-ins.started"), moment(each.startedAt)],
        [t("sign-ins.seen"), moment(each.lastSeenAt)],
        [t("sign-ins.ended"), each.endedAt && bracketed(moment(each.endedAt), named("sign-in-end", each.end ?? "ran_out"))],
      ]),
      each.current || each.endedAt ? null
        : el("button", { type: "button", class: "plain small", "data-end": each.session, "aria-label": bracketed(t("sign-ins.end"), each.device), onclick: () => end(each.session) }, t("sign-ins.end")));
  }

  /** @param {string} one */
  async function end(one) {
    try {
      await client.remove(`/me/sessions/${encodeURIComponent(one)}`);
      told.replaceChildren(el("p", { class: "done" }, t("sign-ins.done")));
    } catch (problem) {
      told.replaceChildren(alertOf(problem));
    }

    unwaited(load());
  }
}
