import { readStatusList } from "../verify/status-list.js";
import { isLaterRoot, readTrustList, rootInForce } from "../verify/trust-list.js";
import { PassVerifier } from "../verify/verifier.js";

/** @typedef {import("../verify/trust-list.js").RootKey} RootKey */
/** @typedef {import("../verify/trust-list.js").TrustList} TrustList */

/**
 * What this browser keeps: the root, how far the list had come, and the lists themselves as they were signed, in Base64.
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

/**
 * The published lists an offline check rests on: fetched while there is a network, kept in this browser, believed by their
 * signatures alone. The root is taken at the first visit; a later one takes over only if it began after the one that is kept
 * and this origin publishes it. How far the list had come is kept as well, so that no older one is ever taken again.
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
   * What was shown is remembered beyond the page: a reload must not make a code new again.
   * @param {string} text
   */
  async function verify(text) {
    const verdict = await verifier.verify(text, Date.now() / 1000);
    localStorage.setItem(keptSeen, JSON.stringify(verifier.seen));
    return verdict;
  }

  /** Fetches what is new; false without a network, or when what came cannot be believed. An older list changes nothing. */
  async function refresh() {
    try {
      const now = Date.now() / 1000;
      const trust = await fetchBytes("trust");
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
   * The kept root while the list is its, or one that may follow it; at the first visit the one in force.
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
   * Those that were taken.
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
 * Another window may be further: what it has kept stays.
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
 * @param {RootKey | undefined} root none where this origin publishes none that is in force
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
  const answer = await fetch(`${source}/${name}`, { cache: "no-cache" });
  if (!answer.ok) {
    throw new Error(`${name}: ${answer.status}`);
  }

  return answer;
}

/** @param {string} text */
function bytesOf(text) {
  return Uint8Array.from(atob(text), each => each.charCodeAt(0));
}
