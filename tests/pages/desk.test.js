import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sessionStorage } from "./browser.js";

const { addressOf, filtersOf, queryOf, toggled } = await import("../../functions/TalentPass.Functions/wwwroot/assets/desk/filters.js");
const { merged } = await import("../../functions/TalentPass.Functions/wwwroot/assets/desk/merge.js");
const { orderOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/desk/order.js");

/** @param {...string} numbers */
const rows = (...numbers) => numbers.map(number => /** @type {Api.DeskItem} */ ({ number, state: "submitted" }));
/** @param {Api.DeskItem[]} items */
const numbersOf = items => items.map(each => each.number).join("");

describe("The filters of the desk", () => {
  it("are read from the address, whatever else stands there", () => {
    assert.deepEqual(filtersOf("#/queue?light=red&area=%E6%B5%B7&colour=blue&state="), { light: "red", area: "海" });
    assert.deepEqual(filtersOf("#/case/NB-1"), {});
    assert.deepEqual(filtersOf(""), {});
  });

  it("are written in one order, and left out when there are none", () => {
    assert.equal(addressOf("queue", { state: "accepted", assignee: "me" }), "#/queue?assignee=me&state=accepted");
    assert.equal(addressOf("case/NB-1", {}), "#/case/NB-1");
    assert.equal(queryOf({ area: "a&b", urged: "" }), "area=a%26b");
    assert.deepEqual(filtersOf(addressOf("queue", { area: "a&b/c?" })), { area: "a&b/c?" });
  });

  it("are taken away by a second press", () => {
    assert.deepEqual(toggled({ light: "red" }, "light", "yellow"), { light: "yellow" });
    assert.deepEqual(toggled({ light: "red", state: "accepted" }, "light", "red"), { state: "accepted" });
    assert.deepEqual(toggled({ light: "red" }, "light", ""), {});
  });
});

describe("A list that is brought up to date", () => {
  it("moves no row, and counts what would stand between them", () => {
    const { rows: now, gone, between } = merged(rows("a", "b"), false, rows("x", "a", "y", "b"), false);
    assert.deepEqual([numbersOf(now), [...gone], between], ["ab", [], 2]);
  });

  it("shows what comes after its end, and nothing that belongs to the next page", () => {
    assert.equal(numbersOf(merged(rows("a", "b"), false, rows("a", "b", "c"), false).rows), "abc");
    assert.equal(numbersOf(merged(rows("a", "b"), true, rows("a", "b", "c"), true).rows), "ab");
    assert.equal(numbersOf(merged([], false, rows("a"), false).rows), "a");
  });

  it("keeps a row that has left it and names it, unless the list goes on behind what was read", () => {
    const left = merged(rows("a", "b"), false, rows("b"), false);
    assert.deepEqual([numbersOf(left.rows), [...left.gone]], ["ab", ["a"]]);
    assert.deepEqual([...merged(rows("a", "b"), true, rows("b"), true).gone], []);
  });

  it("takes over what is new of a row", () => {
    const fresh = [{ ...rows("a")[0], state: "accepted" }];
    assert.equal(merged(rows("a"), false, fresh, false).rows[0].state, "accepted");
  });
});

describe("The order of the list", () => {
  const item = (/** @type {string} */ number, /** @type {Partial<Api.DeskItem>} */ more) => /** @type {Api.DeskItem} */ ({ number, title: "", applicant: "", state: "submitted", light: "green", claimedBy: null, ...more });
  const list = [item("C", { light: "red", claimedBy: "two" }), item("A", { light: "green", claimedBy: "one" }), item("B", { light: "yellow", claimedBy: null })];
  const orderNew = () => orderOf("order", account => account ?? "");

  it("is that of the API by due date, and the other way round", () => {
    sessionStorage.removeItem("order");
    const order = orderNew();
    assert.deepEqual([numbersOf(order.of(list)), order.isOwn()], ["CAB", false]);
    order.press("due");
    assert.deepEqual([numbersOf(order.of(list)), order.isOwn(), order.isDown()], ["BAC", true, true]);
  });

  it("is by any column, both ways, and is kept", () => {
    const order = orderNew();
    order.press("number");
    assert.equal(numbersOf(order.of(list)), "ABC");
    order.press("number");
    assert.deepEqual([numbersOf(order.of(list)), numbersOf(orderNew().of(list))], ["CBA", "CBA"]);
    order.press("light");
    assert.equal(numbersOf(order.of(list)), "CBA");
    order.press("claimed");
    assert.equal(numbersOf(order.of(list)), "BAC");
  });

  it("moves no row when one of them changes, and begins anew with other rows", () => {
    const order = orderNew();
    order.press("light");
    assert.equal(numbersOf(order.of(list)), "CBA");
    const changed = list.map(each => (each.number === "C" ? { ...each, light: "green" } : each));
    assert.deepEqual(order.of(changed).map(each => [each.number, each.light]), [["C", "green"], ["B", "yellow"], ["A", "green"]]);
    assert.equal(numbersOf(order.of(changed.slice(0, 2))), "CA");
  });
});
