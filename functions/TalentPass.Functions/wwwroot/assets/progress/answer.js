import { api, problemOf } from "../api.js";
import { el, facts } from "../dom.js";
import { alertOf, failed, retryOf } from "../frame.js";
import { addTexts, bracketed, date, moment, named, t, timeOfDay } from "../language.js";
import { stateBadge } from "../parts.js";
import { texts } from "../strings/requests.js";
import { addressOf } from "./address.js";

const client = api(null);
addTexts(texts);

/**
 * Asks the city, and draws the answer or why there is none. What was asked stays in the address of the page.
 * @param {string} number
 * @param {string} code
 * @param {AbortSignal} signal
 * @param {() => unknown} again
 */
export async function answerTo(number, code, signal, again) {
  history.replaceState(null, "", addressOf(number, code));
  try {
    const { body } = await client.get(`/progress?number=${encodeURIComponent(number.trim())}&shortCode=${encodeURIComponent(code.trim())}`, { signal });
    return found(body, again);
  } catch (thrown) {
    const problem = problemOf(thrown);
    return problem.status === 404 || problem.status === 422 || problem.status === 400 ? alertOf(t("progress.not-found"))
      : problem.status === 429 ? el("div", {}, alertOf(t("progress.too-many", timeOfDay(Date.now() + 1000 * (problem.retryAfter ?? 60)))), retryOf(again))
      : failed(problem, again);
  }
}

/**
 * @param {Api.ProgressView} progress
 * @param {() => unknown} again
 */
function found(progress, again) {
  return el("section", { class: "card", "data-found": progress.number },
    el("h2", {}, t("progress.found")),
    el("p", {}, stateBadge(progress.state)),
    facts([
      [t("request.number"), el("span", { class: "number" }, progress.number)],
      [t("request.submitted"), moment(progress.submittedAt)],
      [t("progress.accepted"), progress.acceptedAt && moment(progress.acceptedAt)],
      [t("progress.decided"), progress.decidedAt && moment(progress.decidedAt)],
      [t("request.due"), progress.due && (progress.provisional ? bracketed(date(progress.due), t("request.due.provisional")) : date(progress.due))],
      [t("progress.next"), named("next", progress.state)],
    ]),
    el("p", { class: "soft" }, t("progress.asked-at", moment(Date.now()))),
    el("button", { type: "button", class: "plain", onclick: again }, t("progress.again")));
}
