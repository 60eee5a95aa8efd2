import { fromBase45 } from "./base45.js";
import { signatureProblem, timeProblem, translate, verdict } from "./checks.js";
import { capacity, statusAt } from "./status-list.js";
import { readCode } from "./template.js";
import { cityOf } from "./trust-list.js";

/** @typedef {import("./template.js").Contents} Contents */
/** @typedef {import("./trust-list.js").TrustList} TrustList */
/** @typedef {import("./status-list.js").StatusList} StatusList */
/** @typedef {import("./checks.js").Verdict} Verdict */

const maxLength = 400;
const clockSkew = 30;
const holderFresh = 60;
const holderLimit = 300;
const maxAge = 24 * 3600;
const replayWindow = 120;
const replayCapacity = 4096;
const useOf = { S: 1, H: 2, P: 4 };

/**
 * Verifies TP1 codes. It uses public data only (trust list and status lists) and never calls the network. Cheap checks come
 * first, and each refusal has exactly one reason. The reasons and their order are the same as in the server's verifier.
 * All times are seconds since 1970 (UTC).
 */
export class PassVerifier {
  /** @type {TrustList | null} */
  #trust = null;
  /** @type {Map<string, StatusList>} */
  #lists = new Map();
  /** @type {Map<string, number>} */
  #seen;
  /** @type {boolean} */
  #remembers;
  /** @type {number} */
  #sequence;

  /**
   * `remembers`: whether each presentation is remembered for 120 seconds, to detect a replay. `seen`: the presentations that
   * an earlier verifier remembered. `sequence`: the highest trust list sequence that an earlier verifier accepted; lists
   * with a lower sequence are refused.
   * @param {{ remembers?: boolean, seen?: [presentation: string, when: number][], sequence?: number }} options
   */
  constructor({ remembers = true, seen = [], sequence = 0 } = {}) {
    [this.#remembers, this.#seen, this.#sequence] = [remembers, new Map(seen), sequence];
  }

  /** The remembered presentations, oldest first, each as [presentation, time of the first scan]. */
  get seen() {
    return [...this.#seen];
  }

  /** The trust list in force, or null. */
  get trust() {
    return this.#trust;
  }

  /**
   * Starts to use a verified trust list. Returns false, and changes nothing, when a newer list is in use or was used before.
   * @param {TrustList} list
   */
  acceptTrust(list) {
    const old = this.#trust;
    if (list.sequence < this.#sequence || (old !== null && list.sequence === old.sequence && list.issuedAt < old.issuedAt)) {
      return false;
    }

    [this.#trust, this.#sequence] = [list, list.sequence];
    return true;
  }

  /**
   * Starts to use a verified status list. Returns false, and changes nothing, when a newer copy of the same list is in use.
   * @param {StatusList} list
   */
  acceptStatus(list) {
    const name = `${list.city}/${list.number}`;
    if ((this.#lists.get(name)?.issuedAt ?? 0) > list.issuedAt) {
      return false;
    }

    this.#lists.set(name, list);
    return true;
  }

  /**
   * Whether this verifier may show green: its trust list has not expired and was signed at most 24 hours ago. The time of
   * the download does not matter.
   * @param {number} now
   */
  isFresh(now) {
    return this.#trust !== null && now <= this.#trust.expiresAt && now - this.#trust.issuedAt <= maxAge;
  }

  /**
   * Verifies one presentation. Returns `{reason, light}`; after all signatures have been verified, the result also has the
   * facts in the code.
   * @param {string} text
   * @param {number} now
   * @param {Uint8Array} challenge
   * @returns {Promise<Verdict>}
   */
  async verify(text, now, challenge = new Uint8Array(0)) {
    const bytes = text.length > maxLength ? "too_long" : !text.startsWith("TP1:") ? "prefix" : fromBase45(text.slice(4)) ?? "base45";
    if (typeof bytes === "string") {
      return verdict(bytes);
    }

    const read = readCode(bytes);
    return read.reason ? verdict(read.reason) : this.#judge(read.contents, now, challenge);
  }

  /**
   * @param {Contents} contents
   * @param {number} now
   * @param {Uint8Array} challenge
   */
  async #judge(contents, now, challenge) {
    const trust = this.#trust;
    const key = trust?.keys.get(contents.kid);
    if (!trust || !key) {
      return verdict("unknown_kid");
    }

    const map = key.map ? trust.maps.get(key.map) : null;
    const read = map ? translate(map, contents) : contents;
    const problem =
      key.alg !== -7 || key.imported === null ? "alg"
        : now < key.notBefore - clockSkew || now > key.notAfter ? "key_time"
          : (key.uses & useOf[contents.profile]) === 0 ? "profile"
            : read === null ? "scope"
              : timeProblem(contents, now);
    if (problem || read === null || key.imported === null) {
      return verdict(problem ?? "alg");
    }

    const standing = contents.profile === "S" ? "valid" : this.statusOf(cityOf(contents.kid), contents.statusIndex, now);
    const refused = standing === "invalid" ? "status_invalid" : standing === "suspended" ? "status_suspended" : await signatureProblem(contents, key.imported, challenge);
    return refused ? verdict(refused) : this.#conclude(contents, { ...read, home: trust.city }, standing, now);
  }

  /**
   * The last checks, after all signatures are verified: the phone's time (profile H), replay, and the age of the lists.
   * @param {Contents} contents
   * @param {{ tier: number, entitlements: number, home: number }} read
   * @param {string} standing
   * @param {number} now
   */
  #conclude(contents, read, standing, now) {
    const distance = contents.profile === "H" ? Math.abs(now - contents.holderTime) : 0;
    const facts = {
      profile: contents.profile, id: contents.id, city: cityOf(contents.kid), partner: cityOf(contents.kid) !== read.home,
      tier: read.tier, entitlements: read.entitlements, holderTime: contents.holderTime,
    };
    if (distance > holderLimit) {
      return verdict("holder_time", facts);
    }

    const firstSeenAt = contents.profile === "P" || !this.#remembers ? null : this.#remember(`${contents.id}-${facts.holderTime}`, now);
    return firstSeenAt !== null ? verdict("replayed", { ...facts, firstSeenAt })
      : !this.isFresh(now) || standing === "unknown" ? verdict("stale_lists", facts)
        : distance > holderFresh ? verdict("holder_clock", facts)
          : contents.profile === "P" ? verdict("check_document", facts)
            : verdict("accepted", facts);
  }

  /**
   * What the status lists say about an index of a city: "valid", "invalid", "suspended" or "unknown".
   * @param {number} city
   * @param {number} index
   * @param {number} now
   */
  statusOf(city, index, now) {
    const list = this.#lists.get(`${city}/${Math.floor(index / capacity)}`);
    const raw = !list || now > list.expiresAt || now - list.issuedAt > maxAge ? null : statusAt(list, index % capacity);
    return raw === null ? "unknown" : raw === 0 ? "valid" : raw === 2 ? "suspended" : "invalid";
  }

  /**
   * Returns the time at which the presentation was first shown. For a new presentation it returns null and remembers the
   * presentation. A Map keeps the order of insertion, so the loop removes the oldest entries first.
   * @param {string} presentation
   * @param {number} now
   */
  #remember(presentation, now) {
    for (const [oldest, at] of this.#seen) {
      if (now - at <= replayWindow && this.#seen.size < replayCapacity) {
        break;
      }

      this.#seen.delete(oldest);
    }

    const first = this.#seen.get(presentation) ?? null;
    if (first === null) {
      this.#seen.set(presentation, now);
    }

    return first;
  }
}
