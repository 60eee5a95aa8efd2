import { client } from "../net/client";
import { serverNow } from "../net/http";
import { problemOf } from "../net/problem";
import { currentSession } from "../net/session";
import { fromBase64url, hex, toBase64url } from "../platform/bytes";
import { randomBytes } from "../platform/random";
import { dropSecret, readSecret, writeSecret } from "../platform/secrets";
import { privateKeyFrom, publicKeyOf, seedLength, sha256, sign } from "../shared/p256";
import { holderCode, isOld } from "../shared/pages";

const name = "talentpass.device";

/** The key of this phone, and the credential that the city issued for it, if there is one. Bytes are in base64url. */
interface Kept {
  account: string;
  privateKey: string;
  publicKey: string;
  /** The short name of the key, as the pass shows it: the start of its hash. */
  key: string;
  bound?: { passId: string; credential: string; issuedAt: number; expiresAt: number };
}

export type Device = Awaited<ReturnType<typeof deviceOf>>;

let binding = Promise.resolve();

/** Deletes the key of this phone. */
export function forgetDevice() {
  return dropSecret(name);
}

/**
 * Makes codes on this phone without a network, with a key of its own and a credential that the city issued for it. The key of
 * another account is deleted. Without an account the key that is kept is used as it is.
 */
export async function deviceOf(account: string | null) {
  let kept = await readSecret<Kept>(name);
  let elsewhere = false;
  let refused = false;
  let last = 0;
  if (kept && account !== null && kept.account !== account) {
    await forgetDevice();
    kept = null;
  }

  return {
    /** Whether this phone can make a code now. */
    canShow: () => kept?.bound !== undefined && serverNow() < kept.bound.expiresAt,
    /** When the credential expires, in milliseconds since 1970; 0 when there is none. */
    until: () => kept?.bound?.expiresAt ?? 0,
    /** Whether another phone is bound to this pass and makes its codes. */
    isElsewhere: () => elsewhere,
    /** Whether this phone needs a credential: it has none yet, or an old one. */
    wants: () => !refused && !elsewhere && (!kept?.bound || isOld(kept.bound, serverNow())),
    keep,
    code,
  };

  /** Binds the key of this phone to the pass where it needs to. `takeOver`: also when another phone is bound. Never fails. */
  async function keep(pass: Api.PassView, takeOver = false) {
    binding = binding.then(() => bind(pass, takeOver)).catch(thrown => {
      const { status } = problemOf(thrown);
      refused = status === -1 || (status >= 400 && status < 500);
    });
    await binding;
  }

  async function bind(pass: Api.PassView, takeOver: boolean) {
    kept = await readSecret<Kept>(name);
    const taken = pass.device !== undefined && pass.device.key !== kept?.key;
    elsewhere = taken && !takeOver;
    if (elsewhere) {
      await forgetDevice();
      kept = null;
      return;
    }

    if (account === null || (!taken && kept?.bound?.passId === pass.passId && !isOld(kept.bound, serverNow()))) {
      return;
    }

    const mine = kept ?? await newKey(account);
    if ((await currentSession())?.account !== account) {
      return;
    }

    // The key is stored before it is bound: a key that is bound but lost would count as another phone.
    await writeSecret(name, mine);
    const { body } = await client.post("/passes/current/device-keys", { publicKey: mine.publicKey });
    kept = { ...mine, bound: { passId: pass.passId, credential: body.credential, issuedAt: Date.parse(body.issuedAt), expiresAt: Date.parse(body.expiresAt) } };
    await writeSecret(name, kept);
  }

  // Each code has a time of its own in seconds, so that no verifier takes a new code for a replay of the one before.
  async function code() {
    if (!kept?.bound) {
      return null;
    }

    const privateKey = fromBase64url(kept.privateKey);
    last = Math.max(Math.floor(serverNow() / 1000), last + 1);
    return holderCode(fromBase64url(kept.bound.credential), signed => Promise.resolve(sign(signed, privateKey)), last);
  }
}

async function newKey(account: string): Promise<Kept> {
  const privateKey = privateKeyFrom(await randomBytes(seedLength));
  const publicKey = publicKeyOf(privateKey);
  return { account, privateKey: toBase64url(privateKey), publicKey: toBase64url(publicKey), key: hex(sha256(publicKey).slice(0, 8)) };
}
