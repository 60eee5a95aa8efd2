import { dropSecret, readSecret, writeSecret } from "../platform/secrets";
import { send, serverNow } from "./http";
import { Problem, problemOf } from "./problem";

const kept = "talentpass.session";
const renewBeforeMs = 60_000;

/** What the API answers to a sign-in and to a renewal. A demo account of an older server has no refresh token. */
export interface SignedIn {
  token: string;
  expiresAt: string;
  account: string;
  session?: string;
  refreshToken?: string;
  refreshExpiresAt?: string;
}

/** The session of this phone, with the name of its person. */
export interface Session extends SignedIn {
  displayName: string;
}

let session: Session | null = null;
const read = readSecret<Session>(kept).then(found => {
  session = found;
});
let renewing: Promise<void> | null = null;

/** The session of this phone; null when nobody is signed in. */
export async function currentSession() {
  await read;
  return session;
}

/** The token for a call, renewed when it ends within a minute. Throws a Problem when nobody is signed in or it cannot be renewed. */
export async function tokenForCall() {
  await read;
  if (session && Date.parse(session.expiresAt) - serverNow() < renewBeforeMs && session.refreshToken) {
    await renew(session.token);
  }

  if (!session) {
    throw new Problem(401, { code: "not_signed_in" });
  }

  return session.token;
}

/**
 * Renews the session whose token is used up. However many calls ask, there is one renewal at a time, and none when the token was
 * renewed meanwhile. Throws a Problem when nobody answers; ends the session when the API says that it is over.
 */
export async function renew(used: string) {
  await read;
  if (session?.token === used) {
    renewing ??= renewNow(session).finally(() => {
      renewing = null;
    });
  }

  await renewing;
}

async function renewNow(before: Session) {
  if (before.refreshToken === undefined) {
    return end();
  }

  const call = () => send<SignedIn>({ method: "POST", path: "/sign-in/refresh", body: { refreshToken: before.refreshToken } });
  try {
    // A second call with the same refresh token gets the same answer for half a minute, so a lost answer ends no session.
    const { body } = await call().catch(thrown => (problemOf(thrown).isUnanswered ? call() : Promise.reject(problemOf(thrown))));
    await keep({ ...before, ...body });
  } catch (thrown) {
    if (problemOf(thrown).isAway) {
      throw thrown;
    }

    await end();
  }
}

/** Begins a session with what a sign-in has answered. The name of the person is shown with the pass, also without a network. */
export async function begin(signedIn: SignedIn) {
  const name = await send<{ displayName: string }>({ method: "GET", path: "/me", headers: { Authorization: `Bearer ${signedIn.token}` } })
    .then(({ body }) => body.displayName, () => "");
  await keep({ ...signedIn, displayName: name });
}

/** Forgets the session on this phone. */
export async function end() {
  session = null;
  await dropSecret(kept);
}

async function keep(next: Session) {
  session = next;
  // A session that cannot be kept lasts as long as the mini-program is open.
  await writeSecret(kept, next).catch(() => {});
}
