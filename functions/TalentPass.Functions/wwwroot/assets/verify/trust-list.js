import { importKey, readSign1, verify } from "./cose.js";
import { number } from "./template.js";
import { decodeTrust } from "./trust-payload.js";

const mediaType = "application/talentpass-trust+cose";
const maxLife = 7 * 86400;
const clockSkew = 30;

/** @typedef {import("./cbor.js").Bytes} Bytes */
/** @typedef {import("./trust-payload.js").DecodedList} DecodedList */

/**
 * A public key as a JWK, as /.well-known/talentpass/root has it.
 * @typedef {{ kid: string, x: string, y: string, nbf: number, exp: number }} RootKey
 */

/**
 * The list as it is used: every key by its id and imported; null for an algorithm this version does not know.
 * @typedef {import("./trust-payload.js").ListedKey & { imported: CryptoKey | null }} TrustedKey
 * @typedef {Omit<DecodedList, "keys"> & { keys: Map<number, TrustedKey> }} TrustList
 */

/** @typedef {{ list: TrustList, problem?: undefined } | { problem: string, list?: undefined }} TrustReading */

/**
 * The city in a key id: six decimal digits in its upper three bytes; 0 where they are none.
 * @param {number} kid
 */
export function cityOf(kid) {
  const digits = (kid >>> 8).toString(16).padStart(6, "0");
  return /^[0-9]{6}$/.test(digits) ? Number(digits) : 0;
}

/**
 * Reads a trust list that the root signed; the root is a JWK, as /.well-known/talentpass/root has it. Answers the list, or
 * the problem: template, unknown_kid, signature, lifetime, duplicate_kid, scope, bad_key.
 * @param {Bytes} bytes
 * @param {RootKey} root
 * @returns {Promise<TrustReading>}
 */
export async function readTrustList(bytes, root) {
  const message = readSign1(bytes);
  if (message === null || message.type !== mediaType || message.kid.length !== 4) {
    return { problem: "template" };
  }

  const rootKid = Number.parseInt(root.kid, 16);
  if (number(message.kid) !== rootKid) {
    return { problem: "unknown_kid" };
  }

  const key = await importKey(pointOf(root));
  if (key === null || !await verify(key, message.signature, message.header, message.payload)) {
    return { problem: "signature" };
  }

  const list = decodeTrust(message.payload, cityOf(rootKid));
  return list === null ? { problem: "template" } : check(list);
}

/**
 * Of a set of roots the one that signs now: in its time, and of those the one that began last; the set names the next one
 * long before.
 * @param {RootKey[]} keys
 * @param {number} now
 */
export function rootInForce(keys, now) {
  return keys.filter(key => key.nbf - clockSkew <= now && now <= key.exp).sort((one, other) => other.nbf - one.nbf).at(0);
}

/**
 * Whether a root may follow one that was trusted so far: it signed this list, is of the same city and began later.
 * @param {RootKey} key
 * @param {RootKey} root
 * @param {Bytes} bytes
 */
export function isLaterRoot(key, root, bytes) {
  const kid = Number.parseInt(key.kid, 16);
  const message = readSign1(bytes);
  return message?.kid.length === 4 && number(message.kid) === kid && cityOf(kid) === cityOf(Number.parseInt(root.kid, 16)) && key.nbf > root.nbf;
}

/**
 * @param {DecodedList} list
 * @returns {Promise<TrustReading>}
 */
async function check(list) {
  const kids = new Set(list.keys.map(key => key.kid));
  const problem =
    list.expiresAt <= list.issuedAt || list.expiresAt - list.issuedAt > maxLife ? "lifetime"
      : kids.size !== list.keys.length ? "duplicate_kid"
        : list.maps.has(list.city) || !list.keys.every(key => inScope(key, list)) ? "scope"
          : null;
  if (problem) {
    return { problem };
  }

  // Importing costs more than a verification, so every key is imported once.
  /** @type {Map<number, TrustedKey>} */
  const keys = new Map();
  for (const key of list.keys) {
    const imported = key.alg === -7 ? await importKey(key.point) : null;
    if (key.alg === -7 && (imported === null || key.notAfter <= key.notBefore)) {
      return { problem: "bad_key" };
    }

    keys.set(key.kid, { ...key, imported });
  }

  return { list: { ...list, keys } };
}

// A key speaks for the city in its id: ours without a mapping, a partner's with that partner's.
/**
 * @param {import("./trust-payload.js").ListedKey} key
 * @param {DecodedList} list
 */
function inScope(key, list) {
  return key.map === null ? cityOf(key.kid) === list.city : cityOf(key.kid) === key.map && list.maps.has(key.map);
}

/** @param {RootKey} jwk */
function pointOf(jwk) {
  /** @param {string} text */
  const read = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), each => each.charCodeAt(0));
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(read(jwk.x), 1);
  point.set(read(jwk.y), 33);
  return point;
}
