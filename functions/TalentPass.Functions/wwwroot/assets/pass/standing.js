import { api } from "../api.js";
import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";

/** What the talent can do about a refused pass, by the code of the refusal. */
const ways = ["not_recognised", "status_expired"];

/**
 * Why the talent has no pass, and what to do about it; null when the problem is another one.
 * @param {import("../api.js").Problem} problem
 */
export function refusedPass(problem) {
  if (!ways.includes(problem.code) && problem.code !== "pass_revoked") {
    return null;
  }

  return el("section", { class: "card standing", "data-standing": problem.code },
    el("h2", {}, t(`standing.${problem.code}.title`)),
    el("p", {}, t(`standing.${problem.code}.text`)),
    ways.includes(problem.code) ? el("a", { class: "button", href: "#/service/talent-recognition" }, t("standing.apply")) : null);
}

/**
 * What a frozen pass means, with the button that unfreezes it.
 * @param {Session} session
 * @param {(pass: Api.PassView) => unknown} changed
 */
export function frozenPass(session, changed) {
  const wrong = el("div", {});
  return el("section", { class: "card standing", "data-standing": "frozen" },
    el("h2", {}, t("standing.frozen.title")),
    el("p", {}, t("standing.frozen.text")),
    wrong,
    el("button", { type: "button", id: "unfreeze", onclick: () => change(session, "unfreeze", wrong, changed) }, t("standing.unfreeze")));
}

/**
 * The offer to freeze the pass, for a talent whose phone is lost.
 * @param {Session} session
 * @param {(pass: Api.PassView) => unknown} changed
 */
export function freezePass(session, changed) {
  const wrong = el("div", {});
  return el("details", { id: "lost" },
    el("summary", {}, t("standing.lost")),
    el("p", {}, t("standing.lost.text")),
    wrong,
    el("button", { type: "button", class: "bad", id: "freeze", onclick: () => change(session, "freeze", wrong, changed) }, t("standing.freeze")));
}

/**
 * @param {Session} session
 * @param {"freeze" | "unfreeze"} action
 * @param {HTMLElement} wrong
 * @param {(pass: Api.PassView) => unknown} changed
 */
async function change(session, action, wrong, changed) {
  let pass;
  try {
    ({ body: pass } = await api(session).post(`/passes/current/${action}`, {}));
  } catch (problem) {
    wrong.replaceChildren(alertOf(problem));
    return;
  }

  await changed(pass);
}
