import { importKey, readSign1, verify } from "./cose.js";
import { number } from "./template.js";
import { decodeTrust } from "./trust-payload.js";

const mediaType = "application/talentpass-trust+cose";
const maxLife = 7 * 86400;
const clockSkew = 30;

/** @typedef {import("./cbor.js").Bytes} Bytes */
/** @typedef {import("./trust-payload.js").DecodedList} DecodedList */

/**
 * A root public key as a JWK, in the form that /.well-known/talentpass/root publishes.
 * @typedef {{ kid: string, x: string, y: string, nbf: number, exp: number }} RootKey
 */

/**
 * A verified trust list, ready for use: its keys by key id. `imported` is null when this version does not know the
 * algorithm of the key.
 * @typedef {import("./trust-payload.js").ListedKey & { imported: CryptoKey | null }} TrustedKey
 * @typedef {Omit<DecodedList, "keys"> & { keys: Map<number, TrustedKey> }} TrustList
 */

/** @typedef {{ list: TrustList, problem?: undefined } | { problem: string, list?: undefined }} TrustReading */

/**
 * The city code in a key id. The upper three bytes of the id, written in hex, are the six decimal digits of the code.
 * Returns 0 when they are not decimal digits.
 * @param {number} kid
 */
export function cityOf(kid) {
  const digits = (kid >>> 8).toString(16).padStart(6, "0");
  return /^[0-9]{6}$/.test(digits) ? Number(digits) : 0;
}

/**
 * Verifies and decodes a trust list that `root` signed. Returns the list, or the first problem: template, unknown_kid,
 * signature, lifetime, duplicate_kid, scope, bad_key. The lifetime is at most 7 days; the caller checks the expiry.
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
 * The root key that signs now: of the keys that are valid at `now`, the one with the latest start. The set may also have a
 * future key, because the next root is published long before it is used. Undefined when no key is valid.
 * @param {RootKey[]} keys
 * @param {number} now
 */
export function rootInForce(keys, now) {
  return keys.filter(key => key.nbf - clockSkew <= now && now <= key.exp).sort((one, other) => other.nbf - one.nbf).at(0);
}

/**
 * Whether the root `key` may replace `root`, which was trusted until now. The list must name `key` as its signer, and `key`
 * must be of the same city and start later than `root`. The signature is not verified here; `readTrustList` does that.
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

  // To import a key costs more than to verify a signature, so each key is imported once, here.
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

// Each key may sign only for the city in its key id. A key of our own city has no mapping. A key of a partner city must
// have the mapping of that city.
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
