import { el } from "../dom.js";
import { moment, t } from "../language.js";

/**
 * The points that have to be checked before an approval, each with its tick. `check` is null when the officer may not check now.
 * @param {Api.PointView[]} points
 * @param {((point: string, met: boolean) => unknown) | null} check
 */
export function pointsOf(points, check) {
  return points.length === 0 ? [] : [
    el("h3", {}, t("desk.points")),
    el("ul", { class: "points" }, ...points.map(each => el("li", { "data-point": each.point },
      el("span", {}, each.text),
      el("small", {}, each.checked
        ? [t(each.checked.met ? "desk.point.met" : "desk.point.not-met", each.checked.by, moment(each.checked.at)), each.checked.note].filter(part => part).join(" · ")
        : t("desk.point.open")),
      check ? el("span", { class: "actions" }, tick(each, true), tick(each, false)) : null))),
  ];

  /**
   * @param {Api.PointView} point
   * @param {boolean} met
   */
  function tick(point, met) {
    return el("button", { type: "button", class: "plain", "data-met": String(met), onclick: () => check?.(point.point, met) }, t(met ? "desk.point.tick" : "desk.point.cross"));
  }
}
