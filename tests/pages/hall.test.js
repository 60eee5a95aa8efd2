import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { answer, away, localStorage, network, reset } from "./browser.js";
import { listed, newKey, now, signedCode, statusList, textOf, trustList } from "./city.js";

const { keptLists } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/lists.js");
const { forget, keep, upload, waiting } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/queue.js");

/** @type {Session} */
const session = { account: "hall-1", displayName: "Hall", roles: ["hall"], department: null, slot: "hall", session: "s1", expiresAt: "2099-01-01T00:00:00Z" };
const scanOf = (/** @type {string} */ nonce) => ({ code: `TP1:${nonce}`, place: "hall", nonce, device: "web", scannedAt: "2027-01-15T08:00:00Z", light: "green" });

describe("Scans made without a network", () => {
  beforeEach(reset);

  it("wait in their order, each once", () => {
    assert.deepEqual(waiting(), []);
    keep(scanOf("a"));
    keep(scanOf("b"));
    keep({ ...scanOf("a"), light: "red" });
    assert.deepEqual(waiting().map(each => [each.nonce, each.light]), [["b", "green"], ["a", "red"]]);
    forget("b");
    forget("none");
    assert.deepEqual(waiting().map(each => each.nonce), ["a"]);
  });

  it("are sent oldest first, without the light they had, and forgotten", async () => {
    keep(scanOf("a"));
    keep(scanOf("b"));
    answer({ outcome: "valid" });
    answer({ outcome: "revoked" });
    const results = await upload(session);
    const { light, ...sent } = scanOf("a");
    assert.deepEqual(network.asked.map(each => /** @type {unknown} */ (JSON.parse(String(each.body)))), [sent, { ...sent, code: "TP1:b", nonce: "b" }]);
    assert.deepEqual(results.map(each => [each.scan.nonce, each.light, each.answer?.outcome]), [["a", light, "valid"], ["b", light, "revoked"]]);
    assert.deepEqual(waiting(), []);
  });

  it("stay where the network stops, and where the server fails", async () => {
    for (const fail of [away, () => answer({}, 503), () => answer({}, 429), () => answer({}, 401)]) {
      reset();
      keep(scanOf("a"));
      keep(scanOf("b"));
      answer({ outcome: "valid" });
      fail();
      assert.equal((await upload(session)).length, 1);
      assert.deepEqual(waiting().map(each => each.nonce), ["b"]);
    }
  });

  it("that the server will never take are given up, and told", async () => {
    for (const status of [400, 413, 422]) {
      reset();
      keep(scanOf("a"));
      answer({ title: "No", errors: { "/code": ["too_long"] } }, status);
      const [result] = await upload(session);
      assert.deepEqual([result.problem?.status, result.problem?.errors, result.ahead], [status, { "/code": ["too_long"] }, undefined]);
      assert.deepEqual(waiting(), []);
    }
  });

  it("of a clock that is ahead wait for their time, and hold nobody up", async () => {
    keep(scanOf("a"));
    keep(scanOf("b"));
    answer({ errors: { "/scannedAt": ["in_future"] } }, 422);
    answer({ outcome: "valid" });
    const results = await upload(session);
    assert.deepEqual(results.map(each => each.ahead ?? false), [true, false]);
    assert.deepEqual(waiting().map(each => each.nonce), ["a"]);
  });

  it("are sent and told once, however often it is asked for, and again after a failure", async () => {
    keep(scanOf("a"));
    away();
    await Promise.all([upload(session), upload(session)]);
    assert.equal(network.asked.length, 1);
    answer({ outcome: "valid" });
    const [first, second] = await Promise.all([upload(session), upload(session)]);
    assert.deepEqual([first.length, second.length, network.asked.length], [1, 0, 2]);
  });

  it("are told to be lost where there is no room for them", () => {
    localStorage.isFull = true;
    assert.throws(() => keep(scanOf("a")), /Full/);
  });
});

