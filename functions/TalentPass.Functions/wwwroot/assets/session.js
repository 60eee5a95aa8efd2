import { api, clockOffset } from "./api.js";
import { el } from "./dom.js";
import { alertOf, failed } from "./frame.js";
import { t } from "./language.js";

// Tokens are in cookies that no script can read. A page knows two things about its session: a readable cookie (the mark) names it,
// and this browser keeps who it is, for drawing. Each page with a sign-in has a slot of its own, so that a talent and a hall officer
// can be signed in side by side.

/** @type {Map<string, string>} */
const memory = new Map();
// The server takes no other fragments back from a provider.
const returnable = /^(?:#\/[\w\-/%.]{0,150})?$/;
const wanted = "talentpass.wanted";

/**
 * The storage name of who is signed in under a slot.
 * @param {string} slot
 */
export function keptName(slot) {
  return `talentpass.session.${slot}`;
}

/**
 * The storage name of a session whose end the city could not be told yet.
 * @param {string} slot
 */
export function leavingName(slot) {
  return `talentpass.leaving.${slot}`;
}

/**
 * The id of the session that the cookies of a slot are of; null when there is none.
 * @param {string} slot
 */
export function markOf(slot) {
  const name = `talentpass-${slot}=`;
  return document.cookie.split("; ").find(each => each.startsWith(name))?.slice(name.length) ?? null;
}

/**
 * Who is signed in under a slot; null when nobody is, or when it is not known who.
 * @param {string} slot
 */
export function sessionOf(slot) {
  const kept = /** @type {Session | null} */ (JSON.parse(localStorage.getItem(keptName(slot)) ?? memory.get(slot) ?? "null"));
  return kept !== null && kept.session === markOf(slot) ? kept : null;
}

/**
 * Whether the person of a session is signed in still, or again.
 * @param {Session} session
 */
export function isSignedIn({ slot, account }) {
  return sessionOf(slot)?.account === account;
}

/**
 * Keeps who is signed in.
 * @param {string} slot
 * @param {Api.SignInView} view
 * @returns {Session}
 */
export function keepSession(slot, { session, account, displayName, roles, department, expiresAt }) {
  const kept = { slot, session, account, displayName, roles, department, expiresAt, clockOffset: clockOffset() };
  const text = JSON.stringify(kept);
  memory.set(slot, text);
  try {
    localStorage.setItem(keptName(slot), text);
  } catch {
    // A full storage has an older session at most; this tab goes on with its memory.
    localStorage.removeItem(keptName(slot));
  }

  return kept;
}

/**
 * Nobody is signed in under this slot any more.
 * @param {string} slot
 */
export function forgetSession(slot) {
  document.cookie = `talentpass-${slot}=; path=/; max-age=0; secure; samesite=strict`;
  memory.delete(slot);
  localStorage.removeItem(keptName(slot));
}

/**
 * The view that was wanted before a provider was asked, where its address could not go along.
 * @returns {string}
 */
export function takeWanted() {
  const hash = sessionStorage.getItem(wanted) ?? "";
  sessionStorage.removeItem(wanted);
  return hash;
}

/**
 * Shows the ways to sign in for people with some of these roles: the providers and the demo accounts. The session is that of the first
 * role. `waits`: somebody is in the middle of something that this page keeps, so a provider is asked in another tab.
 * @param {HTMLElement} main
 * @param {[first: string, ...others: string[]]} roles
 * @param {() => Promise<unknown>} signedIn draws the page again
 * @param {{ message?: string, waits?: boolean }} [how]
 */
export async function showSignIn(main, roles, signedIn, { message, waits = false } = {}) {
  const [slot] = roles;
  const ways = el("div", {});
  const trouble = el("div", { "aria-live": "polite" });
  main.replaceChildren(el("section", { class: "card narrow" },
    el("h1", {}, t("sign-in.title")),
    message ? alertOf(message) : null,
    trouble, ways));
  try {
    const { body } = await api(null).get("/sign-in/providers");
    const providers = body.items.filter(each => each.for.includes(slot === "talent" ? "talent" : "staff"));
    const accounts = body.demoAccounts?.filter(each => roles.some(role => each.roles.includes(role))) ?? [];
    ways.replaceChildren(
      ...(providers.length > 0 ? [waits ? el("p", {}, t("sign-in.waits")) : "", el("ul", { class: "accounts" }, ...providers.map(each => el("li", {}, wayOf(each))))] : []),
      ...(accounts.length > 0 ? [el("p", {}, t("sign-in.demo")), el("ul", { class: "accounts" }, ...accounts.map(account => el("li", {},
        el("button", { type: "button", class: "account", "data-account": account.account, onclick: () => choose(account) },
          el("strong", {}, account.displayName), el("span", {}, account.account)))))] : []),
      providers.length + accounts.length === 0 ? alertOf(t("sign-in.off")) : "");
  } catch (thrown) {
    ways.replaceChildren(failed(thrown, () => showSignIn(main, roles, signedIn, { message, waits })));
  }

  /** @param {Api.ProviderView} provider */
  function wayOf({ provider, title }) {
    const canReturn = returnable.test(location.hash);
    const back = location.pathname.replace(/\/$/, "") + (canReturn ? location.hash : "");
    return el("a", {
      class: "button way", "data-provider": provider, target: waits ? "_blank" : null,
      href: `/api/v1/sign-in/oidc/${encodeURIComponent(provider)}/start?return=${encodeURIComponent(back)}`,
      onclick: () => (canReturn ? undefined : sessionStorage.setItem(wanted, location.hash)),
    }, t("sign-in.with", title));
  }

  /** @param {Api.DemoAccountView} account */
  async function choose(account) {
    try {
      const { body } = await api({ slot }).post("/sign-in/demo", { account: account.account });
      keepSession(slot, body);
    } catch (problem) {
      trouble.replaceChildren(alertOf(problem));
      return;
    }

    // A browser that keeps no cookies cannot be signed in.
    await (markOf(slot) === null ? trouble.replaceChildren(alertOf(t("sign-in.no-cookies"))) : signedIn());
  }
}
