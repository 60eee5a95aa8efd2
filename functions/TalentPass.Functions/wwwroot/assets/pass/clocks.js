import { el } from "../dom.js";
import { date, moment, t } from "../language.js";
import { dueWords } from "../parts.js";

const urgeEveryMs = 24 * 3600_000;

/**
 * The dates of a request, each named for what it is: by when the department must say whether it accepts, by when it must decide, by
 * law and as promised, and by when it must deliver. The one that runs now has the working days that are left.
 * @param {Api.RequestView} request
 * @returns {[string, string][]}
 */
export function clocksOf(request) {
  const { clock, dueKind, due } = request;
  /** @type {[string, string | null | undefined, boolean][]} */
  const all = [
    [t("clock.accept"), dueKind === "accept" ? due : null, true],
    [t("clock.supply"), dueKind === "supply" ? due : null, true],
    [t("clock.decide.legal"), clock.legalDue, dueKind === "decide" && clock.legalDue === due],
    [t("clock.decide.promised"), clock.promisedDue, dueKind === "decide" && clock.promisedDue === due],
    [t("clock.deliver"), clock.deliveryDue, dueKind === "deliver"],
  ];
  /** @type {[string, string][]} */
  const dates = all.filter(([, day]) => day).map(([name, day, runs]) => [name, runs ? dueWords(request) : date(day)]);
  return clock.paused ? [...dates, [t("course.pause"), t("clock.paused")]] : dates;
}

/**
 * That the user has urged the department, and from when on the user may do so again. Nothing once that time has come.
 * @param {Api.RequestView} request
 */
export function urgedOf(request) {
  const words = urgedWords(request);
  return words ? el("p", { class: "notice", id: "urged" }, words) : null;
}

/** @param {Api.RequestView} request */
export function urgedWords({ urge, allowedActions }) {
  const again = urge ? Date.parse(urge.at) + urgeEveryMs : 0;
  return urge && !urge.answeredAt && again > Date.now() && allowedActions.includes("urge") ? t("urged.until", moment(urge.at), moment(again)) : null;
}
