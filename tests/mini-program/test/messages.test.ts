import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { handOver } from "./hands.ts";
import { Mail } from "./mail.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";
import { WeChat } from "./wechat.ts";

const path = "/me/notifications";
const rent = "housing-rent-subsidy";
const templates = Object.fromEntries(["progress", "todo", "result", "message", "account"].map(form => [`WeChat__Templates__${form}`, `tmpl-${form}`]));

type Told = { templates: { template: string; balance: number }[] };

describe("Messages on the phone", () => {
  let wechat: WeChat;
  let mail: Mail;
  let city: City;
  let phone: Phone;
  let number = "";
  before(async () => {
    wechat = await WeChat.start();
    mail = await Mail.start();
    // Nothing is sent as text message here: the gateway is never asked.
    city = await City.start({ ...wechat.settings, ...templates, ...mail.settings, Sms__Url: "http://127.0.0.1:9/", Sms__Key: "a-key-of-the-tests" });
    const { body: service } = await city.as("li-wei", "GET", `/services/${rent}`);
    const { body: filed } = await city.as("li-wei", "POST", "/requests", { service: rent, answers: service.example });
    number = String(filed.number);
    await city.act("housing", number, "request-supplement", { items: [{ field: "landlordName", text: "请填全名" }], dueWorkingDays: 5 });
    phone = new Phone(city.server);
    await handOver(phone, city, "li-wei");
    await phone.open("pages/me/me");
  });
  after(async () => {
    await phone.close();
    await city.stop();
    await mail.stop();
    await wechat.stop();
  });

  const kept = async () => (await city.as("li-wei", "GET", `${path}/channels`)).body;
  const balance = async () => (await kept()).wechat as Told;
  const todo = async () => (await balance()).templates.find(each => each.template === "todo")?.balance;
  const toldRead = () => phone.wire.made.filter(each => each.method === "POST" && each.path === `${path}/read`).length;

  it("counts what is not read, shows it with the channels that told it, and tells once that it was read", async () => {
    await until(() => (phone.data as { unread: number }).unread === 1, () => "one message");
    await phone.tap('[data-url="/more/messages/messages"]');
    await phone.see("[data-message] [data-new]");
    await phone.read("应用内：已告知");
    await phone.read(number);
    await until(async () => (await city.as("li-wei", "GET", `${path}/unread`)).body.count === 0, () => "the city knows that it is read");
    await phone.tap(`[data-number="${number}"]`);
    await phone.see('[data-state="supplement_wanted"]');
    await phone.navigation.navigateBack();
    await until(() => phone.find("[data-message]") !== null && phone.find("[data-new]") === null, () => "a message that is read");
    await phone.navigation.navigateBack();
    await until(() => (phone.data as { unread: number }).unread === 0, () => "none");
    assert.equal(toldRead(), 1);
  });

  it("lets the desk know on what day and by what channel", async () => {
    const { body } = await city.as("desk-housing", "GET", `/desks/housing/requests/${number}/notifications`);
    const [told] = body.items as { kind: string; toldAt?: string; readAt?: string }[];
    assert.deepEqual([told?.kind, typeof told?.toldAt, typeof told?.readAt], ["supplement-requested", "string", "string"]);
  });

  it("asks in WeChat for consent, and adds it to the balance", async () => {
    await phone.tap('[data-url="/more/channels/channels"]');
    await phone.tap('[data-consent="todo"]');
    await phone.read("您没有同意接收");
    assert.equal(await todo(), 0);
    phone.person.consents = { "tmpl-todo": "accept" };
    await phone.tap('[data-consent="todo"]');
    await phone.read("还可收 1 条");
    assert.equal(await todo(), 1);
  });

  it("keeps a consent of which the city could not be told, and tells it later, once", async () => {
    phone.wire.break("POST", /consents$/, "lost");
    phone.wire.break("POST", /consents$/, "lost");
    await phone.tap('[data-consent="todo"]');
    await phone.read("无法连接服务");
    assert.equal(await todo(), 1);
    for (let opened = 0; opened < 2; opened++) {
      await phone.open("pages/me/me");
      await phone.tap('[data-url="/more/channels/channels"]');
      await phone.read("还可收 2 条");
    }

    assert.equal(await todo(), 2);
  });

  it("chooses channels; the switch shows what the city keeps", async () => {
    await phone.enter('[data-channel="sms"]', true);
    await until(async () => ((await kept()).sms as { on: boolean }).on, () => "SMS is on");
    phone.wire.break("PUT", /channels$/, "lost");
    phone.wire.break("PUT", /channels$/, "lost");
    await phone.enter('[data-channel="sms"]', false);
    await phone.read("无法连接服务");
    assert.equal((phone.data as { sms: boolean }).sms, true);
    await phone.read("22:00 至次日 07:00 不打扰");
  });

  it("takes an address when the code from its letter is entered", async () => {
    await phone.enter('[data-field="email"]', "li@");
    await phone.tap('[data-do="email"]');
    await phone.read("邮箱地址：");
    await phone.enter('[data-field="email"]', "li.wei@example.com");
    await phone.tap('[data-do="email"]');
    await phone.read("验证码已发往该邮箱");
    const code = await until(() => mail.codeFor("li.wei@example.com"), () => "a letter with a code");
    await phone.enter('[data-field="code"]', code === "111111" ? "222222" : "111111");
    await phone.tap('[data-do="confirm"]');
    await phone.read("验证码不正确");
    await phone.enter('[data-field="code"]', code);
    await phone.tap('[data-do="confirm"]');
    await phone.read("已验证");
    assert.equal(((await kept()).email as { isConfirmed: boolean }).isConfirmed, true);
  });
});

describe("Channels of a city that offers none", () => {
  it("are said not to be offered, without switches and forms", async () => {
    const city = await City.start();
    const phone = new Phone(city.server);
    try {
      await handOver(phone, city, "li-wei");
      await phone.open("pages/me/me");
      await phone.tap('[data-url="/more/channels/channels"]');
      await phone.read("22:00 至次日 07:00 不打扰");
      const parts = phone.all("[data-part]").map(each => [each.getAttribute("data-part"), each.textContent?.includes("本市尚未开通此方式")]);
      assert.deepEqual(parts, [["wechat", true], ["sms", true], ["email", true]]);
      assert.deepEqual(phone.all("[data-channel], [data-field], [data-do], [data-consent]"), []);
    } finally {
      await phone.close();
      await city.stop();
    }
  });
});
