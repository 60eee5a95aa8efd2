import { CborReader } from "./cbor.js";
import { importKey, readSign1, verify } from "./cose.js";
import { number } from "./template.js";

const mediaType = "application/talentpass-trust+cose";
const maxLife = 7 * 86400;
const clockSkew = 30;

/** Stands for "recognised, but means nothing here" on our side of an entitlement. */
export const nothing = 255;

/** The city in a key id: six decimal digits in its upper three bytes; 0 where they are none. */
export function cityOf(kid) {
  const digits = (kid >>> 8).toString(16).padStart(6, "0");
  return /^[0-9]{6}$/.test(digits) ? Number(digits) : 0;
}

/**
 * Reads a trust list that the root signed; the root is a JWK, as /.well-known/talentpass/root has it. Answers the list, or
 * the problem: template, unknown_kid, signature, lifetime, duplicate_kid, scope.
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

  const list = decode(message.payload, cityOf(rootKid));
  return list === null ? { problem: "template" } : check(list);
}

/** Of a set of roots the one that signs now: in its time, and of those the one that began last; the set names the next one long before. */
export function rootInForce(keys, now) {
  return keys.filter(key => key.nbf - clockSkew <= now && now <= key.exp).reduce((best, key) => (key.nbf > (best?.nbf ?? -1) ? key : best), undefined);
}

/** Whether a root may follow one that was trusted so far: it signed this list, is of the same city and began later. */
export function isLaterRoot(key, root, bytes) {
  const kid = Number.parseInt(key.kid, 16);
  const message = readSign1(bytes);
  return message?.kid.length === 4 && number(message.kid) === kid && cityOf(kid) === cityOf(Number.parseInt(root.kid, 16)) && key.nbf > root.nbf;
}

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
  for (const key of list.keys) {
    key.imported = key.alg === -7 ? await importKey(key.point) : null;
    if (key.alg === -7 && (key.imported === null || key.notAfter <= key.notBefore)) {
      return { problem: "bad_key" };
    }
  }

  return { list: { ...list, keys: new Map(list.keys.map(key => [key.kid, key])) } };
}

// A key speaks for the city in its id: ours without a mapping, a partner's with that partner's.
function inScope(key, list) {
  return key.map === null ? cityOf(key.kid) === list.city : cityOf(key.kid) === key.map && list.maps.has(key.map);
}

function decode(payload, city) {
  const reader = new CborReader(payload);
  const list = { city, keys: [], maps: new Map(), statusUrls: new Map() };
  if (reader.map(6) !== 6
    || !reader.text("seq") || (list.sequence = reader.uint()) === null
    || !reader.text("iat") || (list.issuedAt = reader.uint(0xffffffff)) === null
    || !reader.text("exp") || (list.expiresAt = reader.uint(0xffffffff)) === null
    || !reader.text("keys")) {
    return null;
  }

  const keys = reader.array(1024);
  for (let i = 0; i < keys; i++) {
    const key = readKey(reader);
    if (key === null) {
      return null;
    }

    list.keys.push(key);
  }

  const maps = keys !== null && reader.text("maps") ? reader.map(256) : null;
  for (let i = 0; i < maps; i++) {
    const theirs = reader.uint(999999);
    const tables = theirs !== null && reader.array(2) === 2 ? [readPairs(reader, 23, 23), readPairs(reader, 15, nothing)] : [null];
    if (tables.includes(null) || list.maps.has(theirs)) {
      return null;
    }

    list.maps.set(theirs, { tiers: tables[0], entitlements: tables[1] });
  }

  const urls = maps !== null && reader.text("statusUrls") ? reader.map(256) : null;
  for (let i = 0; i < urls; i++) {
    const theirs = reader.uint(999999);
    const url = theirs === null ? null : reader.text();
    if (url === null || list.statusUrls.has(theirs)) {
      return null;
    }

    list.statusUrls.set(theirs, url);
  }

  return urls !== null && reader.atEnd ? list : null;
}

function readKey(reader) {
  const kid = reader.array(7) === 7 ? reader.byteString() : null;
  const key = { kid: kid?.length === 4 ? number(kid) : null };
  key.alg = key.kid === null ? null : reader.int();
  key.point = key.alg === null ? null : reader.byteString();
  key.notBefore = key.point === null ? null : reader.uint(0xffffffff);
  key.notAfter = key.notBefore === null ? null : reader.uint(0xffffffff);
  key.uses = key.notAfter === null ? null : reader.uint(15);
  if (key.uses === null) {
    return null;
  }

  key.map = reader.isNull() ? null : reader.uint(999999) ?? undefined;
  return key.map === undefined ? null : key;
}

function readPairs(reader, maxTheirs, maxOurs) {
  const pairs = new Map();
  const count = reader.array(24);
  for (let i = 0; i < count; i++) {
    const theirs = reader.array(2) === 2 ? reader.uint(maxTheirs) : null;
    const ours = theirs === null ? null : reader.uint(maxOurs);
    if (ours === null || pairs.has(theirs) || (maxOurs === nothing && ours > 15 && ours !== nothing)) {
      return null;
    }

    pairs.set(theirs, ours);
  }

  return count === null ? null : pairs;
}

function pointOf(jwk) {
  const read = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), each => each.charCodeAt(0));
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(read(jwk.x), 1);
  point.set(read(jwk.y), 33);
  return point;
}
