import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { FakeNode, answer, away, cookies, localStorage, network, page, reset, sessionStorage } from "./browser.js";

const { api, clockOffset } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { forgetSession, isSignedIn, keepSession, leavingName, markOf, sessionOf, showSignIn, takeWanted } = await import("../../functions/TalentPass.Functions/wwwroot/assets/session.js");
const { renewIn, watch, whoIs } = await import("../../functions/TalentPass.Functions/wwwroot/assets/renewal.js");
const { end, leave } = await import("../../functions/TalentPass.Functions/wwwroot/assets/sign-out.js");

const account = { account: "hall-1", displayName: "Hall One", roles: ["hall"], department: null };
const other = { account: "office", displayName: "Office", roles: ["office"], department: null };
const colleague = { ...account, account: "hall-2", displayName: "Hall Two" };
const provider = { provider: "city", title: "City", for: ["staff"] };
let count = 0;
/** @type {SessionLost[]} */
let lost = [];
page.addEventListener("session-lost", event => lost.push(/** @type {CustomEvent<SessionLost>} */ (event).detail));

/** A session that the server has opened or renewed. */
const view = (/** @type {string} */ session, who = account) => ({
  ...who, session, expiresAt: new Date(Date.now() + 900_000 + count++).toISOString(), refreshExpiresAt: "2099-01-01T00:00:00Z",
});

/** Signs in, as the server and this browser do. */
function begin(/** @type {string} */ session, who = account) {
  cookies.set("talentpass-hall", session);
  return keepSession("hall", view(session, who));
}

/** The next call opens or renews this session. */
function answerSession(/** @type {string} */ session, who = account) {
  network.answers.push(() => {
    cookies.set("talentpass-hall", session);
    return new Response(JSON.stringify(view(session, who)), { headers: { "Content-Type": "application/json" } });
  });
}

const refused = () => answer({ code: "not_signed_in" }, 401);
const over = () => answer({ code: "session_over" }, 401);
const paths = () => network.asked.map(each => `${each.method} ${each.path.slice("/api/v1".length)} ${each.headers["TalentPass-Session"] ?? "-"}`);

beforeEach(() => {
  forgetSession("hall");
  reset();
  lost = [];
});

