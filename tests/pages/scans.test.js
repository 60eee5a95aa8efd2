import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { answer, away, localStorage, network, reset } from "./browser.js";
import { allTexts } from "./texts.js";
import { newKey, signedCode, textOf } from "./city.js";

const { api, clockOffset } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { cityTime, minutesWrong } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/clock.js");
const { sightings } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/camera.js");
const { keepPlace, placeId, placeName } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/place.js");
const { keep, upload, waiting } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/queue.js");
const { scansOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/scans.js");
const { addTexts, switchLanguage } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
addTexts(allTexts);

/** @type {Session} */
const session = { account: "hall-1", displayName: "Hall", roles: ["hall"], department: null, slot: "hall", session: "s1", expiresAt: "2099-01-01T00:00:00Z" };
const key = await newKey("33020001");
const codeOf = async (/** @type {string} */ digit) => textOf(await signedCode(key, "S", { id: digit.repeat(32) }));
const [first, second] = [await codeOf("1"), await codeOf("2")];
const valid = { outcome: "valid", outcomeText: "有效", holder: { displayName: "李*" }, entitlements: [] };
async function turnOver() {
  for (let i = 0; i < 5; i++) {
    await new Promise(next => setImmediate(next));
  }
}

/** An answer that comes when the test calls the function. */
function later(/** @type {unknown} */ body) {
  /** @type {(response: Response) => void} */
  let go = () => {};
  network.answers.push(() => new Promise(next => { go = next; }));
  return () => go(new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } }));
}

/** What is shown, as it is now. */
function shownBy(/** @type {ReturnType<typeof scansOf>} */ scans) {
  return /** @type {{ stage: string, before?: { verdict: { light: string } } | null, scan?: Parameters<typeof scans.retry>[0] }} */ (scans.shown);
}

function page(isFiling = () => false) {
  /** @type {import("../../functions/TalentPass.Functions/wwwroot/assets/hall/queue.js").Result[]} */
  const late = [];
  /** @type {string[]} */
  const asked = [];
  const lists = Promise.resolve({ verify: (/** @type {string} */ code) => { asked.push(code); return Promise.resolve({ reason: "accepted", light: /** @type {const} */ ("green") }); } });
  const scans = scansOf({ lists, place: placeId, isFiling, changed: () => {}, late: each => late.push(each) });
  scans.use(session);
  return { scans, late, asked };
}

