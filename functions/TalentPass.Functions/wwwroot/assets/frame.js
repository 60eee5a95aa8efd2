import { el } from "./dom.js";
import { switchLanguage, t } from "./language.js";

/**
 * What stands in the bar above every page: the way home, who is signed in, and the language switch.
 * @param {Session | null} session
 * @param {() => unknown} signOut
 */
export function barOf(session, signOut) {
  return [
    el("a", { class: "brand", href: "/" }, el("img", { src: "/assets/icon.svg", alt: "", width: 28, height: 28 }), t("app")),
    ...(session ? [
      el("span", { class: "who" }, session.displayName),
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
