import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { FakeNode, answer, away, cookies, localStorage, network, reset } from "./browser.js";
import { allTexts } from "./texts.js";

localStorage.setItem("talentpass.language", "en");
const { api } = await import("../../functions/TalentPass.Functions/wwwroot/assets/api.js");
const { addTexts } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
const { noticesOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/pass/notices.js");
const { settingsOf } = await import("../../functions/TalentPass.Functions/wwwroot/assets/pass/channel-settings.js");
const { askUnread, showUnread } = await import("../../functions/TalentPass.Functions/wwwroot/assets/pass/unread.js");
const { keepSession } = await import("../../functions/TalentPass.Functions/wwwroot/assets/session.js");
const { channelsText } = await import("../../functions/TalentPass.Functions/wwwroot/assets/told.js");
addTexts(allTexts);

const calls = () => network.asked.map(each => `${each.method} ${each.path.slice("/api/v1/me/notifications".length)}`);

/** @param {string} id */
const notice = (id, isRead = false) => ({ id, at: "2026-11-27T02:00:00Z", kind: "approved", title: id, text: "…", channels: [], ...(isRead ? { readAt: "2026-11-27T03:00:00Z" } : {}) });

/**
 * @param {string} ids
 * @param {string | null} nextCursor
 */
const list = (ids, nextCursor = null, isRead = false) => ({ items: [...ids].map(each => notice(each, isRead)), nextCursor });

/** The next call waits until it is let go. */
function held(/** @type {unknown} */ body) {
  let go = () => {};
  network.answers.push(() => new Promise(done => { go = () => done(new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } })); }));
  return () => go();
}

/** Lets what is under way get as far as it can. */
const settle = () => new Promise(setImmediate);

beforeEach(reset);

describe("Messages", () => {
  const start = () => noticesOf(api(null));
  const ids = (/** @type {ReturnType<typeof start>} */ notices) => notices.shown().map(each => each.id + (each.isNew ? "*" : "")).join("");

  it("are read from the newest on, and further down with the cursor", async () => {
    const notices = start();
    answer(list("cb", "c&1"));
    assert.deepEqual([await notices.load(), ids(notices), notices.hasMore()], [true, "c*b*", true]);
    answer({ items: [notice("b"), notice("a", true)], nextCursor: null });
    assert.deepEqual([await notices.more(), ids(notices), notices.hasMore()], [true, "c*b*a", false]);
    assert.deepEqual(calls(), ["GET ?limit=20", "GET ?limit=20&cursor=c%261"]);
  });

  it("keep what was read further down when the newest are read again", async () => {
    const notices = start();
    answer(list("dc", "1"));
    await notices.load();
    answer(list("ba", "2"));
    await notices.more();
    answer(list("ed", "9"));
    await notices.load();
    assert.deepEqual([ids(notices), notices.hasMore()], ["e*d*c*b*a*", true]);
    answer(list("z"));
    await notices.more();
    assert.equal(calls().at(-1), "GET ?limit=20&cursor=2");
  });

  it("begin anew where so many came that others may be between them", async () => {
    const notices = start();
    answer(list("ba", "1"));
    await notices.load();
    answer(list("yx", "7"));
    await notices.load();
    assert.equal(ids(notices), "y*x*");
    answer(list("w"));
    await notices.more();
    assert.equal(calls().at(-1), "GET ?limit=20&cursor=7");
  });

  it("come from the latest question alone, whose failure alone is told", async () => {
    const notices = start();
    const late = held(list("old"));
    const first = notices.load();
    await settle();
    answer(list("n"));
    assert.equal(await notices.load(), true);
    late();
    assert.deepEqual([await first, ids(notices)], [false, "n*"]);
    away();
    away();
    await assert.rejects(notices.load(), { status: 0 });
    assert.equal(ids(notices), "n*");
  });

  it("are told read once, by the newest, and stay marked while the view is open", async () => {
    const notices = start();
    answer(list("ba"));
    await notices.load();
    answer({});
    assert.equal(await notices.tellRead(), true);
    assert.equal(await notices.tellRead(), false);
    answer(list("ba", null, true));
    await notices.load();
    assert.deepEqual([await notices.tellRead(), ids(notices)], [false, "b*a*"]);
    answer({ items: [notice("c"), notice("b", true)], nextCursor: null });
    await notices.load();
    answer({});
    assert.equal(await notices.tellRead(), true);
    const told = network.asked.filter(each => each.method === "POST");
    assert.deepEqual(told.map(each => [each.path, each.body]), ["b", "c"].map(upTo => ["/api/v1/me/notifications/read", JSON.stringify({ upTo })]));
  });

  it("are told read again where nobody answered, and never where all of them are or there are none", async () => {
    const notices = start();
    answer(list("a"));
    await notices.load();
    away();
    away();
    assert.equal(await notices.tellRead(), false);
    answer({});
    assert.equal(await notices.tellRead(), true);
    const read = start();
    assert.equal(await read.tellRead(), false);
    answer(list("a", null, true));
    await read.load();
    assert.equal(await read.tellRead(), false);
    assert.equal(network.asked.filter(each => each.method === "POST").length, 3);
  });

  it("say how each channel has told them", () => {
    assert.equal(channelsText([{ channel: "app", state: "told", at: "2026-11-27T02:00:00Z" }, { channel: "sms", state: "unknown" }]).replaceAll("\u202f", " "),
      "In the app: told Nov 27, 2026, 10:00 AM · SMS: not certain");
  });
});

