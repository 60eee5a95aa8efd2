import { api, clockOffset, problemOf } from "./api.js";
import { el } from "./dom.js";
import { alertOf, failed } from "./frame.js";
import { t } from "./language.js";

/**
 * The storage name of a role's session. Each tab has one session for each role, so that a talent and a hall officer can be
 * signed in side by side.
 * @param {string} role
 */
const kept = role => `talentpass.session.${role}`;

/**
 * The session of a role in this tab, or null. The server's clock says when it ends: the clock of a device may be hours wrong.
 * @param {string} role
 */
export function sessionOf(role) {
  const session = /** @type {Session | null} */ (JSON.parse(sessionStorage.getItem(kept(role)) ?? "null"));
  return session && Date.parse(session.expiresAt) > Date.now() + (clockOffset() ?? session.clockOffset ?? 0) ? session : null;
}

/** @param {string} role */
export function signOut(role) {
  sessionStorage.removeItem(kept(role));
}

/**
 * Shows the demo accounts of some roles and signs in the chosen one. The session is stored under the first of the roles.
 * @param {HTMLElement} main
 * @param {[first: string, ...others: string[]]} roles
 * @param {() => Promise<unknown>} signedIn draws the page again
 * @param {string} [message]
 */
export async function showSignIn(main, roles, signedIn, message) {
  const list = el("div", {});
  const trouble = el("div", { "aria-live": "polite" });
  main.replaceChildren(el("section", { class: "card narrow" },
    el("h1", {}, t("sign-in.title")),
    message ? alertOf(message) : null,
    trouble, list));
  try {
    const { body } = await api(null).get("/sign-in/demo");
    const accounts = body.items.filter(each => roles.some(role => each.roles.includes(role)));
    list.replaceChildren(el("p", {}, t("sign-in.demo")), el("ul", { class: "accounts" }, ...accounts.map(account => el("li", {},
      el("button", { type: "button", class: "account", "data-account": account.account, onclick: () => choose(account) },
        el("strong", {}, account.displayName), el("span", {}, account.account))))));
  } catch (thrown) {
    const problem = problemOf(thrown);
    list.replaceWith(problem.status === 404 || problem.status === 403 ? alertOf(t("sign-in.off")) : failed(problem, () => showSignIn(main, roles, signedIn, message)));
  }

  /** @param {Api.DemoAccountView} account */
  async function choose(account) {
    try {
      const { body } = await api(null).post("/sign-in/demo", { account: account.account });
      const session = { ...account, token: body.token, expiresAt: body.expiresAt, clockOffset: clockOffset() };
      sessionStorage.setItem(kept(roles[0]), JSON.stringify(session));
    } catch (problem) {
      trouble.replaceChildren(alertOf(problem));
      return;
    }

    await signedIn();
  }
}
