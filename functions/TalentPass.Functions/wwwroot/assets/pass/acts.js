import { api } from "../api.js";
import { ask, fieldsOf, oneOf, words } from "../ask.js";
import { t } from "../language.js";

/** What each action of a talent asks for. */
const fields = {
  "supplement": supplied,
  "withdraw": () => [["reason", words(t("act.withdraw")), true]],
  "urge": () => [["text", words(t("act.urge")), true]],
  "rating": () => [
    ["grade", oneOf(t("act.grade"), Object.fromEntries(["5", "4", "3", "2", "1"].map(each => [each, t(`grade.${each}`)]))), true],
    ["text", words(t("act.rating"))]],
  "appeal": () => [["text", words(t("act.appeal")), true]],
};

export function isKnown(action) {
  return action in fields;
}

/** Asks and acts; false when the dialog was closed. */
export async function act(session, action, request, guide) {
  const asked = await ask(action, { type: "object", ...fieldsOf(...fields[action](request, guide)) }, null);
  if (asked === null) {
    return false;
  }

  await api(session).post(`/requests/${encodeURIComponent(request.number)}/${action}`, bodyOf(action, asked, request));
  return true;
}

// Everything that is wanted, and nothing else: papers are ticked as handed in, answers are given anew.
function supplied(request, guide) {
  const fieldsWanted = request.state === "supplement_wanted" ? [...new Set(request.supplement.items.map(each => each.field).filter(each => each))] : [];
  const papers = papersOf(request);
  const titles = Object.fromEntries(papers.map(each => [each, guide.materials.find(one => one.id === each)?.title ?? each]));
  return [
    ...(papers.length === 0 ? [] : [["materials", { type: "array", title: t("act.papers"), items: { enum: papers, "x-enum-titles": titles } }, true]]),
    ...fieldsWanted.map(each => [each, guide.form.properties[each], true]),
  ];
}

function papersOf(request) {
  return request.state === "accepted_tolerant" ? request.gaps.missing
    : request.state === "supplement_wanted" ? [...new Set(request.supplement.items.map(each => each.material).filter(each => each))] : [];
}

function bodyOf(action, asked, request) {
  if (action === "rating") {
    return { ...asked, grade: Number(asked.grade), channel: "mobile" };
  }

  if (action !== "supplement") {
    return asked;
  }

  const { materials, ...answers } = asked;
  return {
    ...(papersOf(request).length > 0 ? { materials: materials.map(id => ({ id })) } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
  };
}
