import { CborReader, encodeArray, encodeBytes, encodeText } from "./cbor.js";

/** @typedef {import("./cbor.js").Bytes} Bytes */

/**
 * A decoded COSE_Sign1 message. `header` has the bytes of the protected header exactly as they were signed; `kid` and
 * `type` are read from it.
 * @typedef {{ header: Bytes, kid: Bytes, type: string, payload: Bytes, signature: Bytes }} Sign1
 */

const es256 = { name: "ECDSA", hash: "SHA-256" };
const p256 = { name: "ECDSA", namedCurve: "P-256" };
const nothing = new Uint8Array(0);

/**
 * Imports a P-256 public key from its point, compressed or not. Null when the bytes are not a point on the curve.
 * @param {Bytes} point
 */
export async function importKey(point) {
  try {
    return await crypto.subtle.importKey("raw", point[0] === 0x04 ? point : expand(point), p256, false, ["verify"]);
  } catch {
    return null;
  }
}

/**
 * Verifies the signature (r and s, 64 bytes) of a COSE_Sign1 over the Sig_structure of RFC 9052, section 4.4. `external` is
 * the external additional data.
 * @param {CryptoKey} key
 * @param {Bytes} signature
 * @param {Bytes} header
 * @param {Bytes} payload
 * @param {Bytes} external
 */
export async function verify(key, signature, header, payload, external = nothing) {
  const signed = encodeArray(encodeText("Signature1"), encodeBytes(header), encodeBytes(external), encodeBytes(payload));
  return signature.length === 64 && crypto.subtle.verify(es256, key, signature, signed);
}

/**
 * Decodes a COSE_Sign1. Accepted is only the deterministic encoding, with ES256 in the protected header and at most a key id
 * in the unprotected header. Null for everything else. The signature is not verified here.
 * @param {Bytes} bytes
 * @param {boolean} tagged
 * @returns {Sign1 | null}
 */
export function readSign1(bytes, tagged = true) {
  const reader = new CborReader(bytes);
  if ((tagged && !reader.tag(18)) || reader.array(4) !== 4) {
    return null;
  }

  const header = reader.byteString();
  const protectedPart = header && readProtected(header);
  const open = protectedPart && reader.map(1);
  if (open === null || !header || !protectedPart) {
    return null;
  }

  /** @type {Bytes | null} */
  let kid = protectedPart.kid;
  if (open === 1) {
    kid = kid.length === 0 && reader.uint() === 4 ? reader.byteString() : null;
  }

  const payload = kid && reader.byteString();
  const signature = payload && reader.byteString();
  return kid && payload && signature?.length === 64 && reader.atEnd ? { header, kid, type: protectedPart.type, payload, signature } : null;
}

// Labels must be in ascending order, so no label can come twice. The label of the algorithm is the smallest and is required.
/** @param {Bytes} header */
function readProtected(header) {
  const reader = new CborReader(header);
  const pairs = reader.map(4) ?? 0;
  const read = { kid: nothing, type: "" };
  let last = 0;
  for (let i = 0; i < pairs; i++) {
    const label = reader.uint(16);
    if (label === null || label <= last || (i === 0 && label !== 1)) {
      return null;
    }

    last = label;
    const kid = label === 4 ? reader.byteString() : read.kid;
    const type = label === 16 ? reader.text() : read.type;
    const isKnown = label === 1 ? reader.int() === -7 : label === 3 ? reader.uint(0xffff) !== null : label === 4 || label === 16;
    if (!isKnown || kid === null || type === null) {
      return null;
    }

    read.kid = kid;
    read.type = type;
  }

  return pairs > 0 && reader.atEnd ? read : null;
}

const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

// Decompresses a point (SEC 1, section 2.3.4), because WebCrypto accepts only uncompressed points. The prime p is 3 modulo 4,
// so one exponentiation gives the square root.
/** @param {Bytes} point */
function expand(point) {
  if (point.length !== 33 || (point[0] !== 2 && point[0] !== 3)) {
    throw new TypeError("Not a compressed point.");
  }

  const x = point.subarray(1).reduce((sum, byte) => sum << 8n | BigInt(byte), 0n);
  const square = (x * x * x - 3n * x + b) % prime;
  const root = power((square + prime) % prime, (prime + 1n) / 4n);
  const y = (root & 1n) === BigInt(point[0] & 1) ? root : prime - root;
  const all = new Uint8Array(65);
  all[0] = 4;
  all.set(point.subarray(1), 1);
  for (let i = 64, rest = y; i > 32; i--, rest >>= 8n) {
    all[i] = Number(rest & 0xffn);
  }

  return all;
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 */
function power(base, exponent) {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n, square = square * square % prime) {
    if (exponent & 1n) {
      result = result * square % prime;
    }
  }

  return result;
}
