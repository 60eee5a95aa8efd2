import { named, tag } from "../language.js";

/** @typedef {"number" | "applicant" | "service" | "state" | "due" | "light" | "claimed"} Column */
/** @typedef {ReturnType<typeof orderOf>} Order */

const lights = ["red", "yellow", "green"];

/**
 * In which order the rows of the list are shown. The API has one order, by due date; any other is made here and needs the whole list.
 * It is kept in this tab. The rows are put in order when others are shown, and not when one of them changes: no row moves under an
 * officer's hand.
 * @param {string} kept the name under which it is kept
 * @param {(account: string | null) => string} claimedBy
 */
export function orderOf(kept, claimedBy) {
  let [column, isDown] = read();
  /** @type {string[]} */
  let before = [];
  /** @type {string[]} */
  let numbers = [];
  return {
    column: () => column,
    isDown: () => isDown,
    /** Whether it is another order than that of the API. */
    isOwn: () => column !== "due" || isDown,
    /**
     * Orders by a column; by the same one, the other way round.
     * @param {Column} next
     */
    press(next) {
      [column, isDown] = [next, next === column && !isDown];
      before = [];
      sessionStorage.setItem(kept, JSON.stringify([column, isDown]));
    },
    /**
     * @param {Api.DeskItem[]} rows as the API orders them
     * @returns {Api.DeskItem[]}
     */
    of(rows) {
      if (before.length !== rows.length || rows.some((each, index) => each.number !== before[index])) {
        before = rows.map(each => each.number);
        numbers = sorted(rows).map(each => each.number);
      }

      const byNumber = new Map(rows.map(each => [each.number, each]));
      return numbers.flatMap(each => byNumber.get(each) ?? []);
    },
  };

  /** @returns {[column: Column, isDown: boolean]} */
  function read() {
    return /** @type {[Column, boolean]} */ (JSON.parse(sessionStorage.getItem(kept) ?? "[\"due\",false]"));
  }

  /** @param {Api.DeskItem[]} rows */
  function sorted(rows) {
    if (column === "due") {
      return isDown ? [...rows].reverse() : rows;
    }

    const { compare } = new Intl.Collator(tag());
    const way = isDown ? -1 : 1;
    return [...rows].sort((one, other) => way * compare(textOf(one), textOf(other)));
  }

  /** @param {Api.DeskItem} item */
  function textOf(item) {
    switch (column) {
      case "applicant":
        return `${item.applicant} ${item.tierTitle ?? ""}`;
      case "service":
        return item.title;
      case "state":
        return named("state", item.state);
      case "light":
        return String(lights.includes(item.light) ? lights.indexOf(item.light) : lights.length);
      case "claimed":
        return claimedBy(item.claimedBy);
      default:
        return item.number;
    }
  }
}
