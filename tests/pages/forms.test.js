import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { answer, away, localStorage, network, node, reset } from "./browser.js";
import { allTexts } from "./texts.js";

const { api } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { forget, keeperAtCounter, keptOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/kept.js");
const { addTexts } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
const { paperOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/paper.js");
const { textField } = await import("../../functions/TalentPass.Functions/wwwroot/assets/pass/fields.js");
const { unsavedOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/pass/unsaved.js");
addTexts(allTexts);

const file = (/** @type {string} */ name) => new File(["%PDF"], name);

describe("A paper", () => {
  beforeEach(reset);

  it("goes up, tells how far it is, and is ticked when it is there", async () => {
    const paper = paperOf("lease");
    /** @type {(number | null)[]} */
    const parts = [];
    paper.watch(() => parts.push(paper.standing().part));
    answer({ file: "f1", name: "a.pdf" });
    await paper.upload(api(null), "/files", file("a.pdf"));
    await paper.settled();
    assert.deepEqual(parts, [0, 0.5, null]);
    assert.deepEqual(paper.handedIn(), { id: "lease", file: "f1", name: "a.pdf" });
    assert.match(network.asked[0].headers["Idempotency-Key"], /^[0-9a-f]{32}$/);
    paper.remove();
    assert.equal(paper.handedIn(), null);
  });

  it("is the later one of two files, whichever arrives last", async () => {
    const paper = paperOf("lease");
    /** @type {(answer: Response) => void} */
    let release = () => {};
    network.answers.push(() => new Promise(done => { release = done; }));
    answer({ file: "f2", name: "b.pdf" });
    const first = paper.upload(api(null), "/files", file("a.pdf"));
    const second = paper.upload(api(null), "/files", file("b.pdf"));
    await second;
    release(new Response("{\"file\":\"f1\",\"name\":\"a.pdf\"}", { headers: { "Content-Type": "application/json" } }));
    await first;
    assert.equal(paper.handedIn()?.file, "f2");
  });

  it("that did not go up can be tried again; one without a size is not sent", async () => {
    const paper = paperOf("lease");
    away();
    away();
    await paper.upload(api(null), "/files", file("a.pdf"));
    assert.equal(paper.handedIn(), null);
    assert.equal(paper.standing().picked?.name, "a.pdf");
    reset();
    await paper.upload(api(null), "/files", new File([], "empty.pdf"));
    assert.equal(paper.standing().wrong, "文件是空的，请重新选择。");
    await paper.upload(api(null), "/files", new File([new Uint8Array(10 * 1024 * 1024 + 1)], "large.pdf"));
    assert.match(String(paper.standing().wrong), /10\.1 MiB/);
    assert.equal(network.asked.length, 0);
    answer({ title: "Wrong", errors: { "/file": ["unknown_file_type"] } }, 422);
    await paper.upload(api(null), "/files", file("a.exe"));
    assert.equal(paper.standing().wrong, "只接受 pdf、jpg、png 文件");
  });

  it("of a phone in the HEIC format is explained, by its name or its content", async () => {
    const paper = paperOf("lease");
    await paper.upload(api(null), "/files", new File(["x"], "IMG_1.HEIC"));
    assert.match(String(paper.standing().wrong), /HEIC.*jpg/);
    assert.equal(network.asked.length, 0);
    answer({ title: "Wrong", errors: { "/file": ["unknown_file_type"] } }, 422);
    await paper.upload(api(null), "/files", new File(["\0\0\0\x18ftypheic"], "IMG_1.jpg"));
    assert.match(String(paper.standing().wrong), /HEIC.*jpg/);
  });

  it("that is a picture is shown, until another takes its place", async () => {
    const paper = paperOf("lease");
    answer({ file: "f1", name: "a.png" });
    await paper.upload(api(null), "/files", new File(["x"], "a.png", { type: "image/png" }));
    assert.match(paper.standing().picture ?? "", /^blob:/);
    answer({ file: "f2", name: "b.pdf" });
    await paper.upload(api(null), "/files", new File(["x"], "b.pdf", { type: "application/pdf" }));
    assert.equal(paper.standing().picture, undefined);
  });

  it("remembers how it was handed in before, and is ticked where it is shown at the counter", () => {
    assert.deepEqual(paperOf("lease", { id: "lease", file: "f1" }).handedIn(), { id: "lease", file: "f1", name: undefined });
    const paper = paperOf("lease");
    const stop = paper.watch(() => assert.fail("It was stopped."));
    stop();
    paper.tick(true);
    assert.deepEqual(paper.handedIn(), { id: "lease", file: undefined, name: undefined });
  });
});

describe("What is filled in", () => {
  beforeEach(reset);
  const filled = { answers: { rent: { address: "A" } } };

  it("at the counter is kept for the person alone, and not in the browser", () => {
    keeperAtCounter("scan-1", "rent").changed(filled);
    assert.deepEqual(keeperAtCounter("scan-1", "rent").filled, filled);
    assert.equal(keeperAtCounter("scan-2", "rent").filled, null);
    assert.equal(keeperAtCounter("scan-1", "rent").filled, null);
    assert.equal(localStorage.getItem("rent"), null);
  });

  it("is forgotten when it is filed", () => {
    const keeper = keeperAtCounter("scan-1", "rent");
    keeper.changed(filled);
    keeper.filed();
    assert.equal(keptOf("scan-1", "rent").filled, null);
    forget("rent");
  });

  it("and not saved yet stays in the browser for its account until it is saved", () => {
    const mine = unsavedOf("li-wei", "rent");
    assert.equal(mine.after(undefined), null);
    const first = { filled, papers: [], at: 1000 };
    mine.keep(first);
    assert.deepEqual(unsavedOf("li-wei", "rent").after(undefined), first);
    assert.equal(unsavedOf("chen-hk", "rent").after(undefined), null);
    assert.ok(localStorage.getItem("talentpass.unsaved.li-wei.rent"));
    mine.saved(first, "2026-11-26T10:00:00Z");
    assert.equal(mine.kept(), null);
    assert.equal(localStorage.getItem("talentpass.unsaved.li-wei.rent"), null);
  });

  it("while it is being saved is not lost", () => {
    const mine = unsavedOf("li-wei", "flat");
    const [first, second] = [1000, 1000].map(at => ({ filled, papers: [], at }));
    mine.keep(first);
    mine.keep(second);
    mine.saved(first, "2026-11-26T10:00:00Z");
    assert.equal(mine.kept()?.base, "2026-11-26T10:00:00Z");
    mine.drop();
  });

  it("before a later draft of another device gives way to it", () => {
    const mine = unsavedOf("li-wei", "flat");
    mine.keep({ filled, papers: [], base: "2026-11-26T09:00:00Z", at: Date.parse("2026-11-26T09:30:00Z") });
    assert.equal(mine.after("2026-11-26T10:00:00Z"), null);
    assert.notEqual(mine.after("2026-11-26T09:00:00Z"), null);
    assert.notEqual(mine.after("2026-11-26T09:20:00Z"), null);
    mine.drop();
  });

  it("stays in memory where the browser stores nothing", () => {
    localStorage.isFull = true;
    const mine = unsavedOf("li-wei", "flat");
    mine.keep({ filled, papers: [], at: 1 });
    assert.deepEqual(mine.kept()?.filled, filled);
    mine.drop();
  });
});

describe("A paper of a bundle", () => {
  it("is needed when one part needs it for its own answers", async () => {
    const { needsOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/bundle.js");
    const paper = { id: "kinship", title: "Kinship", required: true, tolerable: false, fromSharedData: false, copies: 1 };
    const guides = /** @type {Api.ServiceView[]} */ (/** @type {unknown} */ ([
      { service: "settlement", materials: [{ ...paper, requiredWhen: [{ list: "followers", field: "relation", values: ["child"] }] }] },
      { service: "school", materials: [{ ...paper, requiredWhen: [{ list: "children", field: "age", atLeast: 6 }] }] },
    ]));
    const needs = needsOf(guides);
    assert.equal(needs(paper, {}), false);
    assert.equal(needs(paper, { settlement: { followers: [{ relation: "child" }] } }), true);
    assert.equal(needs(paper, { settlement: { followers: [{ relation: "spouse" }] }, school: { children: [{ age: 7 }] } }), true);
    // The answers of another part do not count.
    assert.equal(needs(paper, { school: { followers: [{ relation: "child" }] } }), false);
    const unknown = { ...guides[0], materials: [{ ...paper, requiredWhen: [{ natures: ["foreign"] }] }] };
    assert.equal(needsOf([unknown])(paper, {}), null);
  });
});

describe("A date", () => {
  it("has a year of four digits", () => {
    const { control } = textField({ type: "string", format: "date", title: "出生日期" }, undefined, true, {});
    assert.equal(node(control).attributes.max, "9999-12-31");
  });
});
