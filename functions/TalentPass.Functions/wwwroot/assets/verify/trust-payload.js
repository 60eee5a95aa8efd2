import { CborReader } from "./cbor.js";
import { number } from "./template.js";

/** @typedef {import("./cbor.js").Bytes} Bytes */

/**
 * A key in a trust list. `uses` is a bit mask of what the key may sign. `map` is the city whose mapping translates the codes
 * of a partner's key; null for a key of our own city. Times are seconds since 1970.
 * @typedef {{ kid: number, alg: number, point: Bytes, notBefore: number, notAfter: number, uses: number, map: number | null }} ListedKey
 */

/**
 * The mapping of a partner city: from its tiers and entitlement bits to ours.
 * @typedef {{ tiers: Map<number, number>, entitlements: Map<number, number> }} Mapping
 */

/**
 * A decoded trust list. `maps` and `statusUrls` have the city code as key.
 * @typedef {object} DecodedList
 * @property {number} city
 * @property {number} sequence
 * @property {number} issuedAt
 * @property {number} expiresAt
 * @property {ListedKey[]} keys
 * @property {Map<number, Mapping>} maps
 * @property {Map<number, string>} statusUrls
 */

/** The value in an entitlement mapping that means: we know the partner's entitlement, but it gives nothing here. */
export const nothing = 255;

/**
 * Decodes the payload of the trust list of `city`. Null when the payload has another form. The payload does not name the
 * city; the caller knows it from the key id of the root.
 * @param {Bytes} payload
 * @param {number} city
 * @returns {DecodedList | null}
 */
export function decodeTrust(payload, city) {
  const reader = new CborReader(payload);
  const sequence = reader.map(6) === 6 && reader.text("seq") ? reader.uint() : null;
  const issuedAt = sequence !== null && reader.text("iat") ? reader.uint(0xffffffff) : null;
  const expiresAt = issuedAt !== null && reader.text("exp") ? reader.uint(0xffffffff) : null;
  const keys = expiresAt !== null && reader.text("keys") ? readKeys(reader) : null;
  const maps = keys && reader.text("maps") ? readByCity(reader, readMapping) : null;
  const statusUrls = maps && reader.text("statusUrls") ? readByCity(reader, each => each.text()) : null;
  return sequence !== null && issuedAt !== null && expiresAt !== null && keys && maps && statusUrls && reader.atEnd
    ? { city, sequence, issuedAt, expiresAt, keys, maps, statusUrls } : null;
}

/** @param {CborReader} reader */
function readKeys(reader) {
  const keys = [];
  for (let left = reader.array(1024) ?? -1; left !== 0; left--) {
    const key = left > 0 ? readKey(reader) : null;
    if (key === null) {
      return null;
    }

    keys.push(key);
  }

  return keys;
}

/**
 * @param {CborReader} reader
 * @returns {ListedKey | null}
 */
function readKey(reader) {
  const name = reader.array(7) === 7 ? reader.byteString() : null;
  const kid = name?.length === 4 ? number(name) : null;
  const alg = kid === null ? null : reader.int();
  const point = alg === null ? null : reader.byteString();
  const notBefore = point === null ? null : reader.uint(0xffffffff);
  const notAfter = notBefore === null ? null : reader.uint(0xffffffff);
  const uses = notAfter === null ? null : reader.uint(15);
  if (kid === null || alg === null || point === null || notBefore === null || notAfter === null || uses === null) {
    return null;
  }

  const isOurs = reader.isNull();
  const map = isOurs ? null : reader.uint(999999);
  return isOurs || map !== null ? { kid, alg, point, notBefore, notAfter, uses, map } : null;
}

/**
 * Reads a map from city codes to values; `read` reads one value. Null when a city comes twice or an item has another type.
 * @template V
 * @param {CborReader} reader
 * @param {(reader: CborReader) => V | null} read
 */
function readByCity(reader, read) {
  /** @type {Map<number, V>} */
  const found = new Map();
  for (let left = reader.map(256) ?? -1; left !== 0; left--) {
    const city = left > 0 ? reader.uint(999999) : null;
    const value = city === null ? null : read(reader);
    if (city === null || value === null || found.has(city)) {
      return null;
    }

    found.set(city, value);
  }

  return found;
}

/**
 * @param {CborReader} reader
 * @returns {Mapping | null}
 */
function readMapping(reader) {
  const tiers = reader.array(2) === 2 ? readPairs(reader, 23, 23) : null;
  const entitlements = tiers && readPairs(reader, 15, nothing);
  return entitlements && { tiers, entitlements };
}

/**
 * @param {CborReader} reader
 * @param {number} maxTheirs
 * @param {number} maxOurs
 */
function readPairs(reader, maxTheirs, maxOurs) {
  /** @type {Map<number, number>} */
  const pairs = new Map();
  for (let left = reader.array(24) ?? -1; left !== 0; left--) {
    const theirs = left > 0 && reader.array(2) === 2 ? reader.uint(maxTheirs) : null;
    const ours = theirs === null ? null : reader.uint(maxOurs);
    if (theirs === null || ours === null || pairs.has(theirs) || (maxOurs === nothing && ours > 15 && ours !== nothing)) {
      return null;
    }

    pairs.set(theirs, ours);
  }

  return pairs;
}
