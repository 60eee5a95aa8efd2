import { fromBase45 } from "./base45.js";
import { encodeArray, encodeBytes, encodeUint, join } from "./cbor.js";
import { importKey, verify } from "./cose.js";
import { capacity, statusAt } from "./status-list.js";
import { readCode } from "./template.js";
import { cityOf, nothing } from "./trust-list.js";

const maxLength = 400;
const clockSkew = 30;
const holderFresh = 60;
const holderLimit = 300;
const maxAge = 24 * 3600;
const replayWindow = 120;
const replayCapacity = 4096;
const maxLife = { S: 60, H: 7 * 86400, P: 1096 * 86400 };
const useOf = { S: 1, H: 2, P: 4 };
const amber = ["holder_clock", "stale_lists", "check_document"];
const context = new TextEncoder().encode("TP1H");
const holderHeader = Uint8Array.of(0xa1, 0x01, 0x26);

/**
 * Verifies TP1 codes with public data only, with or without a network: cheap checks first, one reason for each refusal,
 * the same reasons in the same order as the server's own verifier. Times are seconds since 1970.
 */
export class PassVerifier {
  #trust = null;
  #lists = new Map();
  #seen;
  #remembers;
  #sequence;

  /**
   * Takes whether presentations are remembered for 120 seconds, those another verifier has `seen`, and the highest sequence
   * a verifier before this one had taken.
   */
  constructor({ remembers = true, seen = [], sequence = 0 } = {}) {
    [this.#remembers, this.#seen, this.#sequence] = [remembers, new Map(seen), sequence];
  }

  /** The presentations that are remembered, oldest first: [presentation, when]. */
  get seen() {
    return [...this.#seen];
  }

  /** The trust list in force, or null. */
  get trust() {
    return this.#trust;
  }

  /** Takes a trust list that was read; false when a newer one is in force, or was before. */
  acceptTrust(list) {
    const old = this.#trust;
    if (list.sequence < this.#sequence || (list.sequence === old?.sequence && list.issuedAt < old.issuedAt)) {
      return false;
    }

    [this.#trust, this.#sequence] = [list, list.sequence];
    return true;
  }

  /** Takes a status list that was read; false when a newer one is in force. */
  acceptStatus(list) {
    const name = `${list.city}/${list.number}`;
    if (this.#lists.get(name)?.issuedAt > list.issuedAt) {
      return false;
    }

    this.#lists.set(name, list);
    return true;
  }

  /** Whether this verifier may go green: its trust list is in its time and was signed within 24 hours, whenever it was fetched. */
  isFresh(now) {
    return this.#trust !== null && now <= this.#trust.expiresAt && now - this.#trust.issuedAt <= maxAge;
  }

  /** Judges one presentation: `{reason, light}`, and what the code says once every signature has held. */
  async verify(text, now, challenge = new Uint8Array(0)) {
    const bytes = text.length > maxLength ? "too_long" : !text.startsWith("TP1:") ? "prefix" : fromBase45(text.slice(4)) ?? "base45";
    if (typeof bytes === "string") {
      return verdict(bytes);
    }

    const { reason, contents } = readCode(bytes);
    return reason ? verdict(reason) : this.#judge(contents, now, challenge);
  }

  async #judge(contents, now, challenge) {
    const key = this.#trust?.keys.get(contents.kid);
    const map = key?.map ? this.#trust.maps.get(key.map) : null;
    const read = map ? translate(map, contents) : contents;
    const problem =
      !key ? "unknown_kid"
        : key.alg !== -7 ? "alg"
          : now < key.notBefore - clockSkew || now > key.notAfter ? "key_time"
            : (key.uses & useOf[contents.profile]) === 0 ? "profile"
              : read === null ? "scope"
                : timeProblem(contents, now);
    if (problem) {
      return verdict(problem);
    }

    const standing = contents.profile === "S" ? "valid" : this.#look(cityOf(contents.kid), contents.statusIndex, now);
    const refused = standing === "invalid" ? "status_invalid" : standing === "suspended" ? "status_suspended" : await signatureProblem(contents, key, challenge);
    return refused ? verdict(refused) : this.#conclude(contents, read, standing, now);
  }

  // Everything is genuine; what remains is whether it is fresh, new, and whether this verifier may say so.
  #conclude(contents, read, standing, now) {
    const distance = contents.profile === "H" ? Math.abs(now - contents.holderTime) : 0;
    const facts = {
      profile: contents.profile, id: contents.id, city: cityOf(contents.kid), partner: cityOf(contents.kid) !== this.#trust.city,
      tier: read.tier, entitlements: read.entitlements, holderTime: contents.holderTime ?? 0,
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

  #look(city, index, now) {
    const list = this.#lists.get(`${city}/${Math.floor(index / capacity)}`);
    const raw = !list || now > list.expiresAt || now - list.issuedAt > maxAge ? null : statusAt(list, index % capacity);
    return raw === null ? "unknown" : raw === 0 ? "valid" : raw === 2 ? "suspended" : "invalid";
  }

  // A Map keeps the order of entry: the oldest goes first.
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

function verdict(reason, facts = {}) {
  return { reason, light: reason === "accepted" ? "green" : amber.includes(reason) ? "amber" : "red", ...facts };
}

function timeProblem({ profile, issuedAt, expiresAt }, now) {
  return expiresAt <= issuedAt || expiresAt - issuedAt > maxLife[profile] ? "lifetime"
    : now < issuedAt - clockSkew ? "not_yet_valid"
      : now > expiresAt ? "expired"
        : null;
}

// How a partner city's tiers and entitlement bits read in ours; null when one of them is not recognised.
function translate(map, { tier, entitlements }) {
  let ours = 0;
  for (let bit = 0; bit < 16; bit++) {
    if (entitlements >> bit & 1) {
      const to = map.entitlements.get(bit);
      if (to === undefined) {
        return null;
      }

      ours |= to === nothing ? 0 : 1 << to;
    }
  }

  return map.tiers.has(tier) ? { tier: map.tiers.get(tier), entitlements: ours } : null;
}

async function signatureProblem(contents, key, challenge) {
  if (!await verify(key.imported, contents.signature, contents.header, contents.payload)) {
    return "signature";
  }

  if (contents.profile !== "H") {
    return null;
  }

  const device = await importKey(contents.deviceKey);
  const payload = encodeArray(encodeBytes(contents.inner), encodeUint(contents.holderTime));
  return device !== null && await verify(device, contents.holderSignature, holderHeader, payload, join(context, challenge)) ? null : "holder_signature";
}