describe("A session", () => {
  const signIn = async (/** @type {() => Promise<void>} */ signedIn, how = {}) => {
    const main = new FakeNode("main");
    await showSignIn(/** @type {HTMLElement} */ (/** @type {unknown} */ (main)), ["hall", "supervisor"], signedIn, how);
    return main;
  };
  const alerts = (/** @type {FakeNode} */ main) => main.all("p").filter(each => each.attributes.role === "alert").map(each => each.textContent);

  it("is known while the cookies are of the same one", () => {
    const session = begin("s1");
    assert.deepEqual([sessionOf("hall"), sessionOf("desk"), isSignedIn(session), markOf("hall")], [session, null, true, "s1"]);
    cookies.set("talentpass-hall", "s2");
    assert.deepEqual([sessionOf("hall"), isSignedIn(session)], [null, false]);
    cookies.set("talentpass-hall", "s1");
    forgetSession("hall");
    assert.deepEqual([sessionOf("hall"), markOf("hall"), cookies.size], [null, null, 0]);
  });

  it("is kept in memory where the storage is full", () => {
    localStorage.isFull = true;
    begin("s1");
    assert.equal(sessionOf("hall")?.displayName, "Hall One");
  });

  it("begins with the account that is chosen among those of its roles, and nothing secret is kept", async () => {
    answer({ items: [], demoAccounts: [account, other] });
    let signedIn = 0;
    const main = await signIn(() => { signedIn++; return Promise.resolve(); }, { message: "Again" });
    assert.equal(main.textContent.startsWith("登录Again"), true);
    assert.deepEqual(main.all("button").map(each => each.attributes["data-account"]), ["hall-1"]);
    answerSession("s1");
    main.all("button")[0].click();
    await new Promise(setImmediate);
    assert.deepEqual([sessionOf("hall")?.session, sessionOf("hall")?.displayName, signedIn], ["s1", "Hall One", 1]);
    assert.deepEqual(paths(), ["GET /sign-in/providers -", "POST /sign-in/demo hall"]);
    const kept = /** @type {object} */ (JSON.parse(localStorage.getItem("talentpass.session.hall") ?? "{}"));
    assert.deepEqual(Object.keys(kept).sort(), ["account", "clockOffset", "department", "displayName", "expiresAt", "roles", "session", "slot"]);
  });

  it("does not begin where signing in fails, or the browser keeps no cookies, and says so", async () => {
    answer({ items: [], demoAccounts: [account] });
    const main = await signIn(() => assert.fail("Not signed in."));
    away();
    main.all("button")[0].click();
    await new Promise(setImmediate);
    assert.deepEqual(alerts(main), ["无法连接服务，请检查网络。"]);
    answer(view("s1"));
    main.all("button")[0].click();
    await new Promise(setImmediate);
    assert.deepEqual([alerts(main), sessionOf("hall")], [["浏览器没有保存登录，请允许本站使用 Cookie。"], null]);
  });

  it("begins at a provider for these people, and leads back to the view", async () => {
    location.hash = "#/file/settlement";
    answer({ items: [provider, { provider: "province", title: "Province", for: ["talent"] }] });
    const [link, ...rest] = (await signIn(() => Promise.resolve())).all("a");
    assert.deepEqual([rest.length, link.textContent, link.attributes.href, link.attributes.target],
      [0, "通过City登录", "/api/v1/sign-in/oidc/city/start?return=%2Fhall%23%2Ffile%2Fsettlement", undefined]);
    link.click();
    assert.equal(sessionStorage.getItem("talentpass.wanted"), null);

    // The server does not take this fragment, so this tab keeps it.
    location.hash = "#/queue?light=red";
    answer({ items: [provider] });
    const [waiting] = (await signIn(() => Promise.resolve(), { waits: true })).all("a");
    assert.deepEqual([waiting.attributes.href, waiting.attributes.target], ["/api/v1/sign-in/oidc/city/start?return=%2Fhall", "_blank"]);
    waiting.click();
    assert.deepEqual([takeWanted(), takeWanted()], ["#/queue?light=red", ""]);
    location.hash = "";
  });

  it("tells where there is no way to sign in, and where nobody answers", async () => {
    for (const items of [[], [{ ...provider, for: ["talent"] }]]) {
      answer({ items });
      assert.deepEqual(alerts(await signIn(() => Promise.resolve())), ["这里还没有可用的登录方式，请联系人才办。"]);
    }

    away();
    away();
    assert.match((await signIn(() => Promise.resolve())).textContent, /无法连接服务/);
  });
});

