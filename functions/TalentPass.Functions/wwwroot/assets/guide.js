import { el, facts } from "./dom.js";
import { t, titled } from "./language.js";

/** @typedef {Api.ServiceView} Guide */

/**
 * What a guide says besides conditions and limits: the fee, what the service grants, who may file, where to ask, what else to
 * know, what it rests on, and the remedies. What the office has not filled in is answered by "ask at the office"; what is no law
 * is marked as a setting of the office.
 * @param {Guide} guide
 */
export function guideFactsOf(guide) {
  const { contact, districtDesk } = guide;
  return [
    el("h2", {}, t("guide.fee")),
    ...feeOf(guide),
    ...(guide.standards.length > 0 ? [el("h2", {}, t("guide.standards")), listOf(guide, guide.standards.map(standardOf))] : []),
    el("h2", {}, t("guide.who")),
    guide.whoMayFile.length > 0 ? listOf(guide, guide.whoMayFile.map(each => ({ ...each, text: colon(each.title, each.text) }))) : askOf(guide),
    el("h2", {}, t("guide.contact")),
    facts([
      [t("guide.place"), contact.place ?? guide.ask],
      [t("guide.hours"), contact.hours ?? guide.ask],
      [t("guide.telephone"), contact.telephone ?? guide.ask],
      [t("guide.complaints"), contact.complaintLine ?? guide.ask],
      [t("guide.district"), districtDesk ? stated(guide, districtDesk) : guide.ask],
    ]),
    contact.setting ? el("p", {}, el("small", {}, guide.settingNote)) : null,
    ...(guide.advice.length > 0 ? [el("h2", {}, t("guide.advice")), listOf(guide, guide.advice)] : []),
    el("details", {}, el("summary", {}, t("guide.bases")), guide.legalBases.length > 0
      ? listOf(guide, guide.legalBases.map(each => ({ text: [each.title, each.article].filter(one => one).join(" "), tag: each.tag })))
      : askOf(guide)),
    el("details", {}, el("summary", {}, t("course.remedy")), el("p", {}, guide.remedy)),
  ];
}

/**
 * The conditions, each with the law it rests on or as a setting of the office.
 * @param {Guide} guide
 */
export function conditionsListOf(guide) {
  return listOf(guide, guide.conditionDetails);
}

/**
 * Whether a paper is needed for these answers: true, false, or null where that depends on what the page does not know.
 * @param {Api.MaterialView} material
 * @param {Answers} answers
 */
export function isNeeded({ required, requiredWhen }, answers) {
  if (!requiredWhen) {
    return required ? true : null;
  }

  const cases = requiredWhen.map(each => each.natures ? null : holds(each, answers));
  return cases.includes(false) ? false : cases.includes(null) ? null : true;
}

/**
 * @param {Api.PaperCase} one
 * @param {Answers} answers
 */
function holds({ field = "", list, values, atLeast }, answers) {
  const found = list === undefined ? [answers] : answers[list];
  return Array.isArray(found) && found.some(each => {
    const answer = each !== null && typeof each === "object" && !Array.isArray(each) ? each[field] : undefined;
    return values ? values.some(value => value === answer) : typeof answer === "number" && atLeast !== undefined && answer >= atLeast;
  });
}

/** @param {Guide} guide */
function feeOf(guide) {
  const { fee } = guide;
  return fee === null ? [askOf(guide)] : [
    el("p", { "data-fee": true }, ...stated(guide, fee)),
    fee.amounts.length > 0 ? facts(fee.amounts.map(each => [each.title, t("guide.yuan", each.yuan)])) : null,
  ];
}

/** @param {Api.StandardView} standard */
function standardOf(standard) {
  const most = standard.mostYuan === undefined ? null : t("guide.most", standard.mostYuan);
  return { ...standard, text: colon(standard.title, [standard.text, most].filter(each => each).join(" ")) };
}

/**
 * @param {Guide} guide
 * @param {{ text: string, tag?: "law" | "setting" | null, source?: string | null }[]} statements
 */
function listOf(guide, statements) {
  return el("ul", {}, ...statements.map(each => el("li", {}, ...stated(guide, each))));
}

/**
 * A statement with its source; one that is no law is marked.
 * @param {Guide} guide
 * @param {{ text: string, tag?: "law" | "setting" | null, source?: string | null }} statement
 */
function stated(guide, { text, tag, source }) {
  const notes = [source, tag === "setting" ? guide.settingNote : null].filter(each => each);
  return [text, notes.length > 0 ? " " : null, notes.length > 0 ? el("small", {}, notes.join(" · ")) : null];
}

/** @param {Guide} guide */
function askOf(guide) {
  return el("p", { "data-ask": true }, guide.ask);
}

/**
 * @param {string} title
 * @param {string | undefined} text
 */
function colon(title, text) {
  return text ? titled(title, text) : title;
}
