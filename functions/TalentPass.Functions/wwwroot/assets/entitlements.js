const order = /** @type {const} */ (["eligible", "unknown", "not_eligible"]);

/** The sign of a condition by its result. */
export const conditionSigns = { met: "✓", unknown: "?", not_met: "✕" };

/**
 * Services that the person is entitled to come first, then those of which a department has to find out.
 * @template {{ status: typeof order[number] }} E
 * @param {E[]} all
 */
export function eligibleFirst(all) {
  return order.flatMap(status => all.filter(each => each.status === status));
}