describe("The scans of a page", () => {
  beforeEach(reset);

  it("show and keep the latest only, in whatever order the answers come", async () => {
    const { scans } = page();
    const [a, b] = [later({ ...valid, scanId: "a" }), later({ ...valid, scanId: "b" })];
    scans.read([first], null);
    scans.read([second], null);
    await turnOver();
    b();
    await turnOver();
    a();
    await turnOver();
    assert.equal(scans.present?.scanId, "b");
  });

  it("forget the holder at the first key of the next", async () => {
    const { scans } = page();
    answer(valid);
    scans.read([first], null);
    await turnOver();
    assert.equal(shownBy(scans).stage, "told");
    scans.begins();
    assert.equal(shownBy(scans).stage, "reading");
    later({});
    scans.read([second], null);
    assert.deepEqual([shownBy(scans).stage, scans.present], ["checking", null]);
  });

  it("are judged here when the city is slow, and by the city when it answers", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const { scans, asked } = page();
    const go = later({ ...valid, outcome: "already_used" });
    scans.read([first], null);
    mock.timers.tick(2999);
    await turnOver();
    assert.equal(shownBy(scans).stage, "checking");
    mock.timers.tick(1);
    mock.timers.reset();
    await turnOver();
    assert.equal(shownBy(scans).stage, "alone");
    assert.deepEqual([waiting().length, scans.open.size], [1, 1]);
    go();
    await turnOver();
    assert.deepEqual([shownBy(scans).stage, shownBy(scans).before?.verdict.light], ["told", "green"]);
    assert.deepEqual([waiting(), scans.open.size, asked], [[], 0, [first]]);
  });

  it("are judged here and kept when the city is away, and told when an upload says otherwise", async () => {
    for (const fail of [away, () => answer({}, 503), () => answer({}, 429)]) {
      reset();
      const { scans, late } = page();
      fail();
      scans.read([first], null);
      await turnOver();
      assert.equal(shownBy(scans).stage, "alone");
      answer({ ...valid, outcome: "revoked" });
      const rest = scans.settled(await upload(session, scans.open));
      assert.deepEqual([rest, shownBy(scans).stage, late], [[], "told", []]);
    }
  });

  it("of before are told when the city says otherwise about one that was green here", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const { scans, late } = page();
    const go = later({ ...valid, outcome: "already_used" });
    scans.read([first], null);
    mock.timers.tick(3000);
    mock.timers.reset();
    await turnOver();
    later({});
    scans.read([second], null);
    go();
    await turnOver();
    assert.deepEqual([shownBy(scans).stage, late.map(each => each.answer?.outcome)], ["checking", ["already_used"]]);
  });

  it("are one when one presentation is read twice, and two when it is shown again later", async () => {
    const { scans } = page();
    answer(valid);
    assert.equal(scans.read([first], { begun: 0, ended: 900 }), "pass");
    await turnOver();
    scans.begins();
    assert.equal(scans.read([first], { begun: 1200, ended: 2100 }), null);
    assert.deepEqual([network.asked.length, shownBy(scans).stage], [1, "told"]);
    answer({ ...valid, outcome: "already_used" });
    assert.equal(scans.read([first], { begun: 3200, ended: 4100 }), "pass");
    assert.equal(network.asked.length, 2);
  });

  it("of other codes are not asked, and end no form", async () => {
    let isFiling = false;
    const { scans } = page(() => isFiling);
    assert.equal(scans.read(["https://a.example/"], null), "address");
    assert.deepEqual([scans.shown, network.asked], [{ stage: "foreign", kind: "address" }, []]);
    answer(valid);
    scans.read([first], null);
    await turnOver();
    isFiling = true;
    assert.equal(scans.read([second.slice(0, 50)], null), "half");
    assert.ok(scans.present);
  });

  it("are another officer's no more, and come back to the same one", async () => {
    const { scans } = page();
    answer(valid);
    scans.read([first], null);
    await turnOver();
    scans.use({ ...session, session: "new" });
    assert.ok(scans.present);
    scans.use(null);
    assert.deepEqual([scans.present, shownBy(scans).stage], [null, "ready"]);
    scans.use(session);
    assert.ok(scans.present);
    scans.use(null);
    scans.use({ ...session, account: "hall-2" });
    assert.deepEqual([scans.present, shownBy(scans).stage], [null, "ready"]);
  });

  it("end with the visit, and what was filed belongs to one visit", async () => {
    const { scans } = page();
    answer(valid);
    scans.read([first], null);
    await turnOver();
    scans.file([{ number: "n-1", shortCode: "s", title: "Housing", state: "submitted", department: "housing", submittedAt: "2026-11-27T10:00:00+08:00" }]);
    assert.equal(scans.filed.length, 1);
    scans.finish();
    assert.deepEqual([scans.present, shownBy(scans).stage, scans.filed], [null, "ready", []]);
  });

  it("without a session are judged here alone, kept, and uploaded by the next officer", async () => {
    const { scans, asked } = page();
    scans.use(null);
    scans.read([first], null);
    await turnOver();
    assert.deepEqual([shownBy(scans).stage, network.asked, asked, waiting().length], ["alone", [], [first], 1]);
    scans.use({ ...session, account: "hall-2", session: "two" });
    answer(valid);
    const rest = scans.settled(await upload({ ...session, account: "hall-2", session: "two" }, scans.open));
    assert.deepEqual([rest.length, waiting(), network.asked[0].headers["TalentPass-Session"]], [1, [], "hall two"]);
  });

  it("give way to a look-up by document, whose late answer replaces no later scan", async () => {
    const { scans } = page();
    const go = later({ ...valid, scanId: "by-document", by: "document" });
    const asked = scans.lookUp({ kind: "passport", number: "C01X00T47", country: "DEU" });
    assert.equal(shownBy(scans).stage, "checking");
    answer({ ...valid, scanId: "scanned" });
    scans.read([first], null);
    await turnOver();
    go();
    await asked;
    assert.equal(scans.present?.scanId, "scanned");
    answer({ ...valid, scanId: "by-document", by: "document" });
    await scans.lookUp({ kind: "passport", number: "C01X00T47", country: "DEU" });
    assert.equal(scans.present?.scanId, "by-document");
    answer({ code: "not_found" }, 404);
    await assert.rejects(scans.lookUp({ kind: "passport", number: "X", country: "DEU" }));
    assert.deepEqual([scans.present, shownBy(scans).stage], [null, "ready"]);
  });

  it("that the city refuses say so, and are not kept", async () => {
    const { scans } = page();
    answer({ code: "validation_failed" }, 422);
    scans.read([first], null);
    await turnOver();
    assert.deepEqual([shownBy(scans).stage, waiting()], ["refused", []]);
    answer(valid);
    const { scan } = shownBy(scans);
    assert.ok(scan);
    await scans.retry(scan);
    assert.equal(new Set(network.asked.map(each => /** @type {{ nonce: string }} */ (JSON.parse(String(each.body))).nonce)).size, 1);
    assert.ok(scans.present);
  });
});

