import { encodeArray, encodeBytes, encodeUint, join } from "./cbor.js";
import { importKey, verify } from "./cose.js";
import { nothing } from "./trust-payload.js";

/** @typedef {import("./template.js").Contents} Contents */

/**
 * The facts in a genuine code. `partner`: the code comes from a partner city. `holderTime`: the phone's time (profile H).
 * `firstSeenAt`: when this verifier first saw the code; set only for a replay.
 * @typedef {object} Facts
 * @property {import("./template.js").Profile} profile
 * @property {string} id
 * @property {number} city
 * @property {boolean} partner
 * @property {number} tier
 * @property {number} entitlements
 * @property {number} holderTime
 * @property {number} [firstSeenAt]
 */

/** @typedef {{ reason: string, light: "green" | "amber" | "red" } & Partial<Facts>} Verdict */

const clockSkew = 30;
const maxLife = { S: 60, H: 7 * 86400, P: 1096 * 86400 };
const amber = ["holder_clock", "stale_lists", "check_document"];
const context = new TextEncoder().encode("TP1H");
const holderHeader = Uint8Array.of(0xa1, 0x01, 0x26);

/**
 * The verdict for a reason: adds the colour of the light and the known facts of the code.
 * @param {string} reason
 * @param {Partial<Facts>} facts
 * @returns {Verdict}
 */
export function verdict(reason, facts = {}) {
  return { reason, light: reason === "accepted" ? "green" : amber.includes(reason) ? "amber" : "red", ...facts };
}

/**
 * The problem with the times that the code itself states: lifetime, not_yet_valid or expired; null when there is none.
 * @param {Contents} contents
 * @param {number} now
 */
export function timeProblem({ profile, issuedAt, expiresAt }, now) {
  return expiresAt <= issuedAt || expiresAt - issuedAt > maxLife[profile] ? "lifetime"
    : now < issuedAt - clockSkew ? "not_yet_valid"
      : now > expiresAt ? "expired"
        : null;
}

/**
 * Translates a partner city's tier and entitlement bits into ours. Null when the mapping does not have one of them.
 * @param {import("./trust-payload.js").Mapping} map
 * @param {Contents} contents
 */
export function translate(map, { tier, entitlements }) {
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

  const ourTier = map.tiers.get(tier);
  return ourTier === undefined ? null : { tier: ourTier, entitlements: ours };
}

/**
 * Verifies the city's signature and, for profile H, the phone's. Returns "signature" or "holder_signature" for the one that
 * is wrong, or null when all are right.
 * @param {Contents} contents
 * @param {CryptoKey} key
 * @param {Uint8Array} challenge
 */
export async function signatureProblem(contents, key, challenge) {
  if (!await verify(key, contents.signature, contents.header, contents.payload)) {
    return "signature";
  }

  if (contents.profile !== "H") {
    return null;
  }

  const device = await importKey(contents.deviceKey);
  const payload = encodeArray(encodeBytes(contents.inner), encodeUint(contents.holderTime));
  return device !== null && await verify(device, contents.holderSignature, holderHeader, payload, join(context, challenge)) ? null : "holder_signature";
}
