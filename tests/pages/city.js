// A test city: signs trust lists, status lists and codes for the tests of the verifier.
import { deflateSync } from "node:zlib";
import { holderCode, signingWith } from "../../functions/TalentPass.Functions/wwwroot/assets/pass/holder-code.js";
import { toBase45 } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/base45.js";
import { encodeArray, encodeBytes, encodeText, encodeUint, join } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/cbor.js";

/** @typedef {Awaited<ReturnType<typeof newKey>>} Key */
/** @typedef {{ uses?: number, alg?: number, point?: Uint8Array, notBefore?: number, notAfter?: number, map?: number | null }} KeyChanges */
/** @typedef {[Uint8Array, Uint8Array]} Pair */

export const now = 1_800_000_000;
const day = 86400;
const curve = { name: "ECDSA", namedCurve: "P-256" };
const es256 = { name: "ECDSA", hash: "SHA-256" };

/** Makes a key pair. `kid` is its id of four bytes in hex: the six digits of the city, then one byte for the key. */
export async function newKey(/** @type {string} */ kid) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const coordinate = (/** @type {number} */ at) => Buffer.from(point.subarray(at, at + 32)).toString("base64url");
  return {
    kid: Uint8Array.from(Buffer.from(kid, "hex")), privateKey, point, compressed: Uint8Array.of(2 + point[64] % 2, ...point.subarray(1, 33)),
    jwk: { kid, x: coordinate(1), y: coordinate(33), nbf: now - day, exp: now + 365 * day },
  };
}

/**
 * Encodes a CBOR map from pairs that are already encoded.
 * @param {...Pair} pairs
 */
export function encodeMap(...pairs) {
  return join(Uint8Array.of(0xa0 | pairs.length), ...pairs.flat());
}

/** Signs a payload as COSE_Sign1, with or without the CBOR tag. `external` is external data that the signature covers. */
export async function sign(/** @type {Key} */ key, /** @type {Uint8Array<ArrayBuffer>} */ header, /** @type {Uint8Array} */ payload, tagged = true, external = "") {
  const signed = encodeArray(encodeText("Signature1"), encodeBytes(header), encodeBytes(new TextEncoder().encode(external)), encodeBytes(payload));
  const signature = new Uint8Array(await crypto.subtle.sign(es256, key.privateKey, signed));
  return join(tagged ? Uint8Array.of(0xd2) : new Uint8Array(0), Uint8Array.of(0x84), encodeBytes(header), Uint8Array.of(0xa0), encodeBytes(payload), encodeBytes(signature));
}

/** The protected header of a list: algorithm, key id and type. */
export function listHeader(/** @type {Uint8Array} */ kid, /** @type {string} */ type) {
  return encodeMap([encodeUint(1), Uint8Array.of(0x26)], [encodeUint(4), encodeBytes(kid)], [encodeUint(16), encodeText(type)]);
}

/** The entry of a key in a trust list. By default the key may sign everything. */
export function listed(/** @type {Key} */ key, /** @type {KeyChanges} */ { uses = 15, alg = -7, point = key.point, notBefore = now - day, notAfter = now + 30 * day, map = null } = {}) {
  return encodeArray(encodeBytes(key.kid), Uint8Array.of(0x20 - 1 - alg), encodeBytes(point), encodeUint(notBefore), encodeUint(notAfter), encodeUint(uses),
    map === null ? Uint8Array.of(0xf6) : encodeUint(map));
}

/** Encodes pairs of numbers in the form that a mapping has. */
export function encodePairs(/** @type {[number, number][]} */ pairs) {
  return encodeArray(...pairs.map(pair => encodeArray(...pair.map(encodeUint))));
}

/**
 * Makes a trust list that `root` signs.
 * @param {Key} root
 * @param {Uint8Array[]} keys
 * @param {{ sequence?: number, issuedAt?: number, expiresAt?: number, maps?: [number, Uint8Array][], urls?: [number, string][], type?: string, rest?: Uint8Array }} changes
 */
export function trustList(root, keys, {
  sequence = 1, issuedAt = now - 60, expiresAt = now + day, maps = [], urls = [], type = "application/talentpass-trust+cose", rest = new Uint8Array(0),
} = {}) {
  const payload = join(encodeMap(
    [encodeText("seq"), encodeUint(sequence)], [encodeText("iat"), encodeUint(issuedAt)], [encodeText("exp"), encodeUint(expiresAt)],
    [encodeText("keys"), encodeArray(...keys)],
    [encodeText("maps"), encodeMap(...maps.map(([city, mapping]) => /** @type {Pair} */ ([encodeUint(city), mapping])))],
    [encodeText("statusUrls"), encodeMap(...urls.map(([city, url]) => /** @type {Pair} */ ([encodeUint(city), encodeText(url)])))]), rest);
  return sign(root, listHeader(root.kid, type), payload);
}

