import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { factsIn, node } from "./browser.js";
import { allTexts } from "./texts.js";

const { alertOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/frame.js");
const { course } = await import("../../functions/TalentPass.Functions/wwwroot/assets/course.js");
const { addTexts } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
const { answers, dueText, papers, timeline } = await import("../../functions/TalentPass.Functions/wwwroot/assets/parts.js");
const { differenceOf, foreignOf, offlineResultOf, resultOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/result.js");
const { Problem } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { isNeeded } = await import("../../functions/TalentPass.Functions/wwwroot/assets/guide.js");
addTexts(allTexts);

describe("A part of a page", () => {
  it("says what went wrong, with the trace where the server failed", () => {
    assert.equal(node(alertOf("Words")).textContent, "Words");
    assert.equal(node(alertOf(new TypeError("Broken"))).textContent, "Broken");
    assert.equal(node(alertOf(new Problem(500, { title: "Failed", traceId: "t1" }))).textContent, "Failed追踪号 t1");
    assert.equal(node(alertOf(new Problem(422, { title: "Wrong", traceId: "t1" }))).textContent, "Wrong");
  });

  it("says when a request is due", () => {
    const view = (/** @type {Partial<Api.ClockView>} */ clock) => node(dueText(/** @type {Api.RequestView} */ ({ due: "2026-11-24", clock }))).textContent;
    const day = view({ remainingWorkingDays: null });
    assert.match(day, /^2026年11月24日$/);
    assert.equal(view({ remainingWorkingDays: 3 }), `${day} · 剩余 3 个工作日`);
    assert.equal(view({ remainingWorkingDays: 0 }), `${day} · 剩余 0 个工作日`);
    assert.equal(view({ remainingWorkingDays: -2 }), `${day} · 超期 2 个工作日`);
    assert.notEqual(view({ remainingWorkingDays: null, provisional: true }), day);
  });

  it("names answers as the form does", () => {
    /** @type {FormSchema} */
    const form = { properties: {
      kind: { title: "Kind", enum: ["rent"], "x-enum-titles": { rent: "To rent" } }, agreed: { title: "Agreed", type: "boolean" }, day: { title: "Day", format: "date" },
      children: { title: "Children", type: "array", items: { type: "object", properties: { name: { title: "Name" } } } }, none: { title: "None", type: "array", items: {} },
    } };
    assert.deepEqual(factsIn(answers({ kind: "rent", agreed: true, day: "2026-11-24", none: [], other: 5 }, form)),
      { Kind: "To rent", Agreed: "是", Day: "2026年11月24日", None: "—", other: "5" });
    assert.equal(node(answers({ children: [{ name: "Li" }] }, form)).textContent, "ChildrenNameLi");
    assert.deepEqual(factsIn(answers(undefined, undefined)), {});
    assert.deepEqual(factsIn(answers({ agreed: false }, undefined)), { agreed: "否" });
  });

  it("names papers as the guide does, and opens those that are files", () => {
    /** @type {string[]} */
    const opened = [];
    const guide = [{ id: "lease", title: "Lease", required: true, tolerable: false, fromSharedData: false, copies: 1 }];
    const list = node(papers([{ id: "lease", file: "f1" }, { id: "other" }], guide, file => opened.push(file)));
    assert.deepEqual(list.all("li").map(each => each.textContent), ["Lease 下载", "other "]);
    list.all("button")[0].click();
    assert.deepEqual(opened, ["f1"]);
    assert.equal(node(papers([{ id: "lease", file: "f1" }], undefined, null)).all("button").length, 0);
  });

  it("tells the steps of a request", () => {
    const list = node(timeline([{ seq: 1, action: "submit", state: "submitted", at: "2026-11-24T00:00:00Z", actor: "Li", note: "Hello" }]));
    assert.deepEqual([list.all("li")[0].attributes["data-action"], list.all("p")[0].textContent], ["submit", "Hello"]);
  });

  it("tells what happened beyond the state, and nothing where nothing did", () => {
    const request = /** @type {Api.RequestView} */ (/** @type {Partial<Api.RequestView>} */ ({ missingMaterials: [] }));
    assert.deepEqual(course(request, null), []);
    /** @type {Api.SupplementFact} */
    const supplement = { items: [{ text: "blurred", material: "lease" }, { text: "wrong", field: "day" }], due: "2026-11-24", workingDays: 5, provisional: true };
    const guide = { materials: [{ id: "lease", title: "Lease", required: true, tolerable: false, fromSharedData: false, copies: 1 }], form: { properties: { day: { title: "Day" } } } };
    const told = node(course({ ...request, supplement, result: "Granted" }, guide)[0]);
    assert.deepEqual(told.all("li").map(each => each.textContent), ["Lease：blurred", "Day：wrong"]);
    assert.match(told.all("small")[0].textContent, /2026年11月24日（.+）/);
    assert.equal(Object.values(factsIn(told)).at(-1), "Granted");
    assert.deepEqual(factsIn(node(course({ ...request, missingMaterials: ["lease"] }, guide)[0])), { 尚缺材料: "Lease" });
  });
});

describe("The papers of a form", () => {
  const paper = { id: "x", title: "Paper", required: false, tolerable: false, fromSharedData: false, copies: 1 };

  it("are needed where every case holds", () => {
    const health = { ...paper, requiredWhen: [{ field: "action", values: ["new"] }, { field: "months", atLeast: 12 }] };
    assert.equal(isNeeded(health, { action: "new", months: 12 }), true);
    assert.equal(isNeeded(health, { action: "new", months: 11 }), false);
    assert.equal(isNeeded(health, { action: "new" }), false);
    const kin = { ...paper, requiredWhen: [{ list: "followers", field: "relation", values: ["child"] }] };
    assert.equal(isNeeded(kin, { followers: [{ relation: "spouse" }, { relation: "child" }] }), true);
    assert.equal(isNeeded(kin, { followers: [] }), false);
    assert.equal(isNeeded(kin, {}), false);
  });

  it("may be needed where the nature decides, and where nothing does", () => {
    assert.equal(isNeeded({ ...paper, requiredWhen: [{ natures: ["foreign"] }] }, {}), null);
    assert.equal(isNeeded(paper, {}), null);
    assert.equal(isNeeded({ ...paper, required: true }, {}), true);
  });
});

describe("The answer to a scan", () => {
  const issuer = { city: "Hangzhou", cityCode: "330100", partner: false };
  /** @type {Api.ScanView} */
  const scan = { scanId: "s", outcome: "valid", outcomeText: "Valid", scannedAt: "2026-11-24T00:00:00Z", issuer, by: "code" };
  const classOf = (/** @type {unknown} */ made) => node(made).attributes.class;

  it("is green only where nobody has to look", () => {
    assert.equal(classOf(resultOf(scan, true)), "outcome green");
    assert.equal(classOf(resultOf({ ...scan, check: "document" }, true)), "outcome amber");
    assert.equal(classOf(resultOf({ ...scan, outcome: "expired" }, true)), "outcome amber");
    assert.equal(classOf(resultOf({ ...scan, outcome: "revoked" }, true)), "outcome red");
    assert.equal(classOf(resultOf({ ...scan, outcome: "brand_new" }, true)), "outcome red");
  });

  it("offers to file what the holder is entitled to, where that can be done", () => {
    /** @type {Api.ScanEntitlementView[]} */
    const entitlements = [{ service: "housing", title: "Housing", status: "eligible" }, { service: "school", title: "School", status: "not_eligible" }];
    const links = (/** @type {boolean} */ files) => node(resultOf({ ...scan, entitlements, openRequests: [] }, files)).all("a").map(each => each.attributes.href);
    assert.deepEqual([links(true), links(false)], [["#/file/housing"], []]);
  });

  it("tells the holder, the issuer and the first use", () => {
    const made = node(resultOf({ ...scan, firstUsedAt: "2026-11-24T00:00:00Z", issuer: { ...issuer, partner: true }, holder: { displayName: "Li", tier: "A", tierTitle: "Tier A" } }, false));
    assert.match(made.textContent, /首次使用：2026年11月24日 08:00/);
    assert.match(made.textContent, /Li.*Tier A.*Hangzhou · 互认城市/);
  });

  it("without a network says what this browser could tell, and of a refused code not whose it is", () => {
    const known = /** @type {const} */ ({ profile: "S", id: "00", city: 330483, partner: true, tier: 3, entitlements: 0, holderTime: 0 });
    const green = node(offlineResultOf({ verdict: { reason: "accepted", light: "green", ...known }, minutes: 0 }));
    assert.deepEqual([classOf(green), green.attributes["data-outcome"], green.attributes["data-offline"]], ["outcome green", "valid", "accepted"]);
    // Without the names that this browser has learned there is no code in their place.
    assert.match(green.textContent, /第 3 层次.*互认城市/);
    assert.doesNotMatch(green.textContent, /330483/);
    localStorage.setItem("talentpass.names", JSON.stringify({ zh: { cities: { 330483: "桐乡" }, tiers: { 3: "领军人才" } } }));
    const named = node(offlineResultOf({ verdict: { reason: "accepted", light: "green", ...known }, minutes: 0 }));
    assert.match(named.textContent, /领军人才.*桐乡 · 互认城市/);
    const red = node(offlineResultOf({ verdict: { reason: "replayed", light: "red", ...known, firstSeenAt: 1_800_000_000 }, minutes: 0 }));
    assert.deepEqual([classOf(red), red.attributes["data-outcome"], red.all("dl").length], ["outcome red", "already_used", 0]);
    assert.match(red.textContent, /首次使用/);
    assert.equal(node(offlineResultOf({ verdict: { reason: "signature", light: "red" }, minutes: 0 })).attributes["data-outcome"], "invalid");
  });

  it("of a device with a wrong clock is amber where the time matters, and names this device", () => {
    for (const [reason, light, colour] of /** @type {const} */ ([["accepted", "green", "amber"], ["expired", "red", "amber"], ["holder_time", "red", "amber"], ["signature", "red", "red"]])) {
      const made = node(offlineResultOf({ verdict: { reason, light }, minutes: -3 }));
      assert.equal(classOf(made), `outcome ${colour}`);
      assert.equal(made.textContent.includes("本机时间慢了约 3 分钟"), colour === "amber");
    }
  });

  it("tells when the city says something else than this browser did", () => {
    const said = (/** @type {string} */ reason, minutes = 0) => ({ verdict: { reason, light: /** @type {const} */ ("green") }, minutes });
    assert.equal(differenceOf({ ...scan, outcome: "valid" }, said("accepted")), null);
    assert.equal(differenceOf({ ...scan, check: "document" }, said("check_document")), null);
    assert.equal(differenceOf({ ...scan, outcome: "already_used" }, said("accepted", 3)), null);
    assert.match(differenceOf({ ...scan, outcome: "already_used", outcomeText: "此码已使用" }, said("accepted")) ?? "", /“有效”.*“此码已使用”/);
  });

  it("says what else was read", () => {
    for (const kind of ["half", "document", "payment", "address", "other"]) {
      const made = node(foreignOf(kind));
      assert.equal(classOf(made), "outcome amber");
      assert.doesNotMatch(made.textContent, /foreign/);
      assert.equal(made.all("a").length, kind === "document" ? 1 : 0);
    }
  });
});
