import { isAway, problemOf } from "./api.js";
import { el } from "./dom.js";
import { switchLanguage, t } from "./language.js";

// What every page draws around its views and above them: the bar, the tabs and alerts.

/**
 * What stands in the bar above every page: the way home, who is signed in, and the language switch.
 * @param {Session | null} session
 * @param {() => unknown} signOut
 */
export function barOf(session, signOut) {
  return [
    el("a", { class: "brand", href: "/" }, t("app")),
    ...(session ? [
      el("a", { class: "who", href: "#/sign-ins", title: t("sign-ins.title") }, session.displayName),
      el("button", { type: "button", class: "plain", onclick: signOut }, t("sign-out")),
    ] : []),
    el("button", { type: "button", class: "plain", id: "language", "aria-label": t("language.switch"), onclick: switchLanguage }, t("language.other")),
  ];
}

/**
 * The tabs of a page. The tab of the view that is chosen is marked, also for a view `within` it.
 * @param {string} title
 * @param {string} chosen
 * @param {{ name: string, text: string, within?: string[] }[]} tabs
 */
export function navigationOf(title, chosen, tabs) {
  return el("nav", { class: "tabs", "aria-label": title }, ...tabs.map(({ name, text, within }) => el("a", {
    href: `#/${name}`,
    "aria-current": name === chosen || within?.includes(chosen) ? "page" : null,
  }, t(text))));
}

/**
 * An alert box, which a screen reader reads out at once. `what` is a text, or a caught value whose message is shown. For a 5xx
 * answer the trace id is shown too.
 * @param {unknown} what
 */
export function alertOf(what) {
  if (typeof what === "string") {
    return el("p", { class: "alert", role: "alert" }, what);
  }

  const { message, status, traceId } = problemOf(what);
  return el("p", { class: "alert", role: "alert" }, message, status >= 500 && traceId ? el("small", {}, t("problem.trace", traceId)) : null);
}

/**
 * What is shown in place of something that could not be loaded: why, and a button that tries again. When the page itself failed,
 * it says what to do and what to tell the talent office.
 * @param {unknown} thrown
 * @param {() => unknown} again
 */
export function failed(thrown, again) {
  const problem = problemOf(thrown);
  if (problem.status === -1) {
    console.error(thrown);
    return el("section", { class: "card failed" }, alertOf(t("problem.view")), el("p", { class: "number" }, problem.message),
      el("button", { type: "button", onclick: () => location.reload() }, t("problem.reload")));
  }

  return el("div", { class: "failed" }, alertOf(problem),
    isAway(problem) ? retryOf(problem.code === "not_loaded" ? () => location.reload() : again) : null);
}

/** @param {() => unknown} again */
export function retryOf(again) {
  return el("button", { type: "button", class: "plain", "data-retry": true, onclick: again }, t("problem.retry"));
}
