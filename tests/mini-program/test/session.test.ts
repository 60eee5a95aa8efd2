import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { fillIn, handOver, openForm } from "./hands.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";

type Kept = { token: string; refreshToken: string; expiresAt: string };

describe("The session on the phone", () => {
  let city: City;
  let phone: Phone;
  before(async () => {
    city = await City.start();
    phone = new Phone(city.server);
  });
  after(async () => {
    await phone.close();
    await city.stop();
  });

  const kept = () => JSON.parse(phone.flash.storage.get("talentpass.session")?.data ?? "{}") as Kept;
  const renewals = () => phone.wire.made.filter(each => each.path === "/sign-in/refresh").length;

  it("is renewed before it ends, once for all calls of a page", async () => {
    await handOver(phone, city, "li-wei", each => ({ ...each, expiresAt: new Date(Date.now() + 30_000).toISOString() }));
    const before = kept();
    await phone.open("pages/requests/requests");
    await phone.read("还没有办件");
    assert.equal(renewals(), 1);
    assert.notEqual(kept().token, before.token);
    assert.notEqual(kept().refreshToken, before.refreshToken);
  });

  it("is renewed after a 401, and the calls are made once more", async () => {
    await handOver(phone, city, "li-wei", each => ({ ...each, token: `${String(each.token)}x` }));
    phone.wire.made.length = 0;
    await phone.open("pages/services/services");
    await phone.see("[data-service]");
    assert.equal(renewals(), 1);
    assert.equal(phone.wire.made.filter(each => each.path.startsWith("/services?")).length, 2, "refused once, answered once");
  });

  it("stays when the answer to a renewal is lost", async () => {
    await handOver(phone, city, "li-wei", each => ({ ...each, token: `${String(each.token)}x` }));
    phone.wire.break("POST", /^\/sign-in\/refresh$/, "answer lost");
    await phone.open("pages/services/services");
    await phone.see("[data-service]");
    assert.ok(phone.wire.isQuiet());
  });

  it("is renewed in the middle of a form, and nothing is lost", async () => {
    await openForm(phone, "service=housing-rent-subsidy");
    phone.wire.made.length = 0;
    phone.wire.break("PUT", /^\/drafts\//, { status: 401, code: "not_signed_in" });
    await fillIn(phone, { landlordName: "王芳", rentalAddress: "柳汀街225号" });
    await phone.read("已保存");
    assert.equal(renewals(), 1);
    const drafts = (await city.as("li-wei", "GET", "/drafts")).body.items as { answers: Record<string, string> }[];
    assert.equal(drafts[0]?.answers.landlordName, "王芳");
    assert.equal(drafts[0]?.answers.rentalAddress, "柳汀街225号");
  });

  it("asks to sign in over the form when the session is over, and keeps what was typed", async () => {
    await city.as("li-wei", "POST", "/sign-in/out", { everywhere: true });
    city.forget("li-wei");
    phone.wire.break("PUT", /^\/drafts\//, { status: 401, code: "not_signed_in" });
    await fillIn(phone, { landlordName: "王大芳" });
    await phone.arrive("pages/sign-in/sign-in");
    assert.equal(phone.flash.storage.has("talentpass.session"), false, "what is over is forgotten");
    assert.match(phone.flash.storage.get("talentpass.unsaved.li-wei.housing-rent-subsidy")?.data ?? "", /王大芳/);
    await handOver(phone, city, "li-wei");
    await phone.open("pages/requests/requests");
    await openForm(phone, "service=housing-rent-subsidy");
    assert.match(JSON.stringify(phone.data), /王大芳/);
  });

  it("says that there is no network, and goes on when there is one again", async () => {
    await phone.open("pages/services/services");
    await phone.see("[data-service]");
    phone.turnNetwork(false);
    await phone.pullDown();
    await phone.read("无法连接服务");
    assert.ok(phone.find("[data-service]"), "what was there stays");
    phone.turnNetwork(true);
    await phone.tap('[data-do="retry"]');
    await until(() => !phone.text.includes("无法连接服务"), () => "no trouble any more");
  });

  it("reads once more when the app is away for a moment, and says so when it stays away", async () => {
    phone.wire.break("GET", /^\/requests/, { status: 503, code: "overloaded", retryAfter: 1 });
    await phone.open("pages/requests/requests");
    await phone.read("还没有办件");
    phone.wire.break("GET", /^\/requests/, "lost");
    phone.wire.break("GET", /^\/requests/, "lost");
    await phone.pullDown();
    await phone.read("无法连接服务");
    await phone.tap('[data-do="retry"]');
    await until(() => !phone.text.includes("无法连接服务"), () => "no trouble any more");
  });

  it("says that an answer has not come in time", async () => {
    phone.wire.break("GET", /^\/requests/, "late");
    await phone.pullDown();
    await phone.read("服务没有及时回应");
  });

  it("speaks English after a switch, on every page", async () => {
    await phone.open("pages/me/me");
    await phone.tap('[data-do="language"]');
    assert.deepEqual(phone.screen.tabs, ["Code", "Services", "My requests", "Me"]);
    const seen = async (words: string) => {
      await phone.read(words);
      // Names, what the person has typed, and the name of the other language stay as they are.
      const text = phone.text.replace(/中文|李伟|王大?芳|柳汀街225号/g, "");
      assert.equal(/.{0,40}[\u4e00-\u9fff].{0,40}/.exec(text)?.[0], undefined, phone.route);
    };
    await seen("Large type");
    await phone.navigation.switchTab("/pages/pass/pass");
    await phone.see("[data-code]");
    await seen("Holder");
    await phone.navigation.switchTab("/pages/services/services");
    await phone.see("[data-service]");
    await seen("What I am entitled to, and why");
    await phone.tap('[data-do="entitlements"]');
    await phone.see("[data-entitlement]");
    await phone.navigation.navigateBack();
    await phone.navigation.switchTab("/pages/requests/requests");
    await seen("No requests yet.");
    await phone.navigation.navigateTo("/more/looks/looks");
    await seen("Every scan");
    await phone.navigation.navigateBack();
    await phone.open("pages/me/me");
    await phone.read("Large type");
    await phone.tap('[data-do="language"]');
    await phone.read("大字显示");
  });

  it("draws larger letters when the phone or the person wants it", async () => {
    assert.equal((phone.data as { size: number }).size, 16);
    await phone.enter('[data-do="large"]', true);
    assert.equal((phone.data as { size: number }).size, 22);
    phone.system.fontSizeSetting = 20;
    await phone.open("pages/me/me");
    assert.equal((phone.data as { size: number }).size, 27);
    assert.match(phone.find(".main--page")?.getAttribute("style") ?? "", /27px/);
  });

  it("lists where the person is signed in, and signs out everywhere", async () => {
    await phone.navigation.navigateTo("/more/sessions/sessions");
    await phone.see("[data-session]");
    await phone.read("本机");
    const other = await city.signIn("li-wei");
    await phone.tap('[data-do="everywhere"]');
    await phone.arrive("pages/me/me");
    await phone.read("未登录");
    assert.equal(phone.flash.storage.has("talentpass.session"), false);
    assert.equal(phone.flash.storage.has("talentpass.device"), false, "nor can this phone show codes any more");
    const answer = await fetch(`${city.server}/api/v1/sign-in/refresh`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ refreshToken: other.refreshToken }) });
    assert.equal(answer.status, 401);
    city.forget("li-wei");
  });

  it("signs out here; without a network it offers to delete what is on the phone", async () => {
    await handOver(phone, city, "li-wei");
    await phone.open("pages/me/me");
    phone.turnNetwork(false);
    phone.person.confirms = false;
    await phone.tap('[data-do="sign-out"]');
    await until(() => (phone.data as { busy: boolean }).busy === false, () => "an end");
    assert.ok(phone.flash.storage.has("talentpass.session"), "asked, and not wanted");
    phone.person.confirms = true;
    await phone.tap('[data-do="sign-out"]');
    await phone.read("未登录");
    assert.equal(phone.flash.storage.has("talentpass.session"), false);
    phone.turnNetwork(true);
  });

  it("keeps the session unencrypted only where the phone cannot encrypt", async () => {
    phone.system.encrypts = false;
    await handOver(phone, city, "li-wei", each => ({ ...each, token: `${String(each.token)}x` }));
    await phone.open("pages/services/services");
    await phone.see("[data-service]");
    assert.equal(phone.flash.storage.get("talentpass.session")?.encrypted, false);
    phone.system.encrypts = true;
  });
});
