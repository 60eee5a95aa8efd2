import { CborReader } from "./cbor.js";
import { readSign1, verify } from "./cose.js";
import { number } from "./template.js";
import { cityOf } from "./trust-list.js";

const mediaType = "application/statuslist+cwt";
const maxInflated = 1 << 20;
const statusUse = 8;
const clockSkew = 30;
const ownLife = 24 * 60 * 60;

/** @typedef {import("./cbor.js").Bytes} Bytes */

/**
 * A decoded status list of a city. Each entry has `bits` bits; `entries` has all entries, packed without gaps.
 * @typedef {{ city: number, number: number, issuedAt: number, expiresAt: number, bits: number, entries: Bytes }} StatusList
 */

/** The number of entries in one of our own lists. */
export const capacity = 1 << 17;

/**
 * Verifies and decodes a status list (draft-ietf-oauth-status-list, CWT form) that a key of its city signed. Returns the
 * list, or the first problem: template, unknown_kid, scope, signature, subject, expired.
 * @param {Bytes} bytes
 * @param {number} city
 * @param {number} number_
 * @param {import("./trust-list.js").TrustList} trust
 * @param {number} now
 * @returns {Promise<{ list: StatusList, problem?: undefined } | { problem: string, list?: undefined }>}
 */
export async function readStatusList(bytes, city, number_, trust, now) {
  const message = readSign1(bytes);
  if (message === null || message.type !== mediaType || message.kid.length !== 4) {
    return { problem: "template" };
  }

  const claims = decode(message.payload);
  const entries = claims && await inflate(claims.lst);
  if (!claims || !entries) {
    return { problem: "template" };
  }

  const key = trust.keys.get(number(message.kid));
  const problem =
    !key ? "unknown_kid"
      : cityOf(key.kid) !== city || (key.uses & statusUse) === 0 ? "scope"
        : now < key.notBefore - clockSkew || now > key.notAfter ? "scope"
          : key.imported === null || !await verify(key.imported, message.signature, message.header, message.payload) ? "signature"
            : claims.subject !== `${trust.statusUrls.get(city)}${number_}` ? "subject"
              : claims.expiresAt < now ? "expired"
                : null;
  return problem ? { problem } : { list: { city, number: number_, issuedAt: claims.issuedAt, expiresAt: claims.expiresAt, bits: claims.bits, entries } };
}

/**
 * The status at an index: 0 valid, 1 invalid, 2 suspended. Null when the index is beyond the end of the list.
 * @param {Pick<StatusList, "bits" | "entries">} list
 * @param {number} index
 */
export function statusAt(list, index) {
  const perByte = 8 / list.bits;
  const byte = list.entries[Math.floor(index / perByte)];
  return byte === undefined ? null : byte >> index % perByte * list.bits & (1 << list.bits) - 1;
}

/**
 * The claims that the two maps below read.
 * @typedef {{ subject?: string, expiresAt?: number, issuedAt?: number, list?: { bits?: number, lst?: Bytes } }} Claims
 */

/**
 * For each label: the name of the member here, and the function that reads its value.
 * @typedef {Map<number | string | null, [name: string, read: (reader: CborReader) => unknown]>} Members
 */

/**
 * The claims that the draft defines: in any order, each at most once. A list with any other claim is refused, because this
 * version does not know what that claim means.
 * @type {Members}
 */
const claimsOf = new Map([
  [1, ["issuer", text]],
  [2, ["subject", text]],
  [4, ["expiresAt", reader => reader.uint(0xffffffff)]],
  [6, ["issuedAt", reader => reader.uint(0xffffffff)]],
  [65534, ["timeToLive", reader => reader.uint(0x7fffffff)]],
  [65533, ["list", reader => members(reader, 3, listOf, () => reader.text())]],
]);
/** @type {Members} */
const listOf = new Map([
  ["bits", ["bits", reader => reader.uint(8)]],
  ["lst", ["lst", reader => reader.byteString()]],
  ["aggregation_uri", ["aggregation", text]],
]);

/** @param {Bytes} payload */
function decode(payload) {
  const reader = new CborReader(payload);
  const { subject, issuedAt, expiresAt, list } = /** @type {Claims} */ (members(reader, claimsOf.size, claimsOf, () => reader.uint()) ?? {});
  if (!reader.atEnd || subject === undefined || issuedAt === undefined || !list?.lst?.length || (list.bits !== 1 && list.bits !== 2)) {
    return null;
  }

  return { subject, issuedAt, expiresAt: expiresAt ?? issuedAt + ownLife, bits: list.bits, lst: list.lst };
}

/**
 * Reads a map of at most `most` known members, each at most once. Null for anything else.
 * @param {CborReader} reader
 * @param {number} most
 * @param {Members} known
 * @param {() => number | string | null} label
 */
function members(reader, most, known, label) {
  /** @type {Record<string, unknown>} */
  const found = {};
  for (let left = reader.map(most) ?? -1; left !== 0; left--) {
    const [name, read] = left > 0 && known.get(label()) || [];
    const value = name && read && found[name] === undefined ? read(reader) : null;
    if (!name || value === null) {
      return null;
    }

    found[name] = value;
  }

  return found;
}

/** @param {CborReader} reader */
function text(reader) {
  return reader.text() || null;
}

/**
 * Decompresses the entries from a zlib stream (RFC 1950). Null when the stream is broken or the result is larger than 1 MiB;
 * the limit stops a small stream that decompresses to gigabytes.
 * @param {Bytes} compressed
 */
export async function inflate(compressed) {
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("deflate"));
  /** @type {Bytes[]} */
  const parts = [];
  let length = 0;
  try {
    for (let reader = stream.getReader(), part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > maxInflated) {
        await reader.cancel();
        return null;
      }
    }
  } catch {
    return null;
  }

  const all = new Uint8Array(length);
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return length === 0 ? null : all;
}
