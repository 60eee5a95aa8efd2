import { isUnanswered, Problem, problemOf } from "../api.js";

/** @typedef {import("./case.js").Shown} Shown */

/**
 * Sends an action on a case as the officer sees it. When a colleague was faster, the officer sees what changed and decides with the
 * next press. When nobody answered, the case itself tells whether it was done: then it has a new step of this action by this officer,
 * and it is not done again.
 * @param {{ action: string, account: string, shown: Shown, post: (body: object, etag: string | null) => Promise<unknown>, load: () => Promise<Shown | null>, changes: (request: Api.RequestView, before: number) => string }} act
 * `changes` says what changed after so many steps
 */
export function onceOf({ action, account, shown, post, load, changes }) {
  const known = shown.request.timeline.length;
  let now = shown;
  /** @type {string | null} */
  let unanswered = null;
  return { send, isDone };

  /** @param {object} body */
  async function send(body) {
    try {
      await post(body, now.etag);
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (isUnanswered(problem)) {
        unanswered = JSON.stringify(body);
      }

      if (problem.status !== 412) {
        throw problem;
      }

      const before = now.request.timeline.length;
      now = await load() ?? now;
      if (unanswered === JSON.stringify(body) && isDone(now.request)) {
        return;
      }

      throw new Problem(412, { code: problem.code, detail: changes(now.request, before) });
    }
  }

  /**
   * Whether the case shows that what nobody answered was done.
   * @param {Api.RequestView} request
   */
  function isDone({ timeline }) {
    return unanswered !== null && timeline.slice(known).some(each => each.actor === account && each.action === action);
  }
}