describe("A camera", () => {
  it("sees one presentation while the code stays in view, and another when it comes back", () => {
    const isNew = sightings();
    assert.deepEqual([0, 500, 2400, 4300, 6400].map(at => isNew("a", at)), [true, false, false, false, true]);
    assert.deepEqual([isNew("b", 6500), isNew("a", 6600), isNew("b", 6700)], [true, false, false]);
  });
});

describe("The place of a counter", () => {
  beforeEach(reset);

  it("has one id in both languages, and the name that an officer gave it", () => {
    const usual = placeId();
    const names = [placeName()];
    keepPlace(placeName());
    switchLanguage();
    assert.equal(placeId(), usual);
    names.push(placeName());
    assert.notEqual(names[0], names[1]);
    keepPlace(names[0]);
    assert.equal(placeId(), usual);
    keepPlace(" Window 3 ");
    assert.deepEqual([placeId(), placeName()], ["Window 3", "Window 3"]);
    localStorage.setItem("talentpass.place", "Talent Home, ground floor");
    assert.equal(placeId(), usual);
    switchLanguage();
  });
});

describe("The clock of this device", () => {
  beforeEach(reset);

  it("is judged by the server's last answer, and remembered", async () => {
    answer({}, 200, { Date: new Date(Date.now() + 180_000).toUTCString() });
    await api(null).get("/catalogue");
    assert.ok(Math.abs((clockOffset() ?? 0) - 180_000) < 2000);
    assert.equal(minutesWrong(), -3);
    assert.ok(Math.abs(cityTime() - Date.now() - 180_000) < 2000);
    answer({}, 200, { Date: new Date(0).toUTCString(), Age: "60" });
    await api(null).get("/catalogue");
    assert.equal(minutesWrong(), -3);
  });

  it("is corrected in the scans that were made before it was known, and in no others", async () => {
    const scan = { code: "TP1:A", place: "hall", device: "web", scannedAt: "2027-01-15T08:00:00.000Z", light: "amber" };
    keep({ ...scan, nonce: "a", clock: null });
    keep({ ...scan, nonce: "b", clock: 180_000 });
    answer(valid);
    answer(valid);
    await upload(session);
    const times = network.asked.map(each => Date.parse(/** @type {{ scannedAt: string }} */ (JSON.parse(String(each.body))).scannedAt) - Date.parse(scan.scannedAt));
    assert.ok(Math.abs(times[0] - 180_000) < 2000);
    assert.equal(times[1], 0);
    assert.ok(!String(network.asked[0].body).includes("clock"));
  });

  it("that is set right is so after the next answer", async () => {
    answer({}, 200, { Date: new Date().toUTCString() });
    await api(null).get("/catalogue");
    assert.equal(minutesWrong(), 0);
  });
});
