import { oneOf } from "../ask.js";
import { t } from "../language.js";

/** @typedef {import("../ask.js").Asked} Asked */

/**
 * What an approval of this request can grant. The case after a bad rating grants nothing anew.
 * @param {Api.ServiceView} guide
 * @param {Api.RequestView} request
 */
export function resultsOf(guide, request) {
  return request.origin?.kind === "bad-rating" ? [] : guide.results ?? [];
}

/**
 * The fields of a decision: the choice of the result when there are several, then the fields of each result.
 * @param {Api.ServiceView} guide
 * @param {Api.RequestView} request
 * @returns {Asked[]}
 */
export function decided(guide, request) {
  const results = resultsOf(guide, request);
  return [
    ...(results.length > 1 ? [/** @type {Asked} */ (["type", oneOf(t("desk.field.type"), titled(results, each => each.title, each => each.type)), true])] : []),
    ...results.map(each => /** @type {Asked} */ ([each.type, { ...each.form, type: "object", title: each.title }])),
  ];
}

/**
 * The titles of some values by their keys.
 * @template V
 * @param {V[]} values
 * @param {(value: V) => string} title
 * @param {(value: V) => string} key
 * @returns {Record<string, string>}
 */
export function titled(values, title, key) {
  return Object.fromEntries(values.map(each => [key(each), title(each)]));
}
