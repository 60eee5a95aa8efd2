import { el, svg } from "../dom.js";
import { t } from "../language.js";
import { errorOf } from "./field-errors.js";
import { newId } from "./fields.js";

/** How each mouth is drawn, from very satisfied to very dissatisfied. */
const mouths = { 5: "M9 19c2 7 12 7 14 0z", 4: "M9 20c3 5 11 5 14 0", 3: "M10 21h12", 2: "M9 23c3-5 11-5 14 0", 1: "M9 25c2-7 12-7 14 0z" };

/**
 * A choice of five faces, each with its grade in words. None is chosen beforehand, and the arrow keys move between them.
 * @param {Field} schema
 * @param {Answer | undefined} value
 * @returns {import("./fields.js").Part}
 */
export function facesField(schema, value) {
  const id = newId();
  const grades = schema.enum ?? [];
  const radios = grades.map(grade => el("input", { type: "radio", name: id, value: grade, checked: grade === value }));
  const error = errorOf(radios[0], id);
  const chosen = () => radios.find(each => each.checked)?.value;
  return {
    node: el("fieldset", { class: "faces" }, el("legend", {}, schema.title),
      ...radios.map(radio => el("label", { class: "face", "data-grade": radio.value }, radio, face(radio.value), el("span", {}, t(`grade.${radio.value}`)))),
      error.node),
    read: chosen,
    typed: chosen,
    check: pointer => (chosen() === undefined ? { [pointer]: ["required"] } : {}),
    mark: error.mark,
  };
}

/** @param {string} grade */
function face(grade) {
  return svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true" },
    svg("circle", { cx: 16, cy: 16, r: 14 }), svg("circle", { cx: 11, cy: 12, r: 1.6, class: "eye" }), svg("circle", { cx: 21, cy: 12, r: 1.6, class: "eye" }),
    svg("path", { d: mouths[/** @type {keyof typeof mouths} */ (Number(grade))] ?? mouths[3] }));
}
