import { filingOf } from "./filing.js";
import { formOf } from "./pass/form.js";

/** @typedef {Api.ServiceView} Guide */

/**
 * What the city knows of the applicant for a service: the answers, and where each comes from.
 * @typedef {{ answers: Answers, from: Record<string, string> }} Known
 */

/**
 * The form fields of one service. Filled in is only what the applicant gave before (`given`) or, where nothing was given yet, what
 * is on record; the example is a hint. A consent is never taken from the record.
 * @param {Guide} guide
 * @param {Answers | undefined} given
 * @param {Known | undefined} known
 * @param {string} pointer
 */
export function fieldsOf(guide, given, known, pointer = "/answers") {
  const { value, from } = filledIn(guide, given, known);
  return formOf(guide.form, value, pointer, guide, { example: guide.example, from });
}

/**
 * What is filled in when a form is opened, and where the answers that are on record come from.
 * @param {Guide} guide
 * @param {Answers | undefined} given
 * @param {Known | undefined} known
 * @returns {{ value: Answers, from: Record<string, string> }}
 */
export function filledIn(guide, given, known) {
  const recorded = Object.fromEntries(Object.entries(known?.answers ?? {}).filter(([name]) => name !== guide.minors?.consent));
  const value = given ?? recorded;
  const same = Object.entries(known?.from ?? {}).filter(([name]) => recorded[name] !== undefined && JSON.stringify(value[name]) === JSON.stringify(recorded[name]));
  return { value, from: Object.fromEntries(same) };
}

/**
 * The form of one service with its papers. It asks for an area only when the service's own form has no `area` field.
 * @param {import("./filing.js").Filing<Api.RequestReceipt> & { guide: Guide, known?: Known }} filing
 */
export function serviceFilingOf({ guide, known, areas, ...rest }) {
  return filingOf({
    ...rest, path: "/requests", subject: { service: guide.service }, materials: guide.materials,
    fields: fieldsOf(guide, rest.keeper.filled?.answers[guide.service], known), byService: typed => ({ [guide.service]: typed }), guides: [guide],
    areas: guide.form.properties.area ? null : areas,
  });
}
