import { api, isAway, latestOf, problemOf } from "./api.js";
import { unwaited } from "./dom.js";
import { forgetSession, leavingName, markOf } from "./session.js";

const seconds = 5;

/**
 * Ends a session, or all sessions of its person. In this browser it is over in any case; when nobody answers, the city is told later
 * (`leave`). `next`: where the browser goes on, to be signed out at the provider too.
 * @param {Session} session
 * @param {boolean} everywhere
 * @returns {Promise<{ next?: string, isTold: boolean }>}
 */
export async function end(session, everywhere) {
  const { slot } = session;
  try {
    const { body } = await out(session, everywhere);
    return { next: body.next, isTold: true };
  } catch (thrown) {
    // Who was not signed in any more is signed out.
    const isTold = problemOf(thrown).status === 401;
    if (!isTold) {
      localStorage.setItem(leavingName(slot), JSON.stringify({ ...session, session: latestOf(session.session), everywhere }));
      addEventListener("online", () => unwaited(leave(slot)), { once: true });
    }

    return { isTold };
  } finally {
    forgetSession(slot);
  }
}

/**
 * Tells the city of the sign-out that nobody has answered. Never fails. The session of somebody who has signed in since is left alone.
 * @param {string} slot
 */
export async function leave(slot) {
  const left = /** @type {(Session & { everywhere: boolean }) | null} */ (JSON.parse(localStorage.getItem(leavingName(slot)) ?? "null"));
  const mark = markOf(slot);
  if (left === null) {
    return;
  }

  try {
    // Its access may be over, and only who is signed in can sign out.
    const now = mark ?? (await api({ slot }).post("/sign-in/refresh", {}, {}, { retry: true, seconds })).body.session;
    if (now === left.session) {
      await out(left, left.everywhere);
    }
  } catch (thrown) {
    if (isAway(problemOf(thrown))) {
      return;
    }
  } finally {
    if (markOf(slot) === left.session) {
      forgetSession(slot);
    }
  }

  localStorage.removeItem(leavingName(slot));
}

/**
 * @param {Session} session
 * @param {boolean} everywhere
 */
function out(session, everywhere) {
  return api(session).post("/sign-in/out", { everywhere }, {}, { retry: true, seconds });
}
