// The start of the protected header << { 1: -7 (ES256), 4: … >>; the four bytes of the key id follow.
const protectedHead = [0x49, 0xa2, 0x01, 0x26, 0x04, 0x44];

// -65537 in CBOR: the claim key of `tp`.
const claimKey = [0x3a, 0x00, 0x01, 0x00, 0x00];

// For the CBOR heads 0x18, 0x19 and 0x1a: [number of bytes that follow, smallest value that has no shorter form].
const longHeads = [[1, 24], [2, 0x100], [4, 0x10000]];

/** @typedef {import("./cbor.js").Bytes} Bytes */
/** @typedef {"S" | "H" | "P"} Profile */

/**
 * The content of a code, not verified yet. Only profile H has `inner`, `deviceKey`, `holderTime` and `holderSignature`; only
 * H and P have `statusIndex`. For the other profiles these members are empty or zero. Times are seconds since 1970.
 * @typedef {object} Contents
 * @property {Profile} profile
 * @property {number} kid
 * @property {Bytes} header
 * @property {Bytes} payload
 * @property {Bytes} signature
 * @property {number} expiresAt
 * @property {number} issuedAt
 * @property {string} id
 * @property {number} tier
 * @property {number} entitlements
 * @property {number} statusIndex
 * @property {Bytes} deviceKey
 * @property {Bytes} inner
 * @property {number} holderTime
 * @property {Bytes} holderSignature
 */

const none = new Uint8Array(0);

/** A reader over the bytes of a code. A method returns null (`skip`: false) when the bytes do not follow the template. */
class Cursor {
  /** @param {Bytes} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }

  get atEnd() {
    return this.position === this.bytes.length;
  }

  /** @param {...number} expected */
  skip(...expected) {
    if (!expected.every((byte, i) => this.bytes[this.position + i] === byte)) {
      return false;
    }

    this.position += expected.length;
    return true;
  }

  /** @param {number} length */
  take(length) {
    if (this.bytes.length - this.position < length) {
      return null;
    }

    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /**
   * Reads a big-endian number of `length` bytes.
   * @param {number} length
   */
  number(length) {
    const bytes = this.take(length);
    return bytes && number(bytes);
  }

  /** Reads a time: seconds since 1970 in four bytes. A smaller value is refused, because it has a shorter form. */
  time() {
    const seconds = this.skip(0x1a) ? this.number(4) : null;
    return seconds !== null && seconds > 0xffff ? seconds : null;
  }

  /**
   * Reads an unsigned integer of at most `max`. The integer must be in its shortest form.
   * @param {number} max
   */
  uint(max) {
    const first = this.number(1);
    if (first === null) {
      return null;
    }

    const [size, least] = longHeads[first - 0x18] ?? [0, 0];
    const value = size > 0 ? this.number(size) : first < 24 ? first : null;
    return value !== null && value >= least && value <= max ? value : null;
  }

  namesOtherAlgorithm() {
    const rest = this.bytes.subarray(this.position);
    return rest.length > 3 && rest[0] >= 0x43 && rest[0] <= 0x57 && rest[1] >= 0xa1 && rest[1] <= 0xa3 && rest[2] === 0x01 && rest[3] !== 0x26;
  }
}

/**
 * Decodes a code that follows the template of profile S, H or P exactly. Returns the contents, or the reason for a refusal:
 * "alg" (another signature algorithm) or "template" (any other difference). No signature is verified here.
 * @param {Bytes} bytes
 * @returns {{ contents: Contents, reason?: undefined } | { reason: "template" | "alg" }}
 */
export function readCode(bytes) {
  const cursor = new Cursor(bytes);
  if (cursor.skip(0xd2)) {
    const signed = readSigned(cursor, true);
    return typeof signed === "string" ? { reason: signed } : cursor.atEnd ? { contents: signed } : { reason: "template" };
  }

  const signed = cursor.skip(0x83) ? readSigned(cursor, false) : "template";
  if (typeof signed === "string") {
    return { reason: signed };
  }

  const inner = bytes.subarray(1, cursor.position);
  const holderTime = cursor.time();
  const holderSignature = holderTime !== null && cursor.skip(0x58, 0x40) ? cursor.take(64) : null;
  return holderTime !== null && holderSignature && cursor.atEnd
    ? { contents: { ...signed, inner, holderTime, holderSignature } } : { reason: "template" };
}

/**
 * @param {Cursor} cursor
 * @param {boolean} tagged
 * @returns {Contents | "template" | "alg"}
 */
function readSigned(cursor, tagged) {
  if (!cursor.skip(0x84)) {
    return "template";
  }

  if (!cursor.skip(...protectedHead)) {
    return cursor.namesOtherAlgorithm() ? "alg" : "template";
  }

  const start = cursor.position - protectedHead.length + 1;
  const kid = cursor.number(4);
  const header = cursor.bytes.subarray(start, cursor.position);
  const length = kid !== null && cursor.skip(0xa0, 0x58) ? cursor.number(1) : null;
  const payload = length === null ? null : cursor.take(length);
  const claims = payload && readPayload(payload, tagged);
  const signature = claims && cursor.skip(0x58, 0x40) ? cursor.take(64) : null;
  return kid === null || !payload || !claims || !signature ? "template"
    : { ...claims, kid, header, payload, signature, inner: none, holderTime: 0, holderSignature: none };
}

/**
 * @param {Bytes} payload
 * @param {boolean} tagged
 */
function readPayload(payload, tagged) {
  const cursor = new Cursor(payload);
  const expiresAt = cursor.skip(0xa4, 0x04) ? cursor.time() : null;
  const issuedAt = expiresAt !== null && cursor.skip(0x06) ? cursor.time() : null;
  const id = issuedAt !== null && cursor.skip(0x07, 0x50) ? cursor.take(16) : null;
  const members = id && cursor.skip(...claimKey) ? cursor.number(1) : null;
  const tier = members === null ? null : cursor.uint(23);
  const entitlements = tier === null ? null : cursor.uint(0xffff);
  const profile = profileOf(members, tagged);
  if (expiresAt === null || issuedAt === null || !id || tier === null || entitlements === null || profile === null) {
    return null;
  }

  const statusIndex = profile === "S" ? 0 : cursor.uint(0xffffffff);
  const deviceKey = profile !== "H" ? none : statusIndex !== null && cursor.skip(0x58, 33) ? cursor.take(33) : null;
  return statusIndex !== null && deviceKey && (profile !== "H" || deviceKey[0] === 2 || deviceKey[0] === 3) && cursor.atEnd
    ? { profile, expiresAt, issuedAt, id: hex(id), tier, entitlements, statusIndex, deviceKey } : null;
}

/**
 * The profile of a code. The number of items in its `tp` array tells it: 2 for S, 3 for P, 4 for H.
 * @param {number | null} members the head byte of the `tp` array
 * @param {boolean} tagged
 * @returns {Profile | null}
 */
function profileOf(members, tagged) {
  return tagged && members === 0x82 ? "S" : tagged && members === 0x83 ? "P" : !tagged && members === 0x84 ? "H" : null;
}

/**
 * Writes bytes as hex digits.
 * @param {Uint8Array} bytes
 */
export function hex(bytes) {
  return Array.from(bytes, each => each.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads up to four bytes as a big-endian unsigned number.
 * @param {Uint8Array} bytes
 */
export function number(bytes) {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
