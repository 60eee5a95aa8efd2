import { noteClock } from "../api.js";
import { readStatusList } from "../verify/status-list.js";
import { isLaterRoot, readTrustList, rootInForce } from "../verify/trust-list.js";
import { PassVerifier } from "../verify/verifier.js";
import { cityTime } from "./clock.js";

/** @typedef {import("../verify/trust-list.js").RootKey} RootKey */
/** @typedef {import("../verify/trust-list.js").TrustList} TrustList */

/**
 * What this browser stores: the root key, the highest trust list sequence (`sequence`), and the signed lists in Base64.
 * `status` has the status lists by number. `fetchedAt` is in seconds since 1970.
 * @typedef {object} Lists
 * @property {RootKey} [root]
 * @property {number} sequence
 * @property {string} [trust]
 * @property {number} [fetchedAt]
 * @property {Record<string, string>} [status]
 */

const kept = "talentpass.lists";
const keptSeen = "talentpass.seen";
const source = "/.well-known/talentpass";
const patienceMs = 15_000;

/**
 * The published lists that an offline check needs. They are downloaded while there is a network and stored in this browser.
 * Their signatures are verified each time, also when they are read from the store. The root key is trusted at the first
 * visit. A later root replaces it only if its validity starts later and this origin publishes it. The highest sequence is
 * stored too, so that an older trust list is never accepted again.
 */
export async function keptLists() {
  let stored = read();
  const seen = /** @type {[string, number][]} */ (JSON.parse(localStorage.getItem(keptSeen) ?? "[]"));
  const verifier = new PassVerifier({ seen, sequence: stored?.sequence ?? 0 });
  if (stored?.trust && stored.root) {
    try {
      const trust = await believed(stored.trust, stored.root);
      verifier.acceptTrust(trust);
      await takeStatus(Object.entries(stored.status ?? {}), stored.fetchedAt ?? 0, trust);
    } catch {
      stored = keep({ root: stored.root, sequence: stored.sequence });
    }
  }

  return {
    verify,
    refresh,
    fetchedAt: () => (verifier.trust ? stored?.fetchedAt : null),
    sequence: () => verifier.trust?.sequence ?? null,
  };

  /**
   * Verifies a code at a time in seconds since 1970. The scanned codes are stored in localStorage, so that a replay is also
   * detected after a reload.
   * @param {string} text
   * @param {number} now
   */
  async function verify(text, now = cityTime() / 1000) {
    const verdict = await verifier.verify(text, now);
    localStorage.setItem(keptSeen, JSON.stringify(verifier.seen));
    return verdict;
  }

  /**
   * Downloads the lists and uses them if they are new. An older list is ignored. Returns false when there is no network or
   * a list cannot be verified.
   */
  async function refresh() {
    try {
      const trust = await fetchBytes("trust");
      const now = cityTime() / 1000;
      const root = await rootOf(trust, now);
      const list = await believed(trust, root);
      const isTaken = verifier.acceptTrust(list);
      const { status_lists: urls } = /** @type {{ status_lists: string[] }} */ (await fetchJson("status-lists"));
      const numbers = urls.map(url => url.slice(url.lastIndexOf("/") + 1));
      const fetched = await Promise.all(numbers.map(async number => /** @type {[string, string]} */ ([number, await fetchBytes(`status/${number}`)])));
      const status = verifier.trust ? await takeStatus(fetched, now, verifier.trust) : [];
      stored = keep({
        sequence: 0, ...stored, ...(isTaken ? { root, trust, sequence: list.sequence, fetchedAt: now } : {}),
        status: { ...stored?.status, ...Object.fromEntries(status) },
      });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * The root key that verifies the trust list `trust`. This is the stored root if it signed the list, otherwise a published
   * root that may replace it. At the first visit it is the published root that is valid now.
   * @param {string} trust
   * @param {number} now
   */
  async function rootOf(trust, now) {
    const before = stored?.root;
    if (before && (await readTrustList(bytesOf(trust), before)).problem !== "unknown_kid") {
      return before;
    }

    const { keys } = /** @type {{ keys: RootKey[] }} */ (await fetchJson("root"));
    return before ? keys.find(key => isLaterRoot(key, before, bytesOf(trust))) ?? before : rootInForce(keys, now);
  }

  /**
   * Verifies the status lists and gives them to the verifier. Returns the lists that the verifier accepted.
   * @param {[number: string, token: string][]} lists
   * @param {number} now
   * @param {TrustList} trust
   */
  async function takeStatus(lists, now, trust) {
    /** @type {[number: string, token: string][]} */
    const taken = [];
    for (const [number, token] of lists) {
      const { list } = await readStatusList(bytesOf(token), trust.city, Number(number), trust, now);
      if (list && verifier.acceptStatus(list)) {
        taken.push([number, token]);
      }
    }

    return taken;
  }
}

/**
 * Stores the lists, except when another window has already stored a trust list with a higher sequence.
 * @param {Lists} lists
 */
function keep(lists) {
  if ((read()?.sequence ?? 0) <= lists.sequence) {
    localStorage.setItem(kept, JSON.stringify(lists));
  }

  return lists;
}

function read() {
  return /** @type {Lists | null} */ (JSON.parse(localStorage.getItem(kept) ?? "null"));
}

/**
 * @param {string} trust
 * @param {RootKey | undefined} root undefined when this origin publishes no root that is valid now
 */
async function believed(trust, root) {
  const { list, problem } = root ? await readTrustList(bytesOf(trust), root) : { list: undefined, problem: "no root" };
  if (!list) {
    throw new Error(`The trust list cannot be believed: ${problem}.`);
  }

  return list;
}

/**
 * @param {string} name
 * @returns {Promise<unknown>}
 */
async function fetchJson(name) {
  return (await answerOf(name)).json();
}

/** @param {string} name */
async function fetchBytes(name) {
  const bytes = new Uint8Array(await (await answerOf(name)).arrayBuffer());
  return btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
}

/** @param {string} name */
async function answerOf(name) {
  const answer = await fetch(`${source}/${name}`, { cache: "no-cache", signal: AbortSignal.timeout(patienceMs) });
  noteClock(answer);
  if (!answer.ok) {
    throw new Error(`${name}: ${answer.status}`);
  }

  return answer;
}

/** @param {string} text */
function bytesOf(text) {
  return Uint8Array.from(atob(text), each => each.charCodeAt(0));
}