describe("The number of messages that are not read", () => {
  const link = new FakeNode("a");
  Object.assign(document, { querySelector: (/** @type {string} */ selector) => (selector === "nav a[href='#/messages']" ? link : null) });

  /** @param {string} account */
  const signIn = (account, session = `s-${account}`) => {
    cookies.set("talentpass-talent", session);
    return keepSession("talent", { account, displayName: account, roles: ["talent"], department: null, session, expiresAt: "2099-01-01T00:00:00Z", refreshExpiresAt: "2099-01-01T00:00:00Z" });
  };
  const comeBack = () => document.dispatchEvent(new Event("visibilitychange"));

  it("is asked once for a session, and stands at the link, in words too", async () => {
    const session = signIn("li");
    answer({ count: 3 });
    showUnread(session);
    assert.equal(link.textContent, "Messages");
    await settle();
    assert.equal(link.textContent, "Messages 3 (3 not read)");
    assert.equal(link.all("span")[0].attributes["aria-hidden"], "true");
    link.replaceChildren("Messages");
    showUnread(session);
    await settle();
    assert.equal(link.textContent, "Messages 3 (3 not read)");
    assert.deepEqual(calls(), ["GET /unread"]);
  });

  it("is asked again when somebody comes back, and stays where nobody answers", async () => {
    const session = signIn("li");
    away();
    comeBack();
    await settle();
    assert.equal(link.textContent, "Messages 3 (3 not read)");
    answer({ count: 0 });
    comeBack();
    await settle();
    assert.equal(link.textContent, "Messages");
    Object.assign(document, { hidden: true });
    comeBack();
    Object.assign(document, { hidden: false });
    cookies.clear();
    comeBack();
    await settle();
    assert.equal(calls().length, 2);
    signIn("li");
    answer({ count: 100 });
    await askUnread(session);
    assert.equal(link.textContent, "Messages 99+ (99+ not read)");
  });

  it("is that of the latest answer, and of the person who is signed in", async () => {
    const session = signIn("li");
    const late = held({ count: 5 });
    const first = askUnread(session);
    await settle();
    answer({ count: 1 });
    await askUnread(session);
    late();
    await first;
    assert.equal(link.textContent, "Messages 1 (1 not read)");
    const lost = held({ count: 7 });
    const other = signIn("wu");
    showUnread(other);
    assert.equal(link.textContent, "Messages");
    await settle();
    answer({ count: 2 });
    await askUnread(session);
    lost();
    await settle();
    assert.equal(link.textContent, "Messages");
  });
});

describe("The channels of a person", () => {
  const kept = { language: "zh", wechat: { on: false, isBound: false, templates: [] }, email: { on: false, address: null, isConfirmed: false }, sms: { on: false, phone: null }, quietHours: { from: "22:00", to: "07:00" } };
  const start = () => {
    /** @type {boolean[]} */
    const shown = [];
    return { shown, settings: settingsOf(api(null), each => shown.push(each.sms.on)) };
  };
  const sms = (/** @type {boolean} */ on) => ({ ...kept, sms: { on, phone: "139****0001" } });

  it("are shown as the city keeps them", async () => {
    const { shown, settings } = start();
    answer(sms(false));
    assert.equal(await settings.load(), null);
    answer(sms(true));
    assert.equal(await settings.change({ sms: true }), null);
    assert.deepEqual(shown, [false, true]);
    assert.deepEqual([calls(), network.asked[1].body], [["GET /channels", "PUT /channels"], "{\"sms\":true}"]);
  });

  it("are changed one after the other, so that the last wish is what is kept", async () => {
    const { shown, settings } = start();
    const late = held(sms(true));
    const first = settings.change({ sms: true });
    answer(sms(false));
    const second = settings.change({ sms: false });
    await settle();
    assert.equal(network.asked.length, 1);
    late();
    await Promise.all([first, second]);
    assert.deepEqual(shown, [true, false]);
  });

  it("stay as they are where a change is refused", async () => {
    const { shown, settings } = start();
    answer({ code: "channel_unavailable", detail: "No SMS here." }, 409);
    assert.equal((await settings.change({ sms: true }))?.message, "No SMS here.");
    assert.deepEqual([calls(), shown], [["PUT /channels"], []]);
  });

  it("are asked for where an address is refused, because it may be kept although its letter was not taken", async () => {
    const { shown, settings } = start();
    answer({ code: "validation_failed", errors: { "/email": ["invalid_structure"] } }, 422);
    answer(sms(true));
    assert.deepEqual((await settings.change({ email: "nobody@example.com" }))?.errors, { "/email": ["invalid_structure"] });
    assert.deepEqual([calls(), shown], [["PUT /channels", "GET /channels"], [true]]);
  });

  it("are asked for where nobody answered a change, because it may have been done", async () => {
    const { shown, settings } = start();
    away();
    away();
    answer(sms(true));
    assert.equal((await settings.change({ sms: true }))?.status, 0);
    assert.deepEqual([calls(), shown], [["PUT /channels", "PUT /channels", "GET /channels"], [true]]);
    away();
    away();
    away();
    away();
    assert.equal((await settings.change({ sms: true }))?.status, 0);
    assert.deepEqual(shown, [true]);
  });

  it("take a code, or say why not", async () => {
    const { shown, settings } = start();
    answer({ code: "validation_failed", errors: { "/code": ["not_in_list"] } }, 422);
    assert.deepEqual((await settings.confirm("111111"))?.errors, { "/code": ["not_in_list"] });
    answer(kept);
    assert.equal(await settings.confirm("123456"), null);
    assert.deepEqual([shown.length, network.asked[1].body, calls()[1]], [1, "{\"code\":\"123456\"}", "POST /channels/email/confirm"]);
  });
});
