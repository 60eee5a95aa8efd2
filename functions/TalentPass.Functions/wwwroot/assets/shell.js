import { loaded, Problem } from "./api.js";
import { el, unwaited } from "./dom.js";
import { alertOf, barOf, failed, navigationOf } from "./frame.js";
import { addTexts, named, onLanguage, t } from "./language.js";
import { forgetSession, leavingName, markOf, sessionOf, showSignIn, takeWanted } from "./session.js";

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} [role] the role with which the user signs in, and the slot of the session; without it the page needs no session
 * @property {string[]} [also]
 * @property {() => Promise<{ texts: Texts }[]>} [texts] loads the texts that the views need, before the first of them is drawn
 * @property {string[]} [styles] the style sheets that the views need besides `site.css`, by name
 * @property {Record<string, () => View | Promise<View>>} views loads each view, by name; the first is shown when the address names no view
 * @property {{ name: string, text: string, within?: string[] }[]} [nav]
 * @property {boolean} [offline]
 * @property {() => Promise<(host: HTMLElement) => Promise<Stop | null>>} [unsigned] loads what draws what the page can show without a session, above the sign-in
 * @property {() => unknown} [signedOut]
 * @property {(session: Session) => unknown} [after] runs when a view of somebody who is signed in is there; it must not fail
 */

/**
 * Starts a page: the bar, the language switch, the sign-in and the views. The fragment of the address (`#/name/argument/…`)
 * chooses the view. A view draws into its host and may return a function that stops it, or also one that takes a new address of
 * the same view (`take`), so that nothing in the view is lost. The sign-in is drawn from as few files as possible; what the views
 * need is loaded when the first of them is shown. An `offline` page opens without a network once a view was shown.
 * `signedOut` runs when the user signs out; it must not fail. Users with a role in `also` may open the page too. When background
 * work fails (see `unwaited`), the page shows the failure above the view. The event `draw-again` draws the view again, and `sign-out`
 * signs out. What happens when a session is over is in `presence.js`.
 * @param {Page} page
 */
