import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { answer, away, network, page, reset } from "./browser.js";
import { allTexts } from "./texts.js";

const { Problem, api, isAway, problemOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { codesText } = await import("../../functions/TalentPass.Functions/wwwroot/assets/errors.js");
const { keysByContent, randomName } = await import("../../functions/TalentPass.Functions/wwwroot/assets/idempotency.js");
const { all, gather } = await import("../../functions/TalentPass.Functions/wwwroot/assets/lists.js");
const { addTexts, switchLanguage } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
addTexts(allTexts);

/** @type {Session} */
const session = { account: "hall-1", displayName: "Hall", roles: ["hall"], department: null, slot: "hall", session: "s1", expiresAt: "2099-01-01T00:00:00Z" };

/** An answer that comes much later than anybody waits for it. */
const late = () => /** @type {Promise<Response>} */ (new Promise(next => { setTimeout(() => next(new Response()), 300); }));

describe("A call", () => {
  beforeEach(reset);

  it("carries the session, the language and JSON", async () => {
    answer({ scanId: "s1" }, 201, { ETag: "\"1\"" });
    const { body, etag, status } = await api(session).post("/scans", { code: "TP1:" }, { "Idempotency-Key": "k" });
    assert.deepEqual([body, etag, status], [{ scanId: "s1" }, "\"1\"", 201]);
    const [asked] = network.asked;
    assert.deepEqual([asked.path, asked.method, asked.body], ["/api/v1/scans", "POST", "{\"code\":\"TP1:\"}"]);
    assert.deepEqual(asked.headers, { "Accept-Language": "zh-CN", "Content-Type": "application/json", "TalentPass-Session": "hall s1", "Idempotency-Key": "k" });
  });

  it("without a session or a body carries neither", async () => {
    answer({ items: [] });
    switchLanguage();
    await api(null).get("/sign-in/demo");
    switchLanguage();
    const [asked] = network.asked;
    assert.deepEqual([asked.headers, asked.body], [{ "Accept-Language": "en" }, undefined]);
  });

  it("sends a file as a form, and fetches one as it is", async () => {
    answer({ file: "f1" });
    assert.equal((await api(session).upload("/files", new File(["x"], "a.pdf"))).body.file, "f1");
    assert.ok(network.asked[0].body instanceof FormData);
    assert.equal(network.asked[0].headers["Content-Type"], undefined);
    network.answers.push(() => new Response("%PDF", { headers: { "Content-Type": "application/pdf" } }));
    assert.equal(await (await api(session).download("/files/f1")).body.text(), "%PDF");
  });

  it("that is refused tells why", async () => {
    answer({ title: "Invalid", detail: "The area is missing.", code: "invalid_body", traceId: "t1", errors: { "/area": ["required"] } }, 422);
    await assert.rejects(api(session).post("/requests", {}), /** @param {InstanceType<typeof Problem>} problem */ problem => {
      assert.deepEqual([problem.status, problem.code, problem.title, problem.message, problem.traceId, problem.errors],
        [422, "invalid_body", "Invalid", "The area is missing.", "t1", { "/area": ["required"] }]);
      return problem instanceof Problem;
    });
  });

  it("that fails without words, or in broken JSON, still has some", async () => {
    network.answers.push(() => new Response("<html>", { status: 502, headers: { "Content-Type": "text/html" } }), () => new Response("{", { status: 500, headers: { "Content-Type": "application/json" } }));
    for (const status of [502, 500]) {
      await assert.rejects(api(session).get("/areas", { retry: false }), { status, code: "unexpected", message: "出错了，请稍后再试。", errors: {} });
    }
  });

  it("that never arrives is of status 0", async () => {
    away();
    away();
    await assert.rejects(api(session).get("/areas"), { status: 0, code: "offline", message: "无法连接服务，请检查网络。" });
  });

  it("that nobody answered is made once more where that does no harm", async () => {
    away();
    answer({ items: [] });
    assert.deepEqual((await api(session).get("/areas")).body, { items: [] });
    answer({}, 503, { "Retry-After": "0.01" });
    answer({ number: "n" }, 201);
    assert.equal((await api(session).post("/requests", {}, { "Idempotency-Key": "k" })).status, 201);
    away();
    await assert.rejects(api(session).post("/scans", {}), { status: 0 });
    away();
    await assert.rejects(api(session).get("/areas", { retry: false }), { status: 0 });
    for (const status of [429, 500, 422]) {
      answer({ code: "x" }, status, { "Retry-After": "7" });
      await assert.rejects(api(session).get("/areas"), { status, retryAfter: 7 });
    }

    assert.equal(network.answers.length, 0);
  });

  it("that takes too long is given up, and not made again", async () => {
    network.answers.push(late);
    await assert.rejects(api(session).get("/areas", { seconds: 0.02 }), { status: 0, code: "no_answer", message: "服务没有及时回应，请稍后再试。" });
  });

  it("that is given up by its asker is over", async () => {
    const asker = new AbortController();
    network.answers.push(late);
    const asked = api(session).get("/areas", { signal: asker.signal });
    asker.abort();
    await assert.rejects(asked, { status: 0 });
    assert.equal(network.asked.length, 1);
  });

  it("puts and deletes", async () => {
    answer({ id: "a" });
    answer({});
    await api(session).put("/drafts/a", { service: "s" });
    await api(session).remove("/drafts/a");
    assert.deepEqual(network.asked.map(each => each.method), ["PUT", "DELETE"]);
  });

  it("that opens a session names its slot alone", async () => {
    answer({});
    await api({ slot: "hall" }).post("/sign-in/demo", { account: "hall-1" });
    assert.equal(network.asked[0].headers["TalentPass-Session"], "hall");
  });

  it("without a session that is refused tells nobody", async () => {
    let lost = 0;
    page.addEventListener("session-lost", () => lost++);
    answer({}, 401);
    await assert.rejects(api(null).get("/areas"), { status: 401 });
    answer({}, 401);
    await assert.rejects(api({ slot: "hall" }).get("/areas"), { status: 401 });
    assert.deepEqual([lost, network.asked.length], [0, 2]);
  });
});

describe("A list", () => {
  beforeEach(reset);
  const client = api(session);

  it("is read page by page to its end", async () => {
    answer({ items: [1, 2], nextCursor: "a&b" });
    answer({ items: [3], nextCursor: null });
    assert.deepEqual(await all(client, "/areas"), [1, 2, 3]);
    assert.deepEqual(network.asked.map(each => each.path), ["/api/v1/areas?limit=100", "/api/v1/areas?limit=100&cursor=a%26b"]);
  });

  it("keeps the query it has", async () => {
    answer({ items: [], nextCursor: null });
    await all(client, "/services?audience=mine");
    assert.equal(network.asked[0].path, "/api/v1/services?audience=mine&limit=100");
  });

  it("is read until there is enough, and the last page is told", async () => {
    answer({ items: [1], nextCursor: "a" });
    answer({ items: [2, 3], nextCursor: "b", reason: "r" });
    const { items, last } = await gather(client, "/desks/housing/search?q=x", 3);
    assert.deepEqual([items, last.nextCursor, last.reason], [[1, 2, 3], "b", "r"]);
  });

  it("is not read beyond ten pages", async () => {
    for (let i = 0; i < 11; i++) {
      answer({ items: [i], nextCursor: "on" });
    }

    assert.equal((await all(client, "/requests")).length, 10);
    assert.equal(network.asked.length, 10);
  });
});

it("The same content keeps its idempotency key, and other content has another", () => {
  const keyOf = keysByContent();
  const [first, again, other] = [keyOf({ a: 1 }), keyOf({ a: 1 }), keyOf({ a: 2 })].map(each => each["Idempotency-Key"]);
  assert.equal(again, first);
  assert.notEqual(other, first);
  assert.match(first, /^[0-9a-f]{32}$/);
});

describe("A problem", () => {
  it("is the way to the city where nobody answered, too much was asked, or the server failed", () => {
    assert.deepEqual([0, -1, 500, 503, 429].map(status => isAway(new Problem(status))), [true, true, true, true, true]);
    assert.deepEqual([400, 401, 404, 422, 499].map(status => isAway(new Problem(status))), [false, false, false, false, false]);
  });

  it("is made of whatever was thrown", () => {
    const own = new Problem(404, { title: "None" });
    assert.equal(problemOf(own), own);
    assert.deepEqual([problemOf(new TypeError("x")).message, problemOf(new TypeError("x")).status, problemOf("y").message], ["x", -1, "y"]);
    assert.deepEqual([own.message, own.title, problemOf("y").errors], ["None", "None", {}]);
  });

  it("has codes in words, and those that are new as they are", () => {
    assert.equal(codesText(["required", "brand_new"]), "必填，brand_new");
  });
});

it("A random name is of 128 bits, and another each time", () => {
  assert.match(randomName(), /^[0-9a-f]{32}$/);
  assert.notEqual(randomName(), randomName());
});
