import { api, clockOffset, problemOf, succeed } from "./api.js";
import { unwaited } from "./dom.js";
import { forgetSession, keepSession, keptName, markOf, sessionOf } from "./session.js";

// How sessions go on. It is loaded with the first view of somebody who is signed in.

const leadMs = 60_000;
const againMs = 30_000;
/**
 * The renewals that are under way in this tab, by slot.
 * @type {Map<string, Promise<Session | null>>}
 */
const underWay = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let isWatched = false;

/**
 * Renews the session of a call that was refused. Returns the session in which its person is signed in now, which may be a new one;
 * null when the session is over, or somebody else is signed in. Throws when nobody answers; then nothing is lost.
 * @param {Session} session
 */
export async function renewed(session) {
  const now = await whoIs(session.slot);
  if (now?.account !== session.account) {
    return null;
  }

  succeed(session.session, now.session);
  return now;
}

/**
 * Asks the city who is signed in under a slot, which renews the session; null when nobody is. One tab at a time asks, and the others
 * take its answer. Throws when nobody answers.
 * @param {string} slot
 */
export function whoIs(slot) {
  const before = sessionOf(slot);
  const asked = underWay.get(slot) ?? oneAtATime(`talentpass.renewal.${slot}`, () => ask(slot, before)).finally(() => {
    underWay.delete(slot);
    renewInTime(slot);
  });
  underWay.set(slot, asked);
  return asked;
}

/**
 * @param {string} slot
 * @param {Session | null} before who was signed in, as far as this tab knew when it began to wait for its turn
 * @returns {Promise<Session | null>}
 */
async function ask(slot, before) {
  const mark = markOf(slot);
  if (mark === null) {
    return null;
  }

  const now = sessionOf(slot);
  if (now !== null && (now.session !== before?.session || now.expiresAt !== before.expiresAt)) {
    return now;
  }

  try {
    const { body } = await api({ slot }).post("/sign-in/refresh", {}, {}, { retry: true });
    return keepSession(slot, body);
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.status !== 401) {
      throw problem;
    }

    // Another tab may have signed in meanwhile.
    if (markOf(slot) === mark) {
      forgetSession(slot);
    }

    return sessionOf(slot);
  }
}

/**
 * Runs it while no other tab of this browser does so.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
function oneAtATime(name, run) {
  // The types of the lock manager hold a promise of a promise.
  return /** @type {Promise<T>} */ (/** @type {LockManager | undefined} */ (navigator.locks)?.request(name, run) ?? run());
}

/**
 * Keeps the session of a slot renewed while the page is visible, and calls `changed` when another tab may have signed somebody in or
 * out.
 * @param {string} slot
 * @param {() => unknown} changed
 */
export function watch(slot, changed) {
  isWatched = true;
  const look = () => {
    changed();
    renewInTime(slot);
  };
  addEventListener("storage", ({ key }) => (key === keptName(slot) || key === null ? look() : undefined));
  document.addEventListener("visibilitychange", () => (document.hidden ? undefined : look()));
  renewInTime(slot);
}

/**
 * In how many milliseconds a session is to be renewed: a minute before it has to be, or after three quarters of a shorter time.
 * @param {Session} session
 */
export function renewIn({ expiresAt, clockOffset: then }) {
  const left = Date.parse(expiresAt) - Date.now() - (clockOffset() ?? then ?? 0);
  return Math.max(left - leadMs, left * 0.75, 0);
}

/**
 * Renews the session of a slot when its time comes, if this page watches it.
 * @param {string} slot
 */
export function renewInTime(slot) {
  clearTimeout(timer);
  const session = isWatched ? sessionOf(slot) : null;
  if (session) {
    timer = setTimeout(() => unwaited(renewNow(session)), renewIn(session));
  }
}

/**
 * A page that nobody looks at is not renewed by the clock: its next call renews it.
 * @param {Session} session
 */
async function renewNow(session) {
  if (document.hidden) {
    return;
  }

  try {
    if (await renewed(session) === null) {
      dispatchEvent(new CustomEvent("session-lost", { detail: { session } }));
    }
  } catch {
    clearTimeout(timer);
    timer = setTimeout(() => unwaited(renewNow(session)), againMs);
  }
}
