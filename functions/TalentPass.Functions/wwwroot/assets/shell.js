import { loaded, Problem } from "./api.js";
import { el, unwaited } from "./dom.js";
import { alertOf, barOf, failed, navigationOf } from "./frame.js";
import { onLanguage, t } from "./language.js";
import { sessionOf, showSignIn, signOut } from "./session.js";

const signOutMs = 2000;

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} [role] the role with which the user signs in; without it the page needs no session
 * @property {string[]} [also]
 * @property {() => Promise<{ texts: Texts }[]>} [texts] loads the texts that the views need, before the first of them is drawn
 * @property {string[]} [styles] the style sheets that the views need besides `site.css`, by name
 * @property {Record<string, () => View | Promise<View>>} views loads each view, by name; the first is shown when the address names no view
 * @property {{ name: string, text: string, within?: string[] }[]} [nav]
 * @property {boolean} [offline]
 * @property {() => Promise<(host: HTMLElement) => Promise<Stop | null>>} [unsigned] loads what draws what the page can show without a session, above the sign-in
 * @property {() => unknown} [signedOut]
 */

/**
 * Starts a page: the bar, the language switch, the sign-in and the views. The fragment of the address (`#/name/argument/…`)
 * chooses the view. A view draws into its host and may return a function that stops it, or also one that takes a new address of
 * the same view (`take`), so that nothing in the view is lost. The sign-in is drawn from as few files as possible; what the views
 * need is loaded when the first of them is shown. An `offline` page opens without a network once a view was shown.
 * `signedOut` runs when the user signs out; it must not fail. Users with a role in `also` may open the page too. When background
 * work fails (see `unwaited`), the page shows the failure above the view. The event `draw-again` draws the view again.
 * @param {Page} page
 */
