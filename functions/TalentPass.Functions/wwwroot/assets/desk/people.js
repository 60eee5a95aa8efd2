import { api } from "../api.js";
import { t } from "../language.js";
import { whoTook } from "../who.js";

/** @typedef {ReturnType<typeof peopleOf>} People */

/**
 * The people of a desk by their names. Where the accounts are not known to the app, accounts of officers are shown as they are.
 * @param {DeskSession} session
 */
export function peopleOf(session) {
  /** @type {Api.Colleague[]} */
  let known = [];
  /** @type {Promise<void> | null} */
  let asked = null;
  return {
    /** Asks for them once, whoever waits for them. */
    load: () => asked ??= load(),
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
    named(request) {
      const { timeline, extension, awaiting, points } = request;
      // Officers of the department that had the request before are no colleagues here, but they are in the history.
      const name = /** @param {string} account */ account => nameOf(account, timeline.find(each => each.actor === account)?.actorName);
      return {
        ...request,
        timeline: timeline.map(each => ({ ...each, actor: whoTook(each, t("who.applicant"), ({ actor, actorName }) => nameOf(actor, actorName)) })),
        extension: extension && { ...extension, approver: extension.approverName ?? name(extension.approver) },
        awaiting: awaiting && { ...awaiting, by: name(awaiting.by), approver: awaiting.approver && name(awaiting.approver) },
        points: points?.map(each => ({ ...each, checked: each.checked && { ...each.checked, by: name(each.checked.by) } })),
      };
    },
  };

  async function load() {
    // Without the names the desk can still work.
    known = (await api(session).get(`/desks/${session.department}/colleagues`).catch(() => null))?.body.items ?? [];
  }

  /**
   * @param {string} account
   * @param {string | null} [otherwise] the name when the account is no colleague's
   */
  function nameOf(account, otherwise) {
    return known.find(each => each.account === account)?.displayName ?? otherwise ?? account;
  }
}
