// << { 1: -7 (ES256), 4: … >>, up to the key id's bytes.
const protectedHead = [0x49, 0xa2, 0x01, 0x26, 0x04, 0x44];

// -65537, the claim key of `tp`.
const claimKey = [0x3a, 0x00, 0x01, 0x00, 0x00];

/** A place in a code that is being compared with its template; a method that answers null says: it does not follow. */
class Cursor {
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }

  get atEnd() {
    return this.position === this.bytes.length;
  }

  skip(...expected) {
    if (!expected.every((byte, i) => this.bytes[this.position + i] === byte)) {
      return false;
    }

    this.position += expected.length;
    return true;
  }

  take(length) {
    if (this.bytes.length - this.position < length) {
      return null;
    }

    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** Seconds since 1970 in four bytes; smaller values would have a shorter form. */
  time() {
    const seconds = this.skip(0x1a) ? number(this.take(4)) : null;
    return seconds !== null && seconds > 0xffff ? seconds : null;
  }

  /** An unsigned integer in its shortest form. */
  uint(max) {
    const first = this.take(1)?.[0];
    const [size, least] = { 0x18: [1, 24], 0x19: [2, 0x100], 0x1a: [4, 0x10000] }[first] ?? [0, 0];
    const value = size > 0 ? number(this.take(size)) : first < 24 ? first : null;
    return value !== null && value >= least && value <= max ? value : null;
  }

  namesOtherAlgorithm() {
    const rest = this.bytes.subarray(this.position);
    return rest.length > 3 && rest[0] >= 0x43 && rest[0] <= 0x57 && rest[1] >= 0xa1 && rest[1] <= 0xa3 && rest[2] === 0x01 && rest[3] !== 0x26;
  }
}

/** Compares bytes with the templates of profiles S, H and P. Answers what they say, or the reason why they are none. */
export function readCode(bytes) {
  const cursor = new Cursor(bytes);
  const contents = {};
  if (cursor.skip(0xd2)) {
    const reason = readSigned(cursor, true, contents);
    return reason ? { reason } : cursor.atEnd ? { contents } : { reason: "template" };
  }

  if (!cursor.skip(0x83)) {
    return { reason: "template" };
  }

  const reason = readSigned(cursor, false, contents);
  if (reason) {
    return { reason };
  }

  contents.inner = bytes.subarray(1, cursor.position);
  contents.holderTime = cursor.time();
  contents.holderSignature = contents.holderTime !== null && cursor.skip(0x58, 0x40) ? cursor.take(64) : null;
  return contents.holderSignature && cursor.atEnd ? { contents } : { reason: "template" };
}

function readSigned(cursor, tagged, contents) {
  if (!cursor.skip(0x84)) {
    return "template";
  }

  if (!cursor.skip(...protectedHead)) {
    return cursor.namesOtherAlgorithm() ? "alg" : "template";
  }

  const start = cursor.position - protectedHead.length + 1;
  const kid = cursor.take(4);
  contents.kid = kid && number(kid);
  contents.header = cursor.bytes.subarray(start, cursor.position);
  const length = kid && cursor.skip(0xa0, 0x58) ? cursor.take(1) : null;
  contents.payload = length && cursor.take(length[0]);
  if (!contents.payload || !readPayload(contents.payload, tagged, contents) || !cursor.skip(0x58, 0x40)) {
    return "template";
  }

  contents.signature = cursor.take(64);
  return contents.signature ? null : "template";
}

function readPayload(payload, tagged, contents) {
  const cursor = new Cursor(payload);
  contents.expiresAt = cursor.skip(0xa4, 0x04) ? cursor.time() : null;
  contents.issuedAt = contents.expiresAt !== null && cursor.skip(0x06) ? cursor.time() : null;
  const id = contents.issuedAt !== null && cursor.skip(0x07, 0x50) ? cursor.take(16) : null;
  const members = id && cursor.skip(...claimKey) ? cursor.take(1) : null;
  contents.tier = members && cursor.uint(23);
  contents.entitlements = contents.tier !== null ? cursor.uint(0xffff) : null;
  if (!members || contents.entitlements === null) {
    return false;
  }

  contents.id = hex(id);
  contents.profile = tagged ? { 0x82: "S", 0x83: "P" }[members[0]] : { 0x84: "H" }[members[0]];
  if (contents.profile === "H" || contents.profile === "P") {
    contents.statusIndex = cursor.uint(0xffffffff);
  }

  if (contents.profile === "H") {
    contents.deviceKey = contents.statusIndex !== null && cursor.skip(0x58, 33) ? cursor.take(33) : null;
    return contents.deviceKey !== null && (contents.deviceKey[0] === 2 || contents.deviceKey[0] === 3) && cursor.atEnd;
  }

  return contents.profile !== undefined && contents.statusIndex !== null && cursor.atEnd;
}

/** Bytes as hex digits. */
export function hex(bytes) {
  return Array.from(bytes, each => each.toString(16).padStart(2, "0")).join("");
}

/** The number of at most 32 bits that bytes spell, the highest first; null for none. */
export function number(bytes) {
  return bytes === null ? null : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
