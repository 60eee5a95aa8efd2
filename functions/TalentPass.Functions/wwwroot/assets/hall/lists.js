import { readStatusList } from "../verify/status-list.js";
import { isLaterRoot, readTrustList, rootInForce } from "../verify/trust-list.js";
import { PassVerifier } from "../verify/verifier.js";

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
  const verifier = new PassVerifier({ seen: JSON.parse(localStorage.getItem(keptSeen) ?? "[]"), sequence: stored?.sequence ?? 0 });
  if (stored?.trust) {
    try {
      verifier.acceptTrust(await believed(stored.trust, stored.root));
      await takeStatus(Object.entries(stored.status), stored.fetchedAt);
    } catch {
      stored = keep({ root: stored.root, sequence: stored.sequence });
    }
  }

  return {
    verify,
    refresh,
    fetchedAt: () => (verifier.trust ? stored.fetchedAt : null),
    sequence: () => verifier.trust?.sequence ?? null,
  };

  // What was shown is remembered beyond the page: a reload must not make a code new again.
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
      const isTaken = verifier.acceptTrust(await believed(trust, root));
      const { status_lists: urls } = await fetchJson("status-lists");
      const numbers = urls.map(url => Number(url.slice(url.lastIndexOf("/") + 1)));
      const fetched = await Promise.all(numbers.map(async number => [number, await fetchBytes(`status/${number}`)]));
      const status = verifier.trust ? await takeStatus(fetched, now) : [];
      stored = keep({
        ...stored, ...(isTaken ? { root, trust, sequence: verifier.trust.sequence, fetchedAt: now } : {}),
        status: { ...stored?.status, ...Object.fromEntries(status) },
      });
      return true;
    } catch {
      return false;
    }
  }

  // The kept root while the list is its, or one that may follow it; at the first visit the one in force.
  async function rootOf(trust, now) {
    if (stored?.root && (await readTrustList(bytesOf(trust), stored.root)).problem !== "unknown_kid") {
      return stored.root;
    }

    const { keys } = await fetchJson("root");
    return stored?.root ? keys.find(key => isLaterRoot(key, stored.root, bytesOf(trust))) ?? stored.root : rootInForce(keys, now);
  }

  // Those that were taken.
  async function takeStatus(lists, now) {
    const taken = [];
    for (const [number, token] of lists) {
      const { list } = await readStatusList(bytesOf(token), verifier.trust.city, Number(number), verifier.trust, now);
      if (list && verifier.acceptStatus(list)) {
        taken.push([number, token]);
      }
    }

    return taken;
  }
}

// Another window may be further: what it has kept stays.
function keep(lists) {
  if ((read()?.sequence ?? 0) <= lists.sequence) {
    localStorage.setItem(kept, JSON.stringify(lists));
  }

  return lists;
}

function read() {
  return JSON.parse(localStorage.getItem(kept) ?? "null");
}

async function believed(trust, root) {
  const { list, problem } = await readTrustList(bytesOf(trust), root);
  if (problem) {
    throw new Error(`The trust list cannot be believed: ${problem}.`);
  }

  return list;
}

async function fetchJson(name) {
  return (await answerOf(name)).json();
}

async function fetchBytes(name) {
  const bytes = new Uint8Array(await (await answerOf(name)).arrayBuffer());
  return btoa(Array.from(bytes, each => String.fromCharCode(each)).join(""));
}

async function answerOf(name) {
  const answer = await fetch(`${source}/${name}`, { cache: "no-cache" });
  if (!answer.ok) {
    throw new Error(`${name}: ${answer.status}`);
  }

  return answer;
}

function bytesOf(text) {
  return Uint8Array.from(atob(text), each => each.charCodeAt(0));
}
