import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { handOver } from "./hands.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";

describe("The pass on the phone", () => {
  let city: City;
  let phone: Phone;
  before(async () => {
    city = await City.start();
  });
  after(async () => {
    await phone.close();
    await city.stop();
  });

  it("asks to sign in, and shows the pass afterwards", async () => {
    phone = new Phone(city.server);
    await phone.open();
    await phone.arrive("pages/sign-in/sign-in");
    await phone.read("微信登录");
    await handOver(phone, city, "li-wei");
    await phone.open();
    await phone.see("[data-code]");
    await phone.read("领军");
    assert.deepEqual(phone.screen.tabs, ["人才码", "服务", "我的办件", "我的"]);
  });

  it("draws a code that the hall accepts, and a fresh one each time", async () => {
    const code = await phone.readCode();
    assert.match(code, /^TP1:/);
    const scan = await city.scan(code);
    assert.equal(scan.outcome, "valid");
    assert.equal((await city.scan(code)).outcome, "already_used");

    await phone.tap('[data-do="fresh"]');
    await until(() => phone.find("[data-code]")?.getAttribute("data-code") !== code, () => "a fresh code");
    assert.equal((await city.scan(await phone.readCode())).outcome, "valid");
  });

  it("lights the screen while the code is shown, hides it from screenshots, and stops in the background", async () => {
    assert.deepEqual([phone.screen.brightness, phone.screen.keptOn, phone.screen.hiddenFromScreenshots], [1, true, true]);
    await phone.hide();
    assert.deepEqual([phone.screen.brightness, phone.screen.keptOn, phone.screen.hiddenFromScreenshots], [0.4, false, false]);
    assert.equal(phone.find("[data-code]"), null, "no code is left in the background");
    await phone.front();
    await phone.see("[data-code]");
  });

  it("takes a fresh code after a screenshot", async () => {
    const code = await phone.readCode();
    phone.takeScreenshot();
    await until(() => (phone.find("[data-code]")?.getAttribute("data-code") ?? code) !== code, () => "a fresh code");
  });

  it("makes codes of its own without a network, which the hall accepts", async () => {
    await phone.read("断网时本机仍可出示人才码");
    phone.turnNetwork(false);
    await phone.tap('[data-do="fresh"]');
    await phone.read("无网络：此码由本机离线生成");
    const code = await phone.readCode();
    assert.ok(code.length <= 354, `no larger picture than the one of 61 modules: ${code.length} characters`);
    const scan = await city.scan(code);
    assert.equal(scan.outcome, "valid");
    phone.turnNetwork(true);
    await until(() => !phone.text.includes("无网络"), () => "the city's code again");
  });

  it("shows this phone's codes also when it is opened without a network", async () => {
    phone.turnNetwork(false);
    await phone.open();
    await phone.read("无网络：此码由本机离线生成");
    assert.equal((await city.scan(await phone.readCode())).outcome, "valid");
    phone.turnNetwork(true);
    await until(() => !phone.text.includes("无网络"), () => "the city's code again");
  });

  it("keeps the session and the key encrypted where the phone can", () => {
    const session = phone.flash.storage.get("talentpass.session");
    const device = phone.flash.storage.get("talentpass.device");
    assert.equal(session?.encrypted, true);
    assert.equal(device?.encrypted, true);
  });

  it("freezes and unfreezes", async () => {
    const code = await phone.readCode();
    phone.person.confirms = false;
    await phone.tap('[data-do="freeze"]');
    await phone.see("[data-code]");
    phone.person.confirms = true;
    await phone.tap('[data-do="freeze"]');
    await phone.read("人才码已冻结");
    assert.equal(phone.find("[data-code]"), null);
    assert.equal((await city.scan(code)).outcome, "suspended");
    await phone.tap('[data-do="unfreeze"]');
    assert.equal((await city.scan(await phone.readCode())).outcome, "valid");
  });

  it("says who has looked", async () => {
    await phone.navigation.navigateTo("/more/looks/looks");
    await phone.see('[data-look^="scan."]');
    await phone.read("人才之家一楼大厅");
    await phone.navigation.navigateBack();
  });

  it("says why there is no pass, and what to do", async () => {
    await handOver(phone, city, "expired-zhao");
    await phone.open();
    await phone.read("您的人才资格已到期");
    await phone.tap('[data-do="recognition"]');
    await phone.arrive("filing/service/service");
    await phone.read("人才认定");
  });

  it("is another person's phone: nothing of the first is left", async () => {
    await handOver(phone, city, "schmidt");
    await phone.open();
    await phone.see("[data-code]");
    await phone.read("断网时本机仍可出示人才码");
    assert.equal((JSON.parse(phone.flash.storage.get("talentpass.device")?.data ?? "{}") as { account: string }).account, "schmidt");
  });
});
