import { bracketed, t } from "./language.js";

/** @typedef {Map<string, string>} Departments the names of the departments by their ids */

/**
 * Names who took a step: the applicant in these words, the clock, a counter or an officer. Nobody reads an account.
 * @param {Api.TimelineView} step
 * @param {string} applicant
 * @param {(step: Api.TimelineView) => string} officer
 */
export function whoTook(step, applicant, officer) {
  return step.role === "timer" || /^(timer|bundle):/.test(step.action) ? t("who.system")
    : step.role === "talent" ? applicant
      : step.role === "hall" ? step.actorName ?? t("who.counter") : officer(step);
}

/**
 * An officer as people outside the department read it: the department, and the officer's name where there is one.
 * @param {string | undefined} department
 * @param {string | null | undefined} name
 */
export function officerOf(department, name) {
  return department && name ? bracketed(department, name) : department ?? name ?? t("who.staff");
}

/**
 * The request with names in place of accounts, for its applicant.
 * @param {Api.RequestView} request
 * @param {Departments} departments
 * @returns {Api.RequestView}
 */
export function namedForApplicant(request, departments) {
  const { extension } = request;
  return {
    ...request,
    claimedBy: request.claimedBy ? officerOf(departments.get(request.department), request.claimedByName) : null,
    timeline: request.timeline.map(step => ({ ...step, actor: whoTook(step, t("who.me"), ({ actorDepartment, actorName }) => officerOf(departments.get(actorDepartment ?? ""), actorName)) })),
    extension: extension && { ...extension, approver: officerOf(departments.get(request.department), extension.approverName) },
  };
}