describe("A refused call", () => {
  it("is made again, as it was, once the session is renewed", async () => {
    const session = begin("s1");
    refused();
    answerSession("s1");
    answer({ number: "n" }, 201);
    const { status } = await api(session).post("/requests", { a: 1 }, { "Idempotency-Key": "k" });
    assert.deepEqual(paths(), ["POST /requests hall s1", "POST /sign-in/refresh hall", "POST /requests hall s1"]);
    assert.deepEqual([status, network.asked[2].body, network.asked[2].headers["Idempotency-Key"], lost.length], [201, "{\"a\":1}", "k", 0]);
    assert.notEqual(sessionOf("hall")?.expiresAt, session.expiresAt);
  });

  it("is renewed once for all that are refused at the same time", async () => {
    const session = begin("s1");
    refused();
    refused();
    refused();
    answerSession("s1");
    answer({ n: 1 });
    answer({ n: 2 });
    answer({ n: 3 });
    await Promise.all([api(session).get("/areas"), api(session).post("/scans", {}), api(session).get("/tiers")]);
    assert.equal(paths().filter(each => each.includes("refresh")).length, 1);
    assert.equal(network.asked.length, 7);
  });

  it("is refused for good when the session is over, and that is told", async () => {
    const session = begin("s1");
    refused();
    over();
    await assert.rejects(api(session).get("/areas"), { status: 401, code: "not_signed_in" });
    assert.deepEqual([lost.map(each => each.session), sessionOf("hall"), markOf("hall")], [[session], null, null]);
  });

  it("is refused without asking when another tab has signed out", async () => {
    const session = begin("s1");
    cookies.clear();
    refused();
    await assert.rejects(api(session).get("/areas"), { status: 401 });
    assert.deepEqual([network.asked.length, lost.length], [1, 1]);
  });

  it("loses nothing when nobody answers the renewal", async () => {
    const session = begin("s1");
    for (const fail of [away, () => answer({}, 503)]) {
      refused();
      fail();
      fail();
      await assert.rejects(api(session).get("/areas"), problem => [0, 503].includes(/** @type {{ status: number }} */ (problem).status));
    }

    for (const status of [429, 500]) {
      refused();
      answer({}, status);
      await assert.rejects(api(session).get("/areas"), { status });
    }

    assert.deepEqual([lost.length, sessionOf("hall")?.session], [0, "s1"]);
    refused();
    answerSession("s1");
    answer({ items: [] });
    await api(session).get("/areas");
  });

  it("waits for the renewal no longer than for an answer, nor when it is given up", async () => {
    const session = begin("s1");
    const asker = new AbortController();
    refused();
    refused();
    network.answers.push(() => /** @type {Promise<Response>} */ (new Promise(next => { setTimeout(() => next(new Response("{}", { status: 500 })), 200); })));
    const given = assert.rejects(api(session).get("/areas", { signal: asker.signal }), { status: 0, code: "offline" });
    const late = assert.rejects(api(session).get("/areas", { seconds: 0.05 }), { status: 0, code: "no_answer" });
    await new Promise(next => { setTimeout(next, 20); });
    asker.abort();
    await Promise.all([given, late]);
    await assert.rejects(whoIs("hall"), { status: 500 });
    assert.equal(lost.length, 0);
  });

  it("is not made a third time", async () => {
    const session = begin("s1");
    refused();
    answerSession("s1");
    refused();
    await assert.rejects(api(session).get("/areas"), { status: 401 });
    assert.deepEqual([network.asked.length, lost.length, sessionOf("hall")?.session], [3, 0, "s1"]);
  });

  it("waits for the same person where the page says so", async () => {
    const session = begin("s1");
    /** @type {(goesOn: boolean) => void} */
    let settle = () => {};
    const wait = (/** @type {Event} */ event) => {
      /** @type {CustomEvent<SessionLost>} */ (event).detail.back = new Promise(done => { settle = done; });
    };
    page.addEventListener("session-lost", wait);
    for (const goesOn of [true, false]) {
      refused();
      over();
      cookies.set("talentpass-hall", "s1");
      const call = api(session).post("/requests", {});
      await new Promise(next => { setTimeout(next, 20); });
      answer({ number: "n" }, 201);
      settle(goesOn);
      await (goesOn ? call : assert.rejects(call, { status: 401 }));
    }

    // Who polls does not wait.
    refused();
    over();
    cookies.set("talentpass-hall", "s1");
    network.answers.shift();
    await assert.rejects(api(session).get("/areas", { retry: false }), { status: 401 });
    page.removeEventListener("session-lost", wait);
  });

  it("is that of somebody else when another tab has signed somebody in", async () => {
    const session = begin("s1");
    begin("s2", colleague);
    refused();
    answerSession("s2", colleague);
    await assert.rejects(api(session).get("/areas"), { status: 401 });
    assert.deepEqual([lost.length, sessionOf("hall")?.account], [1, "hall-2"]);
  });

  it("goes on in the new session when the same person has signed in again", async () => {
    const session = begin("s3");
    begin("s4");
    refused();
    answerSession("s4");
    answer({ items: [] });
    answer({ items: [] });
    await api(session).get("/areas");
    await api(session).get("/areas");
    assert.deepEqual(paths(), ["GET /areas hall s3", "POST /sign-in/refresh hall", "GET /areas hall s4", "GET /areas hall s4"]);
  });
});

describe("Two tabs", () => {
  afterEach(() => { Reflect.deleteProperty(navigator, "locks"); });

  it("renew one after the other, and the second takes what the first has got", async () => {
    /** @type {Map<string, Promise<unknown>>} */
    const held = new Map();
    const locks = {
      request(/** @type {string} */ name, /** @type {() => Promise<unknown>} */ run) {
        const mine = (held.get(name) ?? Promise.resolve()).then(run);
        held.set(name, mine.catch(() => undefined));
        return mine;
      },
    };
    Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
    /** @type {unknown} */
    const module = await import(new URL("../../functions/TalentPass.Functions/wwwroot/assets/renewal.js?tab=2", import.meta.url).href);
    const tab = /** @type {typeof import("../../functions/TalentPass.Functions/wwwroot/assets/renewal.js")} */ (module);
    begin("s1");
    answerSession("s1");
    const [one, two] = await Promise.all([whoIs("hall"), tab.whoIs("hall")]);
    assert.deepEqual([one, network.asked.length], [two, 1]);
    assert.equal(one?.session, "s1");
  });
});