describe("The lists of an offline check", async () => {
  const [root, key, later] = await Promise.all(["33048300", "33048301", "33048302"].map(newKey));
  const token = await statusList(key, [0, 1]);
  const urls = { urls: /** @type {[number, string][]} */ ([[330483, "https://city.example/"]]) };
  const list = (/** @type {number} */ sequence, signer = root) => trustList(signer, [listed(key)], { sequence, ...urls });
  const bytes = (/** @type {Uint8Array<ArrayBuffer>} */ content) => network.answers.push(() => new Response(content));
  const publish = (/** @type {Uint8Array<ArrayBuffer>} */ trust, /** @type {object[] | null} */ roots, status = token) => {
    bytes(trust);
    if (roots) {
      answer({ keys: roots });
    }

    answer({ status_lists: ["https://city.example/.well-known/talentpass/status/0"] });
    bytes(status);
  };
  const clock = Date.now;
  beforeEach(() => {
    reset();
    Date.now = () => now * 1000;
  });

  it("are none at first, and every code is unknown", async () => {
    const lists = await keptLists();
    assert.deepEqual([lists.fetchedAt(), lists.sequence()], [null, null]);
    assert.equal((await lists.verify(textOf(await signedCode(key, "S")))).reason, "unknown_kid");
  });

  it("are fetched, believed and kept beyond the page, with what was shown", async () => {
    publish(await list(3), [root.jwk]);
    const lists = await keptLists();
    assert.equal(await lists.refresh(), true);
    assert.deepEqual(network.asked.map(each => each.path), ["trust", "root", "status-lists", "status/0"].map(each => `/.well-known/talentpass/${each}`));
    assert.deepEqual([lists.fetchedAt(), lists.sequence()], [now, 3]);
    const code = textOf(await signedCode(key, "S"));
    assert.equal((await lists.verify(code)).reason, "accepted");
    const again = await keptLists();
    assert.deepEqual([again.fetchedAt(), again.sequence()], [now, 3]);
    assert.equal((await again.verify(code)).reason, "replayed");
  });

  it("of a status are checked from the page before", async () => {
    publish(await list(3), [root.jwk]);
    await (await keptLists()).refresh();
    const revoked = textOf(await signedCode(key, "P", { statusIndex: 1, expiresAt: now + 86400 }));
    assert.equal((await (await keptLists()).verify(revoked)).reason, "status_invalid");
  });

  it("that are older change nothing, also after a reload", async () => {
    publish(await list(3), [root.jwk]);
    await (await keptLists()).refresh();
    publish(await list(2), null);
    const lists = await keptLists();
    assert.equal(await lists.refresh(), true);
    assert.equal(lists.sequence(), 3);
  });

  it("of another root are taken if it may follow the one that is kept", async () => {
    publish(await list(3), [root.jwk]);
    await (await keptLists()).refresh();
    const follows = { ...later.jwk, nbf: root.jwk.nbf + 1 };
    publish(await list(4, later), [root.jwk, { ...follows, nbf: root.jwk.nbf }]);
    const lists = await keptLists();
    assert.equal(await lists.refresh(), false);
    assert.equal(lists.sequence(), 3);
    reset();
    publish(await list(3), [root.jwk]);
    await (await keptLists()).refresh();
    publish(await list(4, later), [root.jwk, follows]);
    const others = await keptLists();
    assert.deepEqual([await others.refresh(), others.sequence()], [true, 4]);
  });

  it("are not believed without a signature, a root or a network", async () => {
    const lists = await keptLists();
    publish(await list(3, later), [root.jwk]);
    assert.equal(await lists.refresh(), false);
    reset();
    publish(await list(3), [{ ...root.jwk, exp: now - 1 }]);
    assert.equal(await lists.refresh(), false);
    reset();
    away();
    assert.equal(await lists.refresh(), false);
    answer({}, 503);
    assert.equal(await lists.refresh(), false);
    assert.equal(lists.fetchedAt(), null);
  });

  it("that were changed in this browser are dropped, but not how far they had come", async () => {
    publish(await list(3), [root.jwk]);
    await (await keptLists()).refresh();
    const kept = /** @type {{ trust: string }} */ (JSON.parse(localStorage.getItem("talentpass.lists") ?? ""));
    localStorage.setItem("talentpass.lists", JSON.stringify({ ...kept, trust: btoa("changed") }));
    assert.equal((await keptLists()).fetchedAt(), null);
    publish(await list(2), null);
    const lists = await keptLists();
    await lists.refresh();
    assert.equal(lists.sequence(), null);
  });

  it("of a window that is further stay", async () => {
    publish(await list(3), [root.jwk]);
    const behind = await keptLists();
    await behind.refresh();
    publish(await list(5), null);
    await (await keptLists()).refresh();
    publish(await list(4), null);
    await behind.refresh();
    assert.equal(behind.sequence(), 4);
    assert.equal((await keptLists()).sequence(), 5);
  });

  it("leave the clock as it was", () => {
    Date.now = clock;
  });
});
