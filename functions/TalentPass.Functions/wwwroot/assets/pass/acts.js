import { api } from "../api.js";
import { ask, fieldsOf, oneOf, words } from "../ask.js";
import { t } from "../language.js";

/** @typedef {import("../ask.js").Asked} Asked */

/**
 * The fields that each action of a talent asks for, by the name of the action.
 * @type {Record<string, (request: Api.RequestView, guide: Api.ServiceView) => Asked[]>}
 */
const fields = {
  "supplement": supplied,
  "withdraw": () => [["reason", words(t("act.withdraw")), true]],
  "urge": () => [["text", words(t("act.urge")), true]],
  "rating": () => [
    ["grade", oneOf(t("act.grade"), Object.fromEntries(["5", "4", "3", "2", "1"].map(each => [each, t(`grade.${each}`)]))), true],
    ["text", words(t("act.rating"))]],
  "appeal": () => [["text", words(t("act.appeal")), true]],
};

/** @param {string} action */
export function isKnown(action) {
  return action in fields;
}

/**
 * Asks the user in a dialog and sends the action. Returns false when the user closed the dialog.
 * @param {Session} session
 * @param {string} action
 * @param {Api.RequestView} request
 * @param {Api.ServiceView} guide
 */
export async function act(session, action, request, guide) {
  const asked = await ask(action, { type: "object", ...fieldsOf(...fields[action](request, guide)) }, null);
  if (asked === null) {
    return false;
  }

  await api(session).post(`/requests/${encodeURIComponent(request.number)}/${action}`, bodyOf(action, asked, request));
  return true;
}

/**
 * The fields of a supplement (补正): exactly the items that the office asked for, or the papers that are still missing after
 * a tolerant acceptance. The user ticks the papers that are handed in and answers the fields again.
 * @param {Api.RequestView} request
 * @param {Api.ServiceView} guide
 * @returns {Asked[]}
 */
function supplied(request, guide) {
  const fieldsWanted = wantedOf(request, "field");
  const papers = papersOf(request);
  const titles = Object.fromEntries(papers.map(each => [each, guide.materials.find(one => one.id === each)?.title ?? each]));
  /** @type {Asked} */
  const asked = ["materials", { type: "array", title: t("act.papers"), items: { enum: papers, "x-enum-titles": titles } }, true];
  return [
    ...(papers.length === 0 ? [] : [asked]),
    ...fieldsWanted.map(each => /** @type {Asked} */ ([each, guide.form.properties[each], true])),
  ];
}

/** @param {Api.RequestView} request */
function papersOf(request) {
  return request.state === "accepted_tolerant" ? request.gaps?.missing ?? [] : wantedOf(request, "material");
}

/**
 * The names of the fields or papers that the office asked for in a supplement, each once.
 * @param {Api.RequestView} request
 * @param {"field" | "material"} kind
 */
function wantedOf(request, kind) {
  const items = request.state === "supplement_wanted" ? request.supplement?.items ?? [] : [];
  return [...new Set(items.flatMap(each => each[kind] || []))];
}

/**
 * @param {string} action
 * @param {Answers} asked
 * @param {Api.RequestView} request
 */
function bodyOf(action, asked, request) {
  if (action === "rating") {
    return { ...asked, grade: Number(asked.grade), channel: "mobile" };
  }

  if (action !== "supplement") {
    return asked;
  }

  const { materials, ...answers } = asked;
  return {
    ...(papersOf(request).length > 0 ? { materials: /** @type {string[]} */ (materials).map(id => ({ id })) } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
  };
}