describe("A watched session", () => {
  afterEach(() => mock.timers.reset());

  it("is due a minute before its end by the server's clock, or after three quarters of a short time", () => {
    const ends = (/** @type {number} */ ms) => /** @type {Session} */ ({ ...account, slot: "hall", session: "s1", expiresAt: new Date(Date.now() + (clockOffset() ?? 0) + ms).toISOString() });
    for (const [left, due] of [[900_000, 840_000], [60_000, 45_000], [0, 0], [-5000, 0]]) {
      assert.ok(Math.abs(renewIn(ends(left)) - due) < 100, `${left}`);
    }
  });

  it("is renewed in time, again while nobody answers, and then anew", async () => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
    const settled = () => new Promise(setImmediate);
    begin("s1");
    let looks = 0;
    watch("hall", () => looks++);
    const wait = async (/** @type {number} */ ms) => {
      mock.timers.tick(ms);
      for (let i = 0; i < 10; i++) {
        await settled();
      }
    };
    const { expiresAt } = sessionOf("hall") ?? { expiresAt: "" };
    const due = renewIn(/** @type {Session} */ (sessionOf("hall")));
    await wait(due - 1000);
    assert.equal(network.asked.length, 0);
    away();
    away();
    await wait(1000);
    await wait(400);
    assert.deepEqual([paths(), lost.length], [["POST /sign-in/refresh hall", "POST /sign-in/refresh hall"], 0]);
    answerSession("s1");
    await wait(30_000);
    assert.equal(network.asked.length, 3);
    assert.notEqual(sessionOf("hall")?.expiresAt, expiresAt);

    // Nobody looks at the page.
    Object.defineProperty(document, "hidden", { value: true, configurable: true, writable: true });
    await wait(900_000);
    assert.equal(network.asked.length, 3);
    Object.defineProperty(document, "hidden", { value: false, configurable: true, writable: true });
    over();
    document.dispatchEvent(new Event("visibilitychange"));
    await wait(1000);
    assert.deepEqual([looks, lost.length, sessionOf("hall")], [1, 1, null]);
    page.dispatchEvent(Object.assign(new Event("storage"), { key: "talentpass.session.hall" }));
    page.dispatchEvent(Object.assign(new Event("storage"), { key: "other" }));
    assert.equal(looks, 2);
  });
});

describe("Signing out", () => {
  it("is told to the city, which may lead on", async () => {
    const session = begin("s1");
    answer({ next: "https://id.example/out" });
    assert.deepEqual(await end(session, false), { next: "https://id.example/out", isTold: true });
    assert.deepEqual([paths(), sessionOf("hall"), markOf("hall")], [["POST /sign-in/out hall s1"], null, null]);
  });

  it("of a session that is over already is done", async () => {
    const session = begin("s1");
    refused();
    over();
    assert.deepEqual(await end(session, false), { isTold: true });
    assert.equal(localStorage.getItem(leavingName("hall")), null);
  });

  it("without an answer is over here, and told later", async () => {
    const session = begin("s1");
    away();
    away();
    assert.deepEqual(await end(session, true), { isTold: false });
    assert.deepEqual([sessionOf("hall"), markOf("hall")], [null, null]);
    network.asked = [];
    away();
    away();
    await leave("hall");
    assert.notEqual(localStorage.getItem(leavingName("hall")), null);
    network.asked = [];
    answerSession("s1");
    answer({});
    await leave("hall");
    assert.deepEqual(paths(), ["POST /sign-in/refresh hall", "POST /sign-in/out hall s1"]);
    assert.deepEqual([network.asked[1].body, localStorage.getItem(leavingName("hall")), markOf("hall")], ["{\"everywhere\":true}", null, null]);
    await leave("hall");
    assert.equal(network.asked.length, 2);
  });

  it("that is told later leaves somebody else alone", async () => {
    const session = begin("s1");
    away();
    away();
    await end(session, false);
    begin("s2", colleague);
    network.asked = [];
    await leave("hall");
    assert.deepEqual([network.asked, localStorage.getItem(leavingName("hall")), sessionOf("hall")?.account], [[], null, "hall-2"]);
  });
});
