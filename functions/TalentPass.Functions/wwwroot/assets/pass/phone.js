import { api, Problem } from "../api.js";
import { isSignedIn } from "../session.js";
import { hex } from "../verify/template.js";
import { holderCode, signingWith } from "./holder-code.js";
import { forgetKept, keepKey, keptKey, replaceKept } from "./phone-store.js";

/** @typedef {import("./phone-store.js").DeviceKey} DeviceKey */

/**
 * A device key with the credential that the city issued for it.
 * @typedef {DeviceKey & { passId: string, credential: Uint8Array, issuedAt: number, expiresAt: number }} Bound
 */

/** @typedef {Awaited<ReturnType<typeof phoneOf>>} Phone */

const leastAge = 3600_000;
const curve = { name: "ECDSA", namedCurve: "P-256" };

/** Deletes the key and the credential of this device, so that the next user of this browser does not get them. Never fails. */
export function forgetPhone() {
  return forgetKept().catch(() => {});
}

/**
 * Makes codes on this device without a network. For this the device has a private key, which never leaves the browser, and a
 * credential that the city issued for the key. The key and credential of another account are deleted. A browser that cannot
 * store a key has none; then `canShow` is always false. Without a session the key that is kept is used as it is.
 * @param {Session | null} session
 */
export async function phoneOf(session) {
  const able = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);
  let kept = able ? await keptKey().catch(() => undefined) : undefined;
  let elsewhere = false;
  let refused = !able;
  let last = 0;
  if (kept && session && kept.account !== session.account) {
    await forgetPhone();
    kept = undefined;
  }

  return {
    /** Whether this device can make a code now: it has a credential that has not expired. */
    canShow: () => isBound(kept) && Date.now() < kept.expiresAt,
    /** When the credential expires, in milliseconds since 1970; 0 when there is no credential. */
    until: () => kept?.expiresAt ?? 0,
    /** Whether another device is bound to this pass and makes its codes. */
    isElsewhere: () => elsewhere,
    /** Whether this device needs a credential from the city: it has none yet, or the one it has is old. */
    wants: () => !refused && !elsewhere && (!isBound(kept) || isOld(kept)),
    keep,
    code,
  };

  /**
   * Binds the key of this device to the pass, if it needs a new credential. With `takeOver` it also binds the key when another
   * device is bound. Never fails.
   * @param {Api.PassView} pass
   */
  async function keep(pass, takeOver = false) {
    if (!able || !session) {
      return;
    }

    try {
      await navigator.locks.request("talentpass.phone", () => bind(session, pass, takeOver));
    } catch (problem) {
      // The API refused (too many devices a day, a frozen pass), or the browser has no space for a key. The city is not asked
      // again until the user opens this view again.
      refused = !(problem instanceof Problem) || (problem.status >= 400 && problem.status < 500);
    }
  }

  /**
   * @param {Session} signedIn
   * @param {Api.PassView} pass
   * @param {boolean} takeOver
   */
  async function bind(signedIn, pass, takeOver) {
    kept = await keptKey();
    const taken = pass.device !== undefined && pass.device.key !== kept?.key;
    elsewhere = taken && !takeOver;
    if (elsewhere) {
      await forgetKept();
      kept = undefined;
      return;
    }

    if (!taken && isBound(kept) && kept.passId === pass.passId && !isOld(kept)) {
      return;
    }

    const mine = kept ?? await newKey(signedIn.account);
    if (!isSignedIn(signedIn)) {
      return;
    }

    // The key is stored before it is bound. If it were bound but then lost, the city would count it as another device and
    // this device could make no codes.
    await keepKey(mine);
    const { body } = await api(signedIn).post("/passes/current/device-keys", { publicKey: mine.publicKey });
    kept = {
      ...mine, passId: pass.passId, credential: fromBase64url(body.credential), issuedAt: Date.parse(body.issuedAt), expiresAt: Date.parse(body.expiresAt),
    };
    await replaceKept(kept);
  }

  // Makes a code; null when there is no credential. Each code has a different time in seconds, so that a verifier does not take
  // a new code for a replay of the one before.
  async function code() {
    last = Math.max(Math.floor(Date.now() / 1000), last + 1);
    return isBound(kept) ? holderCode(kept.credential, signingWith(kept.privateKey), last) : null;
  }
}

/**
 * Whether there is a key with a credential.
 * @param {import("./phone-store.js").Kept | undefined} kept
 * @returns {kept is Bound}
 */
function isBound(kept) {
  return kept?.credential !== undefined;
}

/**
 * Whether the credential must be renewed: half of its lifetime has passed, but at least one hour (or it has expired). The hour
 * is for short credentials, which the city issues when the holder's status ends soon.
 * @param {{ issuedAt: number, expiresAt: number }} kept
 * @param {number} [now]
 */
export function isOld({ issuedAt, expiresAt }, now = Date.now()) {
  return now >= Math.min(expiresAt, issuedAt + Math.max((expiresAt - issuedAt) / 2, leastAge));
}

/**
 * @param {string} account
 * @returns {Promise<DeviceKey>}
 */
async function newKey(account) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const compressed = Uint8Array.of(2 + (point[64] & 1), ...point.subarray(1, 33));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", compressed));
  return { account, privateKey, publicKey: toBase64url(compressed), key: hex(hash.subarray(0, 8)) };
}

/** @param {Uint8Array} bytes */
function toBase64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
function fromBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), each => each.charCodeAt(0));
}
