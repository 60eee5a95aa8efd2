import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { FakeNode, answer, away, factsIn, network, node, page, reset, sessionStorage } from "./browser.js";

const { el, facts, svg, unwaited } = await import("../../functions/TalentPass.Functions/wwwroot/assets/dom.js");
const { sessionOf, showSignIn, signOut } = await import("../../functions/TalentPass.Functions/wwwroot/assets/session.js");

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

describe("A session", () => {
  beforeEach(reset);
  const account = { account: "hall-1", displayName: "Hall One", roles: ["hall"], department: null };
  const other = { account: "office", displayName: "Office", roles: ["office"], department: null };
  const signIn = async (/** @type {() => Promise<void>} */ signedIn) => {
    const main = new FakeNode("main");
    await showSignIn(/** @type {HTMLElement} */ (/** @type {unknown} */ (main)), ["hall", "supervisor"], signedIn, "Again");
    return main;
  };

  it("is kept by its role, until it ends or is signed out", () => {
    const session = { ...account, token: "t", expiresAt: new Date(Date.now() + 60_000).toISOString() };
    sessionStorage.setItem("talentpass.session.hall", JSON.stringify(session));
    assert.deepEqual(sessionOf("hall"), session);
    assert.equal(sessionOf("desk"), null);
    signOut("hall");
    assert.equal(sessionOf("hall"), null);
    sessionStorage.setItem("talentpass.session.hall", JSON.stringify({ ...session, expiresAt: new Date(Date.now() - 1).toISOString() }));
    assert.equal(sessionOf("hall"), null);
  });

  it("begins with the account that is chosen among those of its roles", async () => {
    answer({ items: [account, other] });
    let signedIn = 0;
    const main = await signIn(() => { signedIn++; return Promise.resolve(); });
    assert.equal(main.textContent.startsWith("登录Again"), true);
    assert.deepEqual(main.all("button").map(each => each.attributes["data-account"]), ["hall-1"]);
    answer({ token: "t", expiresAt: new Date(Date.now() + 60_000).toISOString() });
    main.all("button")[0].click();
    await new Promise(setImmediate);
    assert.deepEqual([sessionOf("hall")?.token, sessionOf("hall")?.displayName, signedIn], ["t", "Hall One", 1]);
    assert.deepEqual([network.asked[0].path, network.asked[1].body], ["/api/v1/sign-in/demo", "{\"account\":\"hall-1\"}"]);
  });

  it("does not begin where signing in fails, and says so", async () => {
    answer({ items: [account] });
    const main = await signIn(() => assert.fail("Not signed in."));
    away();
    main.all("button")[0].click();
    await new Promise(setImmediate);
    main.all("button")[0].click();
    await new Promise(setImmediate);
    assert.deepEqual(main.all("p").filter(each => each.attributes.role === "alert" && each.textContent !== "Again").map(each => each.textContent), ["无法连接服务，请检查网络。"]);
    assert.equal(sessionOf("hall"), null);
  });

  it("tells where the demo accounts are switched off, and where nobody answers", async () => {
    for (const status of [403, 404]) {
      answer({}, status);
      assert.match((await signIn(() => Promise.resolve())).textContent, /此处未开放演示登录/);
    }

    away();
    assert.match((await signIn(() => Promise.resolve())).textContent, /无法连接服务/);
  });
});
