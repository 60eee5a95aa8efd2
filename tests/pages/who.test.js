import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { answer, away, localStorage, network, reset } from "./browser.js";
import { allTexts } from "./texts.js";

const { namedForApplicant, officerOf, whoTook } = await import("../../functions/TalentPass.Functions/wwwroot/assets/who.js");
const { cityName, learnNames, tierName } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/names.js");
const { errorText } = await import("../../functions/TalentPass.Functions/wwwroot/assets/errors.js");
const { addTexts } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
addTexts(allTexts);

const step = (/** @type {Partial<Api.TimelineView>} */ more) => ({ seq: 1, at: "2026-11-27T08:00:00Z", action: "claim", actor: "desk-hrss", state: "submitted", ...more });

describe("People", () => {
  it("are named by what they are, and never by their accounts", () => {
    const said = (/** @type {Partial<Api.TimelineView>} */ more) => whoTook(step(more), "申请人", ({ actorName }) => officerOf("人社局", actorName));
    assert.equal(said({ role: "talent", actor: "li-wei" }), "申请人");
    assert.equal(said({ role: "timer", actor: "timer", action: "timer:slip" }), "系统自动");
    assert.equal(said({ role: "desk", action: "bundle:start" }), "系统自动");
    assert.equal(said({ role: "hall", actor: "hall-1", actorName: "一号窗口" }), "一号窗口");
    assert.equal(said({ role: "hall", actor: "hall-1" }), "服务大厅窗口");
    assert.equal(said({ role: "desk", actorName: "王经办" }), "人社局（王经办）");
    assert.equal(said({ role: "supervisor" }), "人社局");
    assert.equal(officerOf(undefined, null), "工作人员");
  });

  it("stand in a request in place of their accounts", () => {
    const request = /** @type {Api.RequestView} */ (/** @type {unknown} */ ({
      department: "hrss", claimedBy: "desk-hrss", extension: { workingDays: 5, reason: "r", approver: "supervisor" },
      timeline: [step({ role: "talent", actor: "li-wei" }), step({ role: "desk", actorDepartment: "hrss", actorName: "王经办" })],
    }));
    const named = namedForApplicant(request, new Map([["hrss", "人社局"]]));
    assert.deepEqual(named.timeline.map(each => each.actor), ["本人", "人社局（王经办）"]);
    assert.deepEqual([named.claimedBy, named.extension?.approver], ["人社局", "人社局"]);
    assert.equal(namedForApplicant({ ...request, claimedBy: null }, new Map()).claimedBy, null);
  });
});

describe("The names of cities and tiers", () => {
  beforeEach(reset);

  it("are learned in both languages, once, and again after a failure", async () => {
    for (let call = 0; call < 4; call++) {
      away();
    }

    await learnNames();
    assert.deepEqual([cityName(330900), tierName(3)], [undefined, undefined]);
    network.asked.length = 0;
    answer({ items: [{ cityCode: "330900", city: "舟山" }] });
    answer({ items: [{ level: 3, tier: "leading", title: "领军人才" }] });
    answer({ items: [{ cityCode: "330900", city: "Zhoushan" }] });
    answer({ items: [{ level: 3, tier: "leading", title: "Leading talent" }] });
    await learnNames();
    await learnNames();
    assert.equal(network.asked.length, 4);
    assert.deepEqual([cityName(330900), tierName(3), cityName(310000), tierName(undefined)], ["舟山", "领军人才", undefined, undefined]);
    assert.equal(/** @type {{ en: { tiers: Record<string, string> } }} */ (JSON.parse(localStorage.getItem("talentpass.names") ?? "{}")).en.tiers["3"], "Leading talent");
  });
});

describe("An error that no field shows", () => {
  it("is said in words and not as a pointer, and of a scan what to do", () => {
    assert.equal(errorText("/onBehalfOf/scanId", ["too_old"]), "扫码核验：已超过 30 分钟，请重新扫码");
    assert.equal(errorText("/scanId", ["presence_required"]), "扫码核验：须本人到场核验");
    assert.equal(errorText("/materials/0/id", ["duplicate"]), "申请材料：重复");
    assert.equal(errorText("/answers/unknown", ["unknown_field"]), "申请内容：不应填写");
    assert.equal(errorText("/whatever", ["required"]), "填写内容：必填");
  });
});