export function startPage({ title, role, also = [], texts, styles = [], views: own, nav, offline, unsigned, signedOut, after }) {
  /** @type {Page["views"]} */
  const views = role ? { ...own, "sign-ins": async () => (await import("./sign-ins.js")).signInsView } : own;
  const main = el("main", { id: "main", tabindex: "-1" });
  const bar = el("header", { class: "bar" });
  const footer = el("footer", {});
  const skip = el("a", { class: "skip", href: "#main", onclick: skipToMain });
  document.body.prepend(skip, bar, main, footer);
  /** @type {import("./presence.js").State & { shown: { view: Page["views"][string], take: (...rest: string[]) => unknown } | null }} */
  const state = { session: null, stop: null, shown: null, isAsking: false, isTouched: false, why: null };
  let turn = 0;
  /** @type {import("./presence.js").Presence | null} */
  let presence = null;
  /** @type {import("./furnish.js") | null} */
  let furnished = null;

  onLanguage(() => unwaited(show().then(isLatest => isLatest && document.getElementById("language")?.focus())));
  addEventListener("hashchange", () => unwaited(turnTo()));
  addEventListener("draw-again", () => unwaited(show()));
  addEventListener("work-failed", event => tell(event.detail));
  addEventListener("unhandledrejection", event => tell(event.reason));
  addEventListener("error", event => tell(event.error));
  unwaited(takeNewer());
  unwaited(begin());

  async function begin() {
    const refused = refusedSignIn();
    if (refused !== null) {
      await loaded(() => import("./strings/sign-ins.js")).then(each => addTexts(each.texts), () => {});
      state.why = () => (named("sign-in", refused) === refused ? t("problem.unexpected") : named("sign-in", refused));
    }

    if (role && localStorage.getItem(leavingName(role)) !== null) {
      await loaded(() => import("./sign-out.js")).then(({ leave }) => leave(role), () => {});
    }

    const wanted = role ? takeWanted() : "";
    if (location.hash === "" && wanted !== "") {
      history.replaceState(null, "", wanted);
    }

    await show();
  }

  async function turnTo() {
    if (location.hash !== "" && !location.hash.startsWith("#/")) {
      return;
    }

    const { chosen, rest } = chosenView();
    if (state.shown?.view === views[chosen]) {
      await state.shown.take(...rest);
      return;
    }

    await show();
    // A view may have chosen where the focus belongs.
    if (!main.contains(document.activeElement)) {
      main.focus({ preventScroll: true });
    }
  }

  /**
   * Shows the sign-in, and above it what the page can show without a session. `failure`: why the city cannot say who is signed in; it
   * stands in place of the sign-in.
   * @param {string} slot
   * @param {unknown} [failure]
   */
  async function askToSignIn(slot, failure) {
    const mine = turn;
    const [without, signIn] = [el("div", {}), el("div", {})];
    main.replaceChildren(without, signIn);
    state.isAsking = failure === undefined;
    const [drawn] = await Promise.all([
      drawUnsigned(without).catch(() => null),
      state.isAsking ? showSignIn(signIn, [slot, ...also], show, { message: state.why?.(), waits: presence?.waits() }) : signIn.append(el("section", { class: "card narrow" }, el("h1", {}, t("sign-in.title")), failed(failure, show))),
    ]);
    if (mine !== turn) {
      drawn?.();
      return;
    }

    state.stop = drawn ?? null;
    /** @type {HTMLElement | null} */ (main.querySelector("button, .way"))?.focus();
  }

  /**
   * There is a session, but this page does not know of whom, e.g. after the way to a provider and back.
   * @param {string} slot
   */
  async function askWhoIs(slot) {
    const mine = turn;
    try {
      await (await attend(slot)).whoIs();
    } catch (problem) {
      return mine === turn && askToSignIn(slot, problem);
    }

    if (!sessionOf(slot)) {
      forgetSession(slot);
    }

    return mine === turn && show();
  }

  /**
   * Loads what the page needs when somebody is signed in.
   * @param {string} slot
   */
  async function attend(slot) {
    const { presenceOf } = await loaded(() => import("./presence.js"));
    presence ??= presenceOf(state, { slot, main, show, blank, signedOut });
    return presence;
  }

  /** Nobody is shown any more, and what is being drawn must not be shown. */
  function blank() {
    turn++;
    main.replaceChildren();
    frame(null);
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
    state.stop?.();
    [state.stop, state.shown] = [null, null];
    const mine = ++turn;
    const [session, wasAsked] = [role ? sessionOf(role) : null, state.isAsking];
    frame(session);
    if (role && !session) {
      await (markOf(role) === null ? askToSignIn(role) : askWhoIs(role));
      return mine === turn;
    }

    state.isAsking = false;
    state.why = wasAsked ? null : state.why;
    if (session && presence?.goesOn(session, wasAsked)) {
      return true;
    }

    [state.session, state.isTouched] = [session, false];

    const { chosen, rest } = chosenView();
    const host = el("div", { class: "view" });
    // Seen only when the view takes a while (site.css).
    const waiting = el("p", { class: "soft loading", role: "status" }, t("loading"));
    main.replaceChildren(...(nav ? [navigationOf(t(title), chosen, nav), host] : [host]), waiting);
    const drawn = await draw(chosen, host, session, rest, mine);
    waiting.remove();
    /** @type {Exclude<Drawn, Stop>} */
    const view = typeof drawn === "function" ? { stop: drawn } : drawn;
    if (mine === turn) {
      state.stop = view?.stop ?? null;
      state.shown = view?.take ? { view: views[chosen], take: view.take } : null;
      nameTab(host);
      if (state.why) {
        say(state.why());
        state.why = null;
      }

      if (offline && furnished) {
        localStorage.setItem(keptUse(title), "1");
        furnished.keepForOffline();
      }

      if (session && after) {
        unwaited(Promise.resolve(view?.ready).then(() => (mine === turn ? after(session) : null)));
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
      const [view] = await Promise.all([loaded(views[chosen]), furnish(), session ? attend(session.slot) : null]);
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
    if (failure instanceof Problem && failure.status === 401 && !state.session) {
      return;
    }

    say(failure instanceof Problem ? failure : t("problem.unexpected"));
    console.error(failure);
  }

  /** @param {unknown} what */
  function say(what) {
    main.querySelector(":scope > .alert")?.remove();
    main.prepend(alertOf(what));
  }

  /** @param {Session | null} session */
  function frame(session) {
    document.title = `${t(title)} · ${t("app")}`;
    skip.textContent = t("skip");
    footer.textContent = t("footer");
    bar.replaceChildren(...barOf(session, signOut));
  }

  async function signOut() {
    await attend(/** @type {string} */ (role));
    dispatchEvent(new CustomEvent("sign-out"));
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

/** Why a provider has signed nobody in, by its code; null when nobody comes back from one. The address forgets it. */
function refusedSignIn() {
  const query = new URLSearchParams(location.search);
  const code = query.get("sign-in");
  if (code !== null) {
    query.delete("sign-in");
    history.replaceState(null, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}${location.hash}`);
  }

  return code;
}

/**
 * A newer version of the site has been fetched while the older one was open: this page, which has just been opened, asks for it and
 * begins again with it.
 */
async function takeNewer() {
  const workers = navigator.serviceWorker;
  if (workers?.controller && (await workers.getRegistration())?.waiting) {
    workers.addEventListener("message", () => location.reload(), { once: true });
    workers.startMessages();
    workers.controller.postMessage("newer");
  }
}

/**
 * The name under which this browser keeps that a view of the page was shown.
 * @param {string} title
 */
function keptUse(title) {
  return `talentpass.used.${title}`;
}
