import { readStatusList } from "../verify/status-list.js";
import { readTrustList } from "../verify/trust-list.js";
import { PassVerifier } from "../verify/verifier.js";

const kept = "talentpass.lists";
const keptSeen = "talentpass.seen";
const source = "/.well-known/talentpass";

/**
 * The published lists an offline check rests on: fetched while there is a network, kept in this browser, believed by their
 * signatures alone. The root is taken at the first visit and stays.
 */
export async function keptLists() {
  const verifier = new PassVerifier({ seen: JSON.parse(localStorage.getItem(keptSeen) ?? "[]") });
  let stored = JSON.parse(localStorage.getItem(kept) ?? "null");
  if (stored) {
    await take(stored).catch(() => localStorage.removeItem(kept));
  }

  return { verify, refresh, fetchedAt: () => (verifier.trust ? stored.fetchedAt : null) };

  // What was shown is remembered beyond the page: a reload must not make a code new again.
  async function verify(text) {
    const verdict = await verifier.verify(text, Date.now() / 1000);
    localStorage.setItem(keptSeen, JSON.stringify(verifier.seen));
    return verdict;
  }

  /** Fetches what is new; false without a network. */
  async function refresh() {
    try {
      const root = stored?.root ?? (await fetchJson("root")).keys[0];
      const trust = await fetchBytes("trust");
      const { status_lists: urls } = await fetchJson("status-lists");
      const numbers = urls.map(url => Number(url.slice(url.lastIndexOf("/") + 1)));
      const status = await Promise.all(numbers.map(async number => [number, await fetchBytes(`status/${number}`)]));
      const fresh = { root, trust, status, fetchedAt: Date.now() / 1000 };
      await take(fresh);
      stored = fresh;
      localStorage.setItem(kept, JSON.stringify(fresh));
      return true;
    } catch {
      return false;
    }
  }

  async function take({ root, trust, status, fetchedAt }) {
    const { list, problem } = await readTrustList(bytesOf(trust), root);
    if (problem) {
      throw new Error(`The trust list cannot be believed: ${problem}.`);
    }

    verifier.acceptTrust(list, fetchedAt);
    for (const [number, token] of status) {
      const read = await readStatusList(bytesOf(token), list.city, number, list, fetchedAt);
      if (read.list) {
        verifier.acceptStatus(read.list);
      }
    }
  }
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
