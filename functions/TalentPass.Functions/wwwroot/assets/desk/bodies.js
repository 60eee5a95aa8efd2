import { resultsOf } from "./results.js";

/** @typedef {import("../api.js").Problem} Problem */

/**
 * The answers of an action on many cases in the form that the API accepts.
 * @param {string} action
 * @param {Answers} asked
 * @returns {Answers}
 */
export function simpleBodyOf(action, { visible, ...rest }) {
  return action === "note" ? { ...rest, internal: visible !== true } : rest;
}

/**
 * The answers in the form that the API accepts. Each missing item is named as a paper (`material`) or a field (`field`), and what
 * an approval grants is one `decision`. A note is for staff unless the officer says that the applicant may read it.
 * @param {Answers} asked
 * @param {string} action
 * @param {Api.ServiceView} guide
 * @param {Api.RequestView} request
 */
export function bodyOf(asked, action, guide, request) {
  const { visible, ...rest } = asked;
  /** @type {Answers} */
  const answers = visible === undefined ? rest : { ...rest, internal: visible !== true };
  const results = action === "approve" ? resultsOf(guide, request) : [];
  if (results.length > 0) {
    const { note, result } = answers;
    const type = /** @type {string} */ (answers.type ?? results[0].type);
    return { note, result, decision: { type, .../** @type {Answers | undefined} */ (answers[type]) } };
  }

  if (action === "confirm" || action === "decline") {
    return { ...answers, of: request.awaiting?.of };
  }

  const items = /** @type {{ what?: string, text?: string }[] | undefined} */ (answers.items);
  return items
    ? { ...answers, items: items.map(({ what, text: said }) => ({ ...(what ? { [what.split(":")[0]]: what.slice(what.indexOf(":") + 1) } : {}), text: said ?? "" })) }
    : answers;
}

/**
 * The same refusal, with the errors at the fields of the dialog instead of those of the body; see `bodyOf`.
 * @param {Problem} problem
 * @param {string} action
 * @param {Answers} asked
 * @param {Api.ServiceView} guide
 * @param {Api.RequestView} request
 */
export function withFields(problem, action, asked, guide, request) {
  const type = typeof asked.type === "string" ? asked.type : resultsOf(guide, request)[0]?.type ?? "";
  const fieldOf = /** @param {string} pointer */ pointer => (action === "approve"
    ? pointer.replace(/^\/decision\/type$/, "/type").replace(/^\/decision\//, `/${type}/`)
    : pointer.replace(/^(\/items\/\d+)\/(?:material|field)$/, "$1/what"));
  problem.errors = Object.fromEntries(Object.entries(problem.errors).map(([pointer, codes]) => [fieldOf(pointer), codes]));
  return problem;
}
