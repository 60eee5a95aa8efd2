import { succeed } from "./api.js";
import { el, unwaited } from "./dom.js";
import { heldOf } from "./held.js";
import { t } from "./language.js";
import { renewInTime, watch, whoIs } from "./renewal.js";
import { sessionOf } from "./session.js";
import { end } from "./sign-out.js";

const signOutMs = 2000;

/** @typedef {ReturnType<typeof presenceOf>} Presence */

/**
 * What a page shows and for whom. `stop` and `shown` are of the view. `isTouched`: somebody has typed or chosen something in it.
 * `why`: what is said above the sign-in, or above the next view.
 * @typedef {{ session: Session | null, stop: Stop | null, shown: unknown, isAsking: boolean, isTouched: boolean, why: (() => string) | null }} State
 */

/**
 * Who is at a page: what happens when the session of its view is over, when another tab signs in or out, and when the same person comes
 * back. Loaded with the first view of somebody who is signed in.
 * @param {State} state
 * @param {{ slot: string, main: HTMLElement, show: () => Promise<unknown>, blank: () => void, signedOut?: () => unknown }} page
 */
export function presenceOf(state, { slot, main, show, blank, signedOut }) {
  /** @type {{ what: import("./held.js").Held, stop: Stop | null, shown: unknown } | null} */
  let held = null;
  /** @type {Session | null} whose view was interrupted last */
  let last = null;
  const touched = () => { state.isTouched = true; };
  main.addEventListener("input", touched);
  main.addEventListener("change", touched);
  addEventListener("session-lost", event => lost(event.detail));
  addEventListener("sign-out", event => unwaited(signOut(event.detail === true)));
  watch(slot, look);
  return {
    goesOn, whoIs: () => whoIs(slot),
    /** Whether somebody was in the middle of something that waits for the sign-in. */
    waits: () => held !== null,
  };

  /** Another tab may have signed somebody in or out. */
  function look() {
    const now = sessionOf(slot);
    if (state.session && now?.account === state.session.account) {
      succeed(state.session.session, now.session);
    } else if (state.session) {
      interrupt(() => t("sign-in.elsewhere"));
    } else if (state.isAsking && now) {
      unwaited(show());
    }
  }

  /** @param {SessionLost} session */
  function lost(session) {
    if (state.session?.account === session.session.account) {
      interrupt(() => t("sign-in.again"));
    }

    session.back = held?.what.account === session.session.account ? held.what.back : undefined;
  }

  /**
   * Nobody is signed in any more, or somebody else. What somebody was in the middle of is taken off the page.
   * @param {() => string} why
   */
  function interrupt(why) {
    last = state.session;
    const open = [...document.querySelectorAll("dialog")].filter(each => each.open);
    const forms = open.filter(each => each.querySelector("form"));
    open.filter(each => !forms.includes(each)).forEach(each => each.close());
    if (last !== null && (state.isTouched || forms.length > 0)) {
      held = { what: heldOf(main, last.account), stop: state.stop, shown: state.shown };
    } else {
      state.stop?.();
      forms.forEach(each => each.close());
    }

    [state.stop, state.shown, state.session, state.why] = [null, null, null, why];
    blank();
    dispatchEvent(new Event("session-ended"));
    unwaited(show());
  }

  /**
   * Somebody is signed in. Whoever was in the middle of something goes on with it; what others were in the middle of is dropped. Tells
   * whether it went on. `wasAsked`: the page has asked somebody to sign in.
   * @param {Session} session
   * @param {boolean} wasAsked
   */
  function goesOn(session, wasAsked) {
    const [before, isSame] = [held, last?.account === session.account];
    const isOther = last !== null && !isSame && !wasAsked;
    if (last && isSame) {
      succeed(last.session, session.session);
    }

    [held, last] = [null, null];
    renewInTime(slot);
    state.why = isOther ? () => t("sign-in.other", session.displayName) : null;
    if (!before?.what.isFor(session)) {
      before?.what.drop();
      before?.stop?.();
      return false;
    }

    [state.stop, state.shown, state.session] = [before.stop, before.shown, session];
    dispatchEvent(new CustomEvent("session-found", { detail: session }));
    before.what.goOn();
    return true;
  }

  /**
   * What the page keeps for the person is gone before the sign-in is drawn, which may show what is kept.
   * @param {boolean} everywhere also on all other devices
   */
  async function signOut(everywhere) {
    const { session } = state;
    if (!session) {
      return;
    }

    // What was never loaded has nothing to save or to forget, and nobody waits for it.
    await Promise.race([signedOut?.(), new Promise(next => setTimeout(next, signOutMs))]);
    state.stop?.();
    [state.stop, state.shown, state.session] = [null, null, null];
    blank();
    main.replaceChildren(el("p", { class: "soft loading", role: "status" }, t("loading")));
    const { next, isTold } = await end(session, everywhere);
    if (next) {
      location.assign(next);
      return;
    }

    state.why = isTold ? null : () => t("sign-out.untold");
    await show();
  }
}
