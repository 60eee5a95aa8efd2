import { el } from "./dom.js";
import { onLanguage, switchLanguage, t } from "./language.js";
import { sessionOf, showSignIn, signOut } from "./session.js";

/**
 * Starts a page: the bar, the language switch, the sign-in of its role and its views. A view is chosen by the address's
 * fragment (`#/name/argument/…`), draws into its host and may return what stops it. An `offline` page opens without a network
 * after the first visit; `signedOut` runs when the user signs out. Roles in `also` may open the page as well.
 * Answers what draws the view anew.
 */
export function startPage({ title, role, also = [], views, nav, offline, signedOut }) {
  const main = el("main", { id: "main", tabindex: "-1" });
  const bar = el("header", { class: "bar" });
  const footer = el("footer", {});
  const skip = el("a", { class: "skip", href: "#main" });
  document.body.prepend(skip, bar, main, footer);
  let stop = null;
  let turn = 0;

  onLanguage(show);
  addEventListener("hashchange", async () => {
    if (location.hash === "" || location.hash.startsWith("#/")) {
      await show();
      main.focus({ preventScroll: true });
    }
  });
  addEventListener("session-lost", () => leave(t("sign-in.again")));
  show();
  if (offline) {
    // Where there are no workers (a private window, plain HTTP) the page needs the network, as any other.
    navigator.serviceWorker?.register("/worker.js", { updateViaCache: "none" }).catch(() => {});
  }

  return show;

  async function show() {
    stop?.();
    stop = null;
    const mine = ++turn;
    const session = role ? sessionOf(role) : null;
    frame(session);
    if (role && !session) {
      await showSignIn(main, [role, ...also], show);
      return;
    }

    const [name, ...rest] = location.hash.slice(2).split("/").map(decodeURIComponent);
    const chosen = Object.hasOwn(views, name) ? name : Object.keys(views)[0];
    const host = el("div", { class: "view" });
    main.replaceChildren(...(nav ? [navigation(chosen), host] : [host]));
    const stopView = await views[chosen](host, session, ...rest);
    if (mine === turn) {
      stop = stopView ?? null;
    } else {
      stopView?.();
    }
  }

  function leave(message) {
    signOut(role);
    stop?.();
    stop = null;
    turn++;
    frame(null);
    showSignIn(main, [role, ...also], show, message);
  }

  function signOutHere() {
    signedOut?.();
    leave();
  }

  function frame(session) {
    document.title = `${t(title)} · ${t("app")}`;
    skip.textContent = t("skip");
    footer.textContent = t("footer");
    bar.replaceChildren(
      el("a", { class: "brand", href: "/" }, el("img", { src: "/assets/icon.svg", alt: "", width: 28, height: 28 }), t("app")),
      ...(session ? [
        el("span", { class: "who" }, session.displayName),
        el("button", { type: "button", class: "plain", onclick: signOutHere }, t("sign-out")),
      ] : []),
      el("button", { type: "button", class: "plain", id: "language", "aria-label": t("language.switch"), onclick: switchLanguage }, t("language.other")));
  }

  function navigation(chosen) {
    return el("nav", { class: "tabs", "aria-label": t(title) }, ...nav.map(({ name, text, within }) => el("a", {
      href: `#/${name}`,
      "aria-current": name === chosen || within?.includes(chosen) ? "page" : null,
    }, t(text))));
  }
}

/** Runs now and then every so many seconds while the page is in front. Returns what stops it. */
export function whileVisible(seconds, run) {
  const timer = setInterval(() => document.hidden || run(), seconds * 1000);
  const shown = () => document.hidden || run();
  document.addEventListener("visibilitychange", shown);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", shown);
  };
}
