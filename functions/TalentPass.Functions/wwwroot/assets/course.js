import { el, facts } from "./dom.js";
import { bracketed, date, moment, named, t, titled } from "./language.js";

/** @typedef {{ materials?: Api.MaterialView[], form?: FormSchema }} Guide */

/**
 * A fact in words: a text, or a list with the day until which it holds.
 * @typedef {string | { items: string[], until?: string }} Words
 */

/**
 * The facts of a request besides its state, drawn.
 * @param {Api.RequestView} request
 * @param {Guide | null} guide
 */
export function course(request, guide) {
  const pairs = courseOf(request, guide);
  return pairs.length === 0 ? [] : [facts(pairs.map(([title, words]) => [title, typeof words === "string" ? words : listOf(words)]))];
}

/** @param {Exclude<Words, string>} words */
function listOf({ items, until }) {
  return el("div", {}, el("ul", {}, ...items.map(each => el("li", {}, each))), until ? el("small", {}, until) : null);
}

/**
 * The facts of a request besides its state: the supplement (补正), missing papers, pauses, the decision and its reason, the
 * reminder to hurry, the rating, the bundle and others. Facts that the request does not have are left out.
 * @param {Api.RequestView} request
 * @param {Guide | null} guide
 */
export function courseOf(request, guide) {
  const { supplement, gaps, decision, pause, extension, urge, rating, origin, bundle } = request;
  /** @param {string} id */
  const title = id => guide?.materials?.find(each => each.id === id)?.title ?? guide?.form?.properties[id]?.title ?? id;
  /** @type {[string, Words | number | false | null | undefined][]} */
  const all = [
    [t("course.guest"), request.guest && t("guest.of", request.guest.homeCity)],
    [t("course.area"), request.filing?.area?.title],
    [t("course.window"), request.window?.text],
    [t("course.supplement"), supplement && list(supplement.items.map(each => titled(title(each.material ?? each.field ?? ""), each.text)), supplement)],
    [t("course.missing"), request.missingMaterials.length > 0 && list(request.missingMaterials.map(title))],
    [t("course.gaps"), gaps && list(gaps.missing.map(title), gaps)],
    [t("course.pause"), pause && `${named("pause", pause.kind)} · ${t("course.days", pause.workingDays)} · ${t("course.until")} ${day(pause.until, pause.provisional)}`],
    [t("course.pauses"), request.pauses && list(request.pauses.map(each => `${named("pause", each.kind)} · ${t("course.days", each.workingDays)} · ${date(each.from)} – ${date(each.resumedOn ?? each.until)}`))],
    [t("course.extension"), extension && `${t("course.days", extension.workingDays)} · ${extension.reason} · ${extension.approver}`],
    [t("course.result"), request.result],
    [t("course.awaiting"), request.awaiting && [
      named("action", request.awaiting.action), request.awaiting.workingDays && t("course.days", request.awaiting.workingDays), request.awaiting.reason,
      `${request.awaiting.by} → ${request.awaiting.approver ?? t("course.anyOther")}`].filter(each => each).join(" · ")],
    [t("course.decision"), decision?.lines && list([decision.title ?? "", ...decision.lines.map(each => titled(each.title, each.text))])],
    [t("course.reason"), decision?.reason],
    [t("course.right-authority"), decision?.rightAuthority],
    [t("course.remedy"), decision?.remedy?.text],
    [t("course.urge"), urge && `${moment(urge.at)} · ${urge.text}`],
    [t("course.urge-answer"), urge?.answer],
    [t("course.rating"), rating && [t(`grade.${rating.grade}`), rating.text].filter(each => each).join(" · ")],
    [t("course.slip"), request.slip && named("slip", request.slip)],
    [t("course.origin"), origin && `${named("origin", origin.kind)} · ${origin.number}`],
    [t("course.appealed-as"), request.appealedAs],
    [t("course.mended-as"), request.mendedAs],
    [t("course.revived-as"), request.revivedAs],
    [t("course.call-back"), request.callBack],
    [t("course.bundle"), bundle?.number],
    [t("course.receipt"), request.receipt],
    [t("course.warnings"), request.warnings?.join(" ")],
  ];
  return /** @type {[string, Words][]} */ (all.filter(([, value]) => value));

  /**
   * @param {string[]} items
   * @param {{ due?: string, provisional?: boolean }} until
   */
  function list(items, { due, provisional } = {}) {
    return { items, until: due ? `${t("course.until")} ${day(due, provisional)}` : undefined };
  }

  /**
   * @param {string | null | undefined} due
   * @param {boolean} [provisional]
   */
  function day(due, provisional) {
    return provisional ? bracketed(date(due), t("request.due.provisional")) : date(due);
  }
}
