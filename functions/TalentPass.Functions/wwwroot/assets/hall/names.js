import { current } from "../language.js";

const kept = "talentpass.names";
const learnAgainMs = 3600_000;
const patienceMs = 15_000;
let learnedAt = -Infinity;

/**
 * What cities and tiers are called, by their numbers in a code.
 * @typedef {{ cities: Record<string, string>, tiers: Record<string, string> }} Names
 */

/**
 * Fetches the names of the partner cities and of the tiers, in both languages, and keeps them for the time without a network. The
 * lists that are verified name neither. Without the names a code is verified all the same.
 */
export async function learnNames() {
  if (performance.now() - learnedAt < learnAgainMs) {
    return;
  }

  learnedAt = performance.now();
  try {
    const [zh, en] = await Promise.all(["zh-CN", "en"].map(namesIn));
    localStorage.setItem(kept, JSON.stringify({ zh, en }));
  } catch {
    learnedAt = -Infinity;
  }
}

/**
 * The name of a partner city; undefined when this browser has not learned it yet.
 * @param {number | undefined} code
 */
export function cityName(code) {
  return names()?.cities[String(code).padStart(6, "0")];
}

/**
 * The name of a tier; undefined when this browser has not learned it yet.
 * @param {number | undefined} level
 */
export function tierName(level) {
  return names()?.tiers[String(level)];
}

/** @returns {Names | undefined} */
function names() {
  return /** @type {Record<string, Names>} */ (JSON.parse(localStorage.getItem(kept) ?? "{}"))[current()];
}

/**
 * @param {string} language
 * @returns {Promise<Names>}
 */
async function namesIn(language) {
  const [cities, tiers] = await Promise.all(["/.well-known/talentpass/partners", "/api/v1/tiers?limit=100"].map(path => itemsOf(path, language)));
  return {
    cities: Object.fromEntries(/** @type {{ cityCode: string, city: string }[]} */ (cities).map(each => [each.cityCode, each.city])),
    tiers: Object.fromEntries(/** @type {Api.TierView[]} */ (tiers).map(each => [String(each.level), each.title])),
  };
}

/**
 * @param {string} path
 * @param {string} language
 * @returns {Promise<unknown[]>}
 */
async function itemsOf(path, language) {
  const answer = await fetch(path, { cache: "no-cache", headers: { "Accept-Language": language }, signal: AbortSignal.timeout(patienceMs) });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }

  return /** @type {{ items: unknown[] }} */ (await answer.json()).items;
}
