import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { factsIn, node, page } from "./browser.js";

const { el, facts, svg, unwaited } = await import("../../functions/TalentPass.Functions/wwwroot/assets/dom.js");

describe("An element", () => {
  it("has attributes, and leaves out what is not there", () => {
    const made = node(el("input", { type: "text", required: true, maxlength: 64, hidden: false, min: null, max: undefined, class: "" }));
    assert.deepEqual([made.name, made.attributes], ["input", { type: "text", required: "", maxlength: "64", class: "" }]);
  });

  it("has children, flat, without those that are not there", () => {
    const made = node(el("p", {}, "a", null, [el("b", {}, "<i>"), "c"], false, undefined, ""));
    assert.deepEqual(made.children.map(each => (typeof each === "string" ? each : each.name)), ["a", "b", "c", ""]);
    assert.equal(made.textContent, "a<i>c");
  });

  it("listens", () => {
    let clicks = 0;
    const made = node(el("button", { onclick: () => clicks++ }));
    made.click();
    assert.deepEqual([clicks, made.attributes], [1, {}]);
  });

  it("may be of SVG", () => {
    assert.equal(Object.entries(node(svg("path", { d: "M0 0" }))).find(([name]) => name === "space")?.[1], "http://www.w3.org/2000/svg");
  });

  it("may be a list of facts, without those that are empty", () => {
    assert.deepEqual(factsIn(facts([["a", "1"], ["b", ""], ["c", null], ["d", undefined], ["e", el("b", {}, "2")]])), { a: "1", e: "2" });
  });
});

describe("Work that nobody waits for", () => {
  const failed = () => new Promise(done => page.addEventListener("work-failed", event => done(event instanceof CustomEvent ? event.detail : null), { once: true }));

  it("tells the page what it fails with", async () => {
    const told = failed();
    unwaited(Promise.reject(new Error("lost")));
    assert.match(String(await told), /lost/);
  });

  it("does so from a listener as well", async () => {
    const told = failed();
    node(el("button", { onclick: () => Promise.reject(new Error("clicked")) })).click();
    assert.match(String(await told), /clicked/);
  });

  it("says nothing where all went well, or there was nothing to wait for", async () => {
    let told = 0;
    page.addEventListener("work-failed", () => told++, { once: true });
    unwaited(Promise.resolve(1));
    unwaited(undefined);
    unwaited(null);
    await new Promise(setImmediate);
    assert.equal(told, 0);
  });
});