/**
 * Makes a status list that `key` signs. `entries` are the statuses, in the order of their index.
 * @param {Key} key
 * @param {number[]} entries
 * @param {{ subject?: string, issuedAt?: number, expiresAt?: number | null, bits?: number, lst?: Uint8Array, more?: Pair[], type?: string }} changes
 */
export function statusList(key, entries, {
  subject = "https://city.example/0", issuedAt = now - 60, expiresAt = now + day, bits = 2, lst = deflateSync(pack(entries, bits)), more = [],
  type = "application/statuslist+cwt",
} = {}) {
  const list = encodeMap([encodeText("bits"), encodeUint(bits)], [encodeText("lst"), encodeBytes(lst)]);
  return sign(key, listHeader(key.kid, type), encodeMap(
    [encodeUint(2), encodeText(subject)], [encodeUint(6), encodeUint(issuedAt)],
    ...(expiresAt === null ? [] : [/** @type {Pair} */ ([encodeUint(4), encodeUint(expiresAt)])]),
    ...more, [encodeUint(65533), list]));
}

function pack(/** @type {number[]} */ entries, /** @type {number} */ bits) {
  const bytes = new Uint8Array(Math.ceil(entries.length * bits / 8));
  entries.forEach((each, index) => { bytes[Math.floor(index * bits / 8)] |= each << index * bits % 8; });
  return bytes;
}

/** The default claims of a code. A test may change them. */
const claims = { id: "000102030405060708090a0b0c0d0e0f", issuedAt: now - 5, expiresAt: now + 50, tier: 3, entitlements: 0b101, statusIndex: 2 };
/** @typedef {Partial<typeof claims> & { members?: Uint8Array }} Changes */

/**
 * Makes the bytes of a signed code of profile S or P, or of the credential in profile H.
 * @param {Key} key
 * @param {"S" | "H" | "P"} profile
 * @param {Changes} changes
 * @param {Key} [device]
 */
export function signedCode(key, profile, changes = {}, device = undefined) {
  const all = { ...claims, ...changes };
  const own = [encodeUint(all.tier), encodeUint(all.entitlements), ...(profile === "S" ? [] : [encodeUint(all.statusIndex)]), ...(device ? [encodeBytes(device.compressed)] : [])];
  const payload = join(
    Uint8Array.of(0xa4, 0x04), encodeUint(all.expiresAt), Uint8Array.of(0x06), encodeUint(all.issuedAt),
    Uint8Array.of(0x07), encodeBytes(Uint8Array.from(Buffer.from(all.id, "hex"))), Uint8Array.of(0x3a, 0x00, 0x01, 0x00, 0x00), changes.members ?? encodeArray(...own));
  return sign(key, join(Uint8Array.of(0xa2, 0x01, 0x26, 0x04), encodeBytes(key.kid)), payload, profile !== "H");
}

/** The default claims of a document. A test may change them. */
const papers = {
  number: "11330200TALENT009L001.11330200TALENT001U.7K2M9QXW3R4T8NZA5.001.O", kind: 1, service: "housing-rent-subsidy", holder: "李*",
  issuedAt: now - day, expiresAt: /** @type {number | null} */ (now + 10 * day), statusIndex: 2, rest: new Uint8Array(0),
};

/** Makes the text of the code on a result document. `external` and the claims can be changed. */
export async function documentText(/** @type {Key} */ key, /** @type {Partial<typeof papers>} */ changes = {}, external = "TP1D") {
  const all = { ...papers, ...changes };
  const said = encodeArray(encodeUint(all.statusIndex), encodeUint(all.kind), encodeText(all.number), encodeText(all.service), encodeText(all.holder));
  const payload = join(
    Uint8Array.of(all.expiresAt === null ? 0xa2 : 0xa3), ...(all.expiresAt === null ? [] : [encodeUint(4), encodeUint(all.expiresAt)]),
    encodeUint(6), encodeUint(all.issuedAt), Uint8Array.of(0x3a, 0x00, 0x01, 0x00, 0x01), said, all.rest);
  return textOf(await sign(key, join(Uint8Array.of(0xa2, 0x01, 0x26, 0x04), encodeBytes(key.kid)), payload, true, external));
}

/** The text of a code, from its bytes. */
export function textOf(/** @type {Uint8Array} */ bytes) {
  return `TP1:${toBase45(bytes)}`;
}

/** The text of an H code that a phone makes offline. */
export async function holderText(/** @type {Key} */ key, /** @type {Key} */ device, time = now, /** @type {Changes} */ changes = {}) {
  return holderCode(await signedCode(key, "H", { expiresAt: now + 7 * day - 5, ...changes }, device), signingWith(device.privateKey), time);
}
