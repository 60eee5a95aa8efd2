import { api } from "../api.js";
import { el } from "../dom.js";
import { conditionSigns, eligibleFirst } from "../entitlements.js";
import { failed } from "../frame.js";
import { addTexts, named, t } from "../language.js";
import { all } from "../lists.js";
import { texts } from "../strings/entitlements.js";

addTexts(texts);

/**
 * The view of what the user is entitled to: each service with its conditions, why each is met or not, and what to do about it.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function entitlementsView(host, session) {
  const list = el("div", {});
  host.append(el("a", { class: "back", href: "#/services" }, `← ${t("services.title")}`), el("h1", {}, t("entitlements.title")), el("p", { class: "lead" }, t("entitlements.lead")), list);
  await load();

  async function load() {
    try {
      const found = await all(api(session), "/entitlements");
      list.replaceChildren(...eligibleFirst(found).map(serviceOf));
    } catch (problem) {
      list.replaceChildren(failed(problem, load));
    }
  }
}

/** @param {Api.EntitlementView} service */
function serviceOf(service) {
  return el("section", { class: "card", "data-entitlement": service.service },
    el("h2", {}, service.title, " ", el("span", { class: `entitlement ${service.status}` }, named("entitlement", service.status))),
    el("ul", { class: "plain-list conditions" }, ...service.conditions.map(each => el("li", { "data-result": each.result },
      el("span", { class: "mark", "aria-hidden": "true" }, conditionSigns[each.result]),
      el("span", {}, el("span", { class: "hidden" }, `${t(`condition.${each.result}`)} `), each.text, each.why ? el("small", {}, each.why) : null)))),
    el("p", { class: "soft" }, t(`entitlements.do.${service.status}`)),
    el("a", { href: `#/service/${service.service}` }, t(service.status === "not_eligible" ? "entitlements.read" : "entitlements.file")));
}
