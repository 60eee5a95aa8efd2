import { api } from "../api.js";
import { t } from "../language.js";

/** @typedef {ReturnType<typeof peopleOf>} People */

/**
 * The people of a desk by their names. Where the accounts are not known to the app, accounts are shown as they are.
 * @param {DeskSession} session
 */
export function peopleOf(session) {
  /** @type {Api.Colleague[]} */
  let known = [];
  return {
    async load() {
      // Without the names the desk can still work.
      known = (await api(session).get(`/desks/${session.department}/colleagues`).catch(() => null))?.body.items ?? [];
    },
    nameOf,
    /** @param {string | null | undefined} account */
    claimedBy: account => (account ? account === session.account ? t("desk.me", nameOf(account)) : nameOf(account) : t("request.unclaimed")),
    /** Those to whom a case can be assigned: account → name. */
    officers: () => Object.fromEntries(known.filter(each => each.isOfficer).map(each => [each.account, each.displayName])),
    /** Those who can be the second person of what this officer proposes. */
    others: () => Object.fromEntries(known.filter(each => each.account !== session.account).map(each => [each.account, each.displayName])),
    /**
     * A request with names in place of the accounts.
     * @param {Api.RequestView} request
     * @returns {Api.RequestView}
     */
    named: request => ({
      ...request,
      timeline: request.timeline.map(each => ({ ...each, actor: nameOf(each.actor) })),
      extension: request.extension && { ...request.extension, approver: nameOf(request.extension.approver) },
      awaiting: request.awaiting && { ...request.awaiting, by: nameOf(request.awaiting.by), approver: request.awaiting.approver && nameOf(request.awaiting.approver) },
      points: request.points?.map(each => ({ ...each, checked: each.checked && { ...each.checked, by: nameOf(each.checked.by) } })),
    }),
  };

  /** @param {string} account */
  function nameOf(account) {
    return known.find(each => each.account === account)?.displayName ?? account;
  }
}
