/**
 * What became of a list that somebody looks at. `rows`: the same rows in the same places, as they are now. `gone`: the numbers of
 * those that have left the list. `between`: how many new ones would stand between them.
 * @typedef {{ rows: Api.DeskItem[], gone: Set<string>, between: number }} Merged
 */

/**
 * Brings the shown rows up to date without moving any of them. New ones that come after the last row are added there.
 * @param {Api.DeskItem[]} shown
 * @param {boolean} hadMore whether the list went on after the shown rows
 * @param {Api.DeskItem[]} fresh the list as it is now, from its beginning
 * @param {boolean} hasMore whether it goes on after the fresh ones
 * @returns {Merged}
 */
export function merged(shown, hadMore, fresh, hasMore) {
  const now = new Map(fresh.map(each => [each.number, each]));
  const known = new Set(shown.map(each => each.number));
  const last = fresh.findLastIndex(each => known.has(each.number));
  const isNew = /** @param {Api.DeskItem} each */ each => !known.has(each.number);
  // A row that is missing in a list that goes on may have been moved behind what was read.
  const gone = hasMore ? [] : shown.filter(each => !now.has(each.number));
  return {
    rows: [...shown.map(each => now.get(each.number) ?? each), ...(hadMore ? [] : fresh.slice(last + 1).filter(isNew))],
    gone: new Set(gone.map(each => each.number)),
    between: fresh.slice(0, last + 1).filter(isNew).length,
  };
}
