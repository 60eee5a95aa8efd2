import { api, Problem } from "../api.js";
import { sessionOf } from "../session.js";
import { hex } from "../verify/template.js";
import { forgetKept, keepKey, keptKey, replaceKept } from "./phone-store.js";
import { holderCode } from "./holder-code.js";

/** @typedef {import("./phone-store.js").DeviceKey} DeviceKey */

/**
 * A key with the credential the city gave for it.
 * @typedef {DeviceKey & { passId: string, credential: Uint8Array, issuedAt: number, expiresAt: number }} Bound
 */

/** @typedef {Awaited<ReturnType<typeof phoneOf>>} Phone */

const leastAge = 3600_000;
const curve = { name: "ECDSA", namedCurve: "P-256" };

/** Forgets the key and the credential of this device: whoever signs in next finds neither. */
export function forgetPhone() {
  return forgetKept().catch(() => {});
}

/**
 * This device as a maker of codes without a network: a key that never leaves the browser, and the credential the city gave
 * for it. What another account left here is forgotten. A browser that can keep no key has none, and says so by `canShow`.
 * @param {Session} session
 */
export async function phoneOf(session) {
  const able = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks);
  let kept = able ? await keptKey().catch(() => undefined) : undefined;
  let elsewhere = false;
  let refused = !able;
  let last = 0;
  if (kept && kept.account !== session.account) {
    await forgetPhone();
    kept = undefined;
  }

  return {
    /** Whether a code could be made right now. */
    canShow: () => isBound(kept) && Date.now() < kept.expiresAt,
    /** When the credential ends, in milliseconds since 1970; 0 where there is none. */
    until: () => kept?.expiresAt ?? 0,
    /** Whether another device makes this pass's codes. */
    isElsewhere: () => elsewhere,
    /** Whether the city has to be asked: no credential yet, or an old one. */
    wants: () => !refused && !elsewhere && (!isBound(kept) || isOld(kept)),
    keep,
    code,
  };

  /**
   * Binds the key where that is due; with `takeOver` also where another device has been bound. Never fails.
   * @param {Api.PassView} pass
   */
  async function keep(pass, takeOver = false) {
    if (!able) {
      return;
    }

    try {
      await navigator.locks.request("talentpass.phone", () => bind(pass, takeOver));
    } catch (problem) {
      // Too many devices a day, a frozen pass, no room to keep a key: not asked again at this visit.
      refused = !(problem instanceof Problem) || (problem.status >= 400 && problem.status < 500);
    }
  }

  /**
   * @param {Api.PassView} pass
   * @param {boolean} takeOver
   */
  async function bind(pass, takeOver) {
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

    const mine = kept ?? await newKey(session.account);
    if (sessionOf("talent")?.token !== session.token) {
      return;
    }

    // Kept before it is bound: a key the city knows and nobody has would lock this device out.
    await keepKey(mine);
    const { body } = await api(session).post("/passes/current/device-keys", { publicKey: mine.publicKey });
    kept = {
      ...mine, passId: pass.passId, credential: fromBase64url(body.credential), issuedAt: Date.parse(body.issuedAt), expiresAt: Date.parse(body.expiresAt),
    };
    await replaceKept(kept);
  }

  // Each code has a second of its own, so that a new one is never taken for the one before; null where there is no credential.
  async function code() {
    last = Math.max(Math.floor(Date.now() / 1000), last + 1);
    return isBound(kept) ? holderCode(kept.credential, kept.privateKey, last) : null;
  }
}

/**
 * Whether there is a key that the city gave a credential for.
 * @param {import("./phone-store.js").Kept | undefined} kept
 * @returns {kept is Bound}
 */
function isBound(kept) {
  return kept?.credential !== undefined;
}

/**
 * Half of its life, but not more often than every hour: a status that ends soon makes short credentials.
 * @param {Bound} kept
 */
function isOld({ issuedAt, expiresAt }) {
  return Date.now() >= Math.min(expiresAt, issuedAt + Math.max((expiresAt - issuedAt) / 2, leastAge));
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
