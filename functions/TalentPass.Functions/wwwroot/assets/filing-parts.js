import { el } from "./dom.js";
import { t } from "./language.js";

/**
 * The conditions that are not met, each with its reason.
 * @param {import("./api.js").Problem} problem
 */
export function reasonsOf(problem) {
  return problem.conditions.length === 0 ? "" : el("ul", { class: "reasons" },
    ...problem.conditions.map(each => el("li", {}, each.text, el("small", {}, each.why))));
}

/**
 * The way to be recognised as a talent, where that is what is missing.
 * @param {import("./api.js").Problem} problem
 */
export function recognitionOf({ code, conditions }) {
  const isMissing = ["not_recognised", "status_expired"].includes(code) || conditions.some(each => each.kind === "status");
  return isMissing ? el("p", {}, el("a", { class: "button", id: "recognition", href: "#/service/talent-recognition" }, t("standing.apply"))) : "";
}

/**
 * The field for the area of the city. The user may leave it empty.
 * @param {Api.AreaView[]} areas
 * @param {string | undefined} value
 */
export function areaOf(areas, value) {
  const choice = el("select", { id: "area" }, el("option", { value: "" }, t("form.choose")), ...areas.map(each => el("option", { value: each.area, selected: each.area === value }, each.title)));
  return {
    read: () => choice.value || undefined,
    title: () => areas.find(each => each.area === choice.value)?.title,
    node: el("div", { class: "field" }, el("label", { for: "area" }, t("course.area"), el("small", {}, t("form.optional"))), choice),
  };
}