export function startPage({ title, role, also = [], texts, styles = [], views, nav, offline, unsigned, signedOut }) {
  const main = el("main", { id: "main", tabindex: "-1" });
  const bar = el("header", { class: "bar" });
  const footer = el("footer", {});
  const skip = el("a", { class: "skip", href: "#main", onclick: skipToMain });
  document.body.prepend(skip, bar, main, footer);
  /** @type {Stop | null} */
  let stop = null;
  /** @type {{ view: Page["views"][string], take: (...rest: string[]) => unknown } | null} */
  let shown = null;
  let turn = 0;
  /** @type {import("./furnish.js") | null} */
  let furnished = null;

  onLanguage(() => unwaited(show().then(isLatest => isLatest && document.getElementById("language")?.focus())));
  addEventListener("hashchange", () => unwaited(turnTo()));
  addEventListener("session-lost", () => leave(t("sign-in.again")));
  addEventListener("draw-again", () => unwaited(show()));
  addEventListener("work-failed", event => tell(event.detail));
  addEventListener("unhandledrejection", event => tell(event.reason));
  addEventListener("error", event => tell(event.error));
  unwaited(takeNewer());
  unwaited(show());

  async function turnTo() {
    if (location.hash !== "" && !location.hash.startsWith("#/")) {
      return;
    }

    const { chosen, rest } = chosenView();
    if (shown?.view === views[chosen]) {
      await shown.take(...rest);
      return;
    }

    await show();
    // A view may have chosen where the focus belongs.
    if (!main.contains(document.activeElement)) {
      main.focus({ preventScroll: true });
    }
  }

  /**
   * Shows the sign-in, and above it what the page can show without a session.
   * @param {string} needed
   * @param {string} [message]
   */
  async function askToSignIn(needed, message) {
    const mine = turn;
    const [without, signIn] = [el("div", {}), el("div", {})];
    main.replaceChildren(without, signIn);
    const [drawn] = await Promise.all([drawUnsigned(without).catch(() => null), showSignIn(signIn, [needed, ...also], show, message)]);
    if (mine !== turn) {
      drawn?.();
      return;
    }

    stop = drawn ?? null;
    main.querySelector("button")?.focus();
  }

  /** @param {HTMLElement} host */
  async function drawUnsigned(host) {
    // Only a browser that has shown a view before can have kept what this needs.
    if (!unsigned || !localStorage.getItem(keptUse(title))) {
      return null;
    }

    await furnish();
    return (await loaded(unsigned))(host);
  }

  async function furnish() {
    if (!texts) {
      return;
    }

    await loaded(async () => {
      furnished = await import("./furnish.js");
      await furnished.furnish({ texts, styles });
    });
  }

  function chosenView() {
    const [name = "", ...rest] = argumentsOf(location.hash);
    return { chosen: Object.hasOwn(views, name) ? name : Object.keys(views)[0], rest };
  }

  /** Draws the view of the address. Tells whether it is the latest one still when it is drawn. */
  async function show() {
    stop?.();
    [stop, shown] = [null, null];
    const mine = ++turn;
    const session = role ? sessionOf(role) : null;
    frame(session);
    if (role && !session) {
      await askToSignIn(role);
      return mine === turn;
    }

    const { chosen, rest } = chosenView();
    const host = el("div", { class: "view" });
    // Seen only when the view takes a while (site.css).
    const waiting = el("p", { class: "soft loading", role: "status" }, t("loading"));
    main.replaceChildren(...(nav ? [navigationOf(t(title), chosen, nav), host] : [host]), waiting);
    const drawn = await draw(chosen, host, session, rest, mine);
    waiting.remove();
    const view = typeof drawn === "function" ? { stop: drawn } : drawn;
    if (mine === turn) {
      stop = view?.stop ?? null;
      shown = view && "take" in view ? { view: views[chosen], take: view.take } : null;
      nameTab(host);
      if (offline && furnished) {
        localStorage.setItem(keptUse(title), "1");
        furnished.keepForOffline();
      }

      // What had the focus is gone, e.g. the account that was chosen to sign in.
      if (turn > 1 && document.activeElement === document.body) {
        main.focus({ preventScroll: true });
      }
    } else {
      view?.stop();
    }

    return mine === turn;
  }

  /**
   * The title of the tab names the view first, so that several tabs can be told apart.
   * @param {HTMLElement} host
   */
  function nameTab(host) {
    document.title = [...new Set([host.querySelector("h1")?.textContent ?? t(title), t(title), t("app")])].join(" · ");
  }

  // The fragment of the address names the view, so the link must not change it.
  /** @param {Event} event */
  function skipToMain(event) {
    event.preventDefault();
    main.focus();
  }

  /**
   * Draws the view. When the view fails, its failure is shown in its place. Views of a page without a role get a null session
   * and must not use it.
   * @param {string} chosen
   * @param {HTMLElement} host
   * @param {Session | null} session
   * @param {string[]} rest
   * @param {number} mine
   */
  async function draw(chosen, host, session, rest, mine) {
    try {
      const [view] = await Promise.all([loaded(views[chosen]), furnish()]);
      // Whoever was left while it was loading must not begin.
      return mine !== turn ? null : await view(host, /** @type {Session} */ (session), ...rest);
    } catch (problem) {
      if (mine === turn) {
        host.append(failed(problem, show));
      }

      return null;
    }
  }

  /**
   * Shows a failure above the view and writes it to the console. A lost session (401) is skipped, because the sign-in already
   * says so. For a failure other than a Problem the page shows a general text; only the console has the details.
   * @param {unknown} failure
   */
  function tell(failure) {
    if (failure instanceof Problem && failure.status === 401) {
      return;
    }

    main.querySelector(":scope > .alert")?.remove();
    main.prepend(alertOf(failure instanceof Problem ? failure : t("problem.unexpected")));
    console.error(failure);
  }

  /** @param {string} [message] */
  function leave(message) {
    if (!role) {
      return;
    }

    signOut(role);
    stop?.();
    [stop, shown] = [null, null];
    turn++;
    frame(null);
    unwaited(askToSignIn(role, message));
  }

  // What the page keeps for the user is gone before the sign-in is drawn, which may show what is kept.
  async function signOutHere() {
    // What was never loaded has nothing to save or to forget, and nobody waits for it.
    await Promise.race([signedOut?.(), new Promise(next => setTimeout(next, signOutMs))]);
    leave();
  }

  /** @param {Session | null} session */
  function frame(session) {
    document.title = `${t(title)} · ${t("app")}`;
    skip.textContent = t("skip");
    footer.textContent = t("footer");
    bar.replaceChildren(...barOf(session, signOutHere));
  }
}

/**
 * The parts of the address's fragment, decoded. Empty when the fragment cannot be decoded.
 * @param {string} hash
 */
function argumentsOf(hash) {
  try {
    return hash.slice(2).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}

/**
 * A newer version of the site has been fetched while the older one was open: this page, which has just been opened, asks for it and
 * begins again with it.
 */
async function takeNewer() {
  const workers = navigator.serviceWorker;
  const waiting = workers?.controller ? (await workers.getRegistration())?.waiting : null;
  if (waiting) {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take-over");
  }
}

/**
 * The name under which this browser keeps that a view of the page was shown.
 * @param {string} title
 */
function keptUse(title) {
  return `talentpass.used.${title}`;
}
