import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { fillIn, openForm } from "./hands.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";
import { type User, WeChat } from "./wechat.ts";

const wechat = await WeChat.start();
const city = await City.start(wechat.settings);
const { paths } = await (await fetch(`${city.server}/openapi/v1.json`)).json() as { paths: object };
const isThere = "/api/v1/sign-in/wechat" in paths;

describe("Signing in with WeChat", { skip: isThere ? false : "the app has no sign-in with WeChat yet" }, () => {
  const wei: User = { openId: "o-li-wei", phone: "13900000001", countryCode: "86" };
  const stranger: User = { openId: "o-stranger", phone: "13911111111", countryCode: "86" };
  let phone: Phone;
  before(async () => {
    phone = new Phone(city.server);
    phone.person.loginCode = wechat.loginCode(wei);
    await phone.open();
    await phone.arrive("pages/sign-in/sign-in");
  });
  after(() => phone.close());

  const allow = (user: User) => phone.answerPhone('[data-do="bind"]', { code: wechat.phoneCode(user), errMsg: "getPhoneNumber:ok" });
  const signIn = async (user: User) => {
    phone.person.loginCode = wechat.loginCode(user);
    await phone.tap('[data-do="sign-in"]');
  };

  it("asks who the person is the first time, and says why", async () => {
    await phone.tap('[data-do="sign-in"]');
    await phone.see('[data-do="bind"]');
    await phone.read("微信验证的手机号");
    await assert.rejects(() => allow(wei), "six characters come first");
  });

  it("says what to do when the number is not allowed, or there is none", async () => {
    await phone.enter('[data-field="tail"]', "15031x");
    await phone.answerPhone('[data-do="bind"]', { errMsg: "getPhoneNumber:fail user deny" });
    await phone.read("您没有授权手机号");
    await phone.answerPhone('[data-do="bind"]', { errMsg: "getPhoneNumber:fail" });
    await phone.read("微信没有给出手机号");
  });

  it("says how many tries are left when phone and document are not of one person", async () => {
    await allow(stranger);
    await phone.read("不一致");
    await phone.read("还可试 4 次");
  });

  it("says when WeChat is away, and goes on afterwards", async () => {
    wechat.errors.set("/wxa/business/getuserphonenumber", -1);
    await allow(wei);
    await until(() => phone.find('[aria-role="alert"]') ?? phone.text.includes("统一登录服务暂时不可用"), () => "that WeChat is away");
    await phone.read("暂时不可用");
  });

  it("binds, signs in, and shows the code; the next time without a question", async () => {
    await allow(wei);
    await phone.arrive("pages/pass/pass");
    assert.equal((await city.scan(await phone.readCode())).outcome, "valid");
    await phone.read("李伟");

    phone.flash.storage.clear();
    await phone.open();
    await phone.arrive("pages/sign-in/sign-in");
    await signIn(wei);
    await phone.arrive("pages/pass/pass");
    await phone.see("[data-code]");
  });

  it("goes on with the form after the session was over", async () => {
    await openForm(phone, "service=housing-rent-subsidy");
    await fillIn(phone, { landlordName: "王芳" });
    await phone.read("已保存");
    phone.wire.break("PUT", /^\/drafts\//, { status: 401, code: "not_signed_in" });
    phone.wire.break("POST", /^\/sign-in\/refresh$/, { status: 401, code: "session_over" });
    await fillIn(phone, { landlordName: "王大芳" });
    await phone.arrive("pages/sign-in/sign-in");
    await signIn(wei);
    await phone.arrive("filing/service/service");
    await phone.see('[data-field="/answers/landlordName"]');
    await phone.tap('[data-do="review"]');
    assert.match(JSON.stringify(phone.data), /王大芳/);
  });

  it("says that WeChat blocks a user, that a code is used, and that too many sign in", async () => {
    phone.flash.storage.clear();
    await phone.open();
    await phone.arrive("pages/sign-in/sign-in");
    wechat.errors.set("/sns/jscode2session", 40226);
    await signIn(wei);
    await phone.read("微信不允许此账号登录");
    wechat.errors.set("/sns/jscode2session", 40163);
    await signIn(wei);
    await phone.read("登录凭据已失效");
    wechat.errors.set("/sns/jscode2session", 45011);
    await signIn(wei);
    await phone.read(/请在 .* 之后再试/);
  });

  it("ends the tries of a day, and says when to come again", async () => {
    await signIn(stranger);
    for (let tries = 0; !phone.text.includes("核对次数已用完"); tries++) {
      assert.ok(tries <= 5, phone.text);
      await phone.enter('[data-field="tail"]', "000000");
      await allow(stranger);
      await until(() => !(phone.data as { busy: boolean }).busy, () => "an answer");
    }
  });

  it("unbinds, which ends what came from WeChat", async () => {
    phone.flash.storage.clear();
    await phone.open();
    await signIn(wei);
    await phone.arrive("pages/pass/pass");
    await phone.open("pages/me/me");
    await phone.navigation.navigateTo("/more/sessions/sessions");
    await phone.see("[data-session]");
    await phone.tap('[data-do="unbind"]');
    await phone.arrive("pages/me/me");
    await phone.read("未登录");
    await phone.tap('[data-do="sign-in"]');
    await signIn(wei);
    await phone.see('[data-do="bind"]');
  });

  it("never sees the session_key", () => {
    assert.ok(phone.wire.made.length > 0);
    for (const { data } of phone.flash.storage.values()) {
      assert.doesNotMatch(data, /session_key|c2Vzc2lvbi1rZXk/);
    }
  });
});

after(async () => {
  await city.stop();
  await wechat.stop();
});
