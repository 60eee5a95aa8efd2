import { fromBase45 } from "./base45.js";
import { CborReader } from "./cbor.js";
import { verdict } from "./checks.js";
import { readSign1, verify } from "./cose.js";
import { number } from "./template.js";
import { cityOf } from "./trust-list.js";

/**
 * What a result document says. `expiresAt` is null when it has no end. Times are seconds since 1970.
 * @typedef {{ number: string, kind: number, service: string, holder: string, issuedAt: number, expiresAt: number | null, statusIndex: number, city: number }} DocumentFacts
 */

/** @typedef {import("./checks.js").Verdict & { document?: DocumentFacts }} DocumentVerdict */

const maxLength = 400;
const clockSkew = 30;
const card = 4;
const context = new TextEncoder().encode("TP1D");
const root = "1.2.156.3005.2.";
const protectedBytes = 9;
const mostTextBytes = 40;
const numberForm = /^[0-9A-Z]{18}\d{3}\.(?:[0-9A-Z]{18}|\d{6})\.[0-9A-Z]{1,32}\.(?!000)\d{3}\.[0-9A-Z]$/;

/**
 * Verifies the code on a result document with the public lists of a `PassVerifier`. It never calls the network. The reasons are
 * the same as in the server's verifier; after the signature has been verified, the verdict also has the `document`.
 * "key_time" means that the code is older than its key's signatures count; the city tells what the document counts for.
 * @param {import("./verifier.js").PassVerifier} verifier
 * @param {string} text
 * @param {number} now
 * @returns {Promise<DocumentVerdict>}
 */
export async function verifyDocument(verifier, text, now) {
  const bytes = text.length > maxLength ? "too_long" : !text.startsWith("TP1:") ? "prefix" : fromBase45(text.slice(4)) ?? "base45";
  if (typeof bytes === "string") {
    return verdict(bytes);
  }

  const read = readDocument(bytes);
  if (!read) {
    return verdict("template");
  }

  const { message, said } = read;
  const kid = number(message.kid);
  const key = verifier.trust?.keys.get(kid);
  const problem = !key ? "unknown_kid"
    : key.alg !== -7 || key.imported === null ? "alg"
      : now < key.notBefore - clockSkew || now > key.notAfter ? "key_time"
        : (key.uses & card) === 0 ? "profile"
          : !await verify(key.imported, message.signature, message.header, message.payload, context) ? "signature"
            : null;
  if (problem) {
    return verdict(problem);
  }

  const document = { ...said, city: cityOf(kid) };
  const standing = verifier.statusOf(document.city, said.statusIndex, now);
  const reason = standing === "invalid" ? "status_invalid"
    : standing === "suspended" ? "status_suspended"
      : now < said.issuedAt - clockSkew ? "not_yet_valid"
        : said.expiresAt !== null && now > said.expiresAt ? "expired"
          : !verifier.isFresh(now) || standing === "unknown" ? "stale_lists"
            : "accepted";
  return { ...verdict(reason), document };
}

/**
 * Whether the bytes are those of a code on a result document. Its signature is not verified here.
 * @param {import("./cbor.js").Bytes} bytes
 */
export function isDocument(bytes) {
  return readDocument(bytes) !== null;
}

/** @param {import("./cbor.js").Bytes} bytes */
function readDocument(bytes) {
  const message = readSign1(bytes);
  const said = message && message.header.length === protectedBytes && message.kid.length === 4 ? readPayload(message.payload) : null;
  return message && said ? { message, said } : null;
}

/**
 * Reads << { ? 4: exp, 6: iat, -65538: [idx, kind, number, service, holder] } >>. Null for every other form.
 * @param {import("./cbor.js").Bytes} payload
 */
function readPayload(payload) {
  const reader = new CborReader(payload);
  const claims = reader.map(3) ?? 0;
  let expiresAt = null;
  if (claims === 3 && (reader.uint() !== 4 || (expiresAt = reader.uint(0xffffffff)) === null)) {
    return null;
  }

  const issuedAt = claims >= 2 && reader.uint() === 6 ? reader.uint(0xffffffff) : null;
  if (issuedAt === null || reader.int() !== -65538 || reader.array(5) !== 5) {
    return null;
  }

  const statusIndex = reader.uint(0xffffffff);
  const kind = statusIndex === null ? null : reader.uint(4);
  const own = kind === null ? null : reader.text();
  const service = own === null ? null : reader.text();
  const holder = service === null ? null : reader.text();
  return statusIndex !== null && kind !== null && kind > 0 && own !== null && service !== null && holder !== null && reader.atEnd
    && isNumber(own) && service !== "" && bytesOf(service) <= mostTextBytes && bytesOf(holder) <= mostTextBytes
    ? { number: root + own, kind, service, holder, issuedAt, expiresAt, statusIndex } : null;
}

/** @param {string} text */
function bytesOf(text) {
  return new TextEncoder().encode(text).length;
}

/**
 * Whether this is the number of an electronic certificate (GB/T 36904) behind its constant beginning: its form, the check
 * characters of its credit codes (GB 32100), and its own (ISO/IEC 7064 MOD 37,36).
 * @param {string} text
 */
function isNumber(text) {
  if (!numberForm.test(text)) {
    return false;
  }

  const [type, issuer, serial, version, check] = text.split(".");
  return isCreditCode(type.slice(0, 18)) && (issuer.length === 6 || isCreditCode(issuer)) && checkOf(type + issuer + serial + version) === check;
}

/** @param {string} code */
function isCreditCode(code) {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const values = [...code].map(each => alphabet.indexOf(each));
  const sum = weights.reduce((all, weight, at) => all + weight * values[at], 0);
  return /^..\d{6}/.test(code) && !values.includes(-1) && (31 - sum % 31) % 31 === values[17];
}

/** @param {string} text */
function checkOf(text) {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  let carry = 36;
  for (const each of text) {
    const sum = (carry + alphabet.indexOf(each)) % 36;
    carry = (sum === 0 ? 36 : sum) * 2 % 37;
  }

  return alphabet[(37 - carry) % 36];
}
