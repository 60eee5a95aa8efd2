import { el } from "./dom.js";
import { conditionsListOf, guideFactsOf } from "./guide.js";
import { date, t } from "./language.js";

/** @typedef {Api.ServiceView} Guide */

/**
 * The terms of a service: who is entitled, how long it takes, whether the user must come in person, what it costs and rests
 * on, and how the information is handled.
 * @param {Guide} guide
 */
export function termsOf(guide) {
  const limits = guide.timeLimits;
  return el("section", { class: "card" },
    el("h2", {}, t("guide.conditions")),
    conditionsListOf(guide),
    el("h2", {}, t("guide.limits")),
    el("p", {}, [
      limits.promisedWorkingDays ? t(limits.promiseFrom === "filing" ? "guide.promised.filing" : "guide.promised", limits.promisedWorkingDays) : null,
      limits.legalWorkingDays ? t(limits.legalTag === "setting" ? "guide.longest" : "guide.legal", limits.legalWorkingDays) : null,
    ].filter(each => each).join(" · ")),
    guide.window ? el("p", {}, guide.window.text) : null,
    guide.window ? el("p", { class: "soft" }, t(guide.window.late ? "guide.window.late" : "guide.window.begins", date(guide.window.clockBegins))) : null,
    el("h2", {}, t("guide.presence")),
    el("p", {}, guide.presence.text),
    ...guideFactsOf(guide),
    noticeOf(guide));
}

/**
 * The notice about how the department handles the information.
 * @param {Guide} guide
 */
export function noticeOf(guide) {
  return el("details", {}, el("summary", {}, t("guide.notice")), el("p", {}, guide.notice));
}

/**
 * The guide of a service.
 * @param {import("./api.js").Client} client
 * @param {string} service
 */
export async function guideOf(client, service) {
  return (await client.get(`/services/${encodeURIComponent(service)}`)).body;
}
