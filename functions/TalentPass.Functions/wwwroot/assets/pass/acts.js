import { api } from "../api.js";
import { ask, fieldsOf, words } from "../ask.js";
import { keysByContent } from "../idempotency.js";
import { t } from "../language.js";
import { supplement } from "./supplement.js";

/** @typedef {import("../ask.js").Asked} Asked */

/**
 * The fields that each action of a talent asks for, by the name of the action.
 * @type {Record<string, () => Asked[]>}
 */
const fields = {
  "withdraw": () => [["reason", words(t("act.withdraw")), true]],
  "urge": () => [["text", words(t("act.urge")), true]],
  "rating": () => [
    ["grade", { type: "string", title: t("act.grade"), "x-faces": true, enum: ["5", "4", "3", "2", "1"] }, true],
    ["text", words(t("act.rating"))]],
  "appeal": () => [["text", words(t("act.appeal")), true]],
};

/** @param {string} action */
export function isKnown(action) {
  return action === "supplement" || action in fields;
}

/**
 * Asks the user in a dialog and sends the action. The dialog stays open, with what was typed, when the action is refused or nobody
 * answered; pressed again, it is still the same action. Returns false when the user closed the dialog.
 * @param {Session} session
 * @param {string} action
 * @param {Api.RequestView} request
 * @param {Api.ServiceView} guide
 */
export async function act(session, action, request, guide) {
  if (action === "supplement") {
    return await supplement(session, request, guide) !== null;
  }

  const keyOf = keysByContent();
  const asked = await ask(action, fieldsOf(...fields[action]()), null, {}, given => {
    const body = action === "rating" ? { ...given, grade: Number(given.grade), channel: "mobile" } : given;
    return api(session).post(`/requests/${encodeURIComponent(request.number)}/${action}`, body, keyOf(body));
  });
  return asked !== null;
}
