import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { City } from "./city.ts";
import { handOver } from "./hands.ts";
import { Phone } from "./phone.ts";
import { until } from "./until.ts";

const path = "/me/notifications";

describe("Messages on the phone", () => {
  let city: City;
  let phone: Phone;
  const stand = { balance: 0, read: "", sms: false, email: null as string | null, isConfirmed: false };
  const view = () => ({
    language: "zh", wechat: { on: true, isBound: true, templates: [{ template: "decided", templateId: "tmpl-decided", title: "办理结果通知", balance: stand.balance }] },
    email: { on: stand.email !== null, address: stand.email && "z***@example.com", isConfirmed: stand.isConfirmed }, sms: { on: stand.sms, phone: "139****0001" }, quietHours: { from: "22:00", to: "07:00" },
  });
  before(async () => {
    city = await City.start();
    phone = new Phone(city.server);
    // The app of this branch has no notifications yet; where it has them, it answers itself.
    const { wire } = phone;
    wire.stub("GET", path, () => ({ status: 200, body: { items: [{
      id: "n2", at: "2026-11-27T10:00:00+08:00", template: "decided", title: "办件已准予", text: "您的租房补贴已准予。", number: "A5DP-FKDW-27D6-E083-L",
      channels: [{ channel: "app", state: "told", at: "2026-11-27T10:00:00+08:00" }, { channel: "wechat", state: "refused" }],
    }] } }));
    wire.stub("GET", `${path}/unread`, () => ({ status: 200, body: { count: stand.read ? 0 : 1 } }));
    wire.stub("POST", `${path}/read`, body => {
      stand.read = (body as { upTo: string }).upTo;
      return { status: 204 };
    });
    wire.stub("GET", `${path}/channels`, () => ({ status: 200, body: view() }));
    wire.stub("PUT", `${path}/channels`, body => {
      Object.assign(stand, "sms" in (body as object) ? { sms: (body as { sms: boolean }).sms } : {}, "email" in (body as object) ? { email: (body as { email: string | null }).email, isConfirmed: false } : {});
      return { status: 200, body: view() };
    });
    wire.stub("POST", `${path}/channels/email/confirm`, body => {
      stand.isConfirmed = (body as { code: string }).code === "123456";
      return stand.isConfirmed ? { status: 200, body: view() } : { status: 422, body: { title: "验证码不正确", status: 422, code: "validation_failed", detail: "验证码不正确", errors: { "/code": ["not_in_list"] } } };
    });
    wire.stub("POST", `${path}/consents`, body => {
      stand.balance += (body as { count: number }).count;
      return { status: 200, body: view() };
    });
    await handOver(phone, city, "li-wei");
    await phone.open("pages/me/me");
  });
  after(async () => {
    await phone.close();
    await city.stop();
  });

  it("counts what is not read, shows it with the channels that told it, and tells that it was read", async () => {
    await phone.see('[data-url="/more/messages/messages"]');
    await until(() => (phone.data as { unread: number }).unread === 1, () => "one message");
    await phone.tap('[data-url="/more/messages/messages"]');
    await phone.see('[data-message="n2"]');
    await phone.read("应用内：已告知");
    await phone.read("微信：被拒收");
    await until(() => stand.read === "n2", () => "the city is told");
    await phone.navigation.navigateBack();
    await until(() => (phone.data as { unread: number }).unread === 0, () => "none");
  });

  it("asks in WeChat for consent, and adds it to the balance", async () => {
    await phone.tap('[data-url="/more/channels/channels"]');
    await phone.tap('[data-consent="decided"]');
    await phone.read("您没有同意接收");
    assert.equal(stand.balance, 0);
    phone.person.consents = { "tmpl-decided": "accept" };
    await phone.tap('[data-consent="decided"]');
    await phone.read("还可收 1 条");
    assert.equal(stand.balance, 1);
  });

  it("keeps a consent of which the city could not be told, and tells it later, once", async () => {
    phone.wire.break("POST", /consents$/, "lost");
    phone.wire.break("POST", /consents$/, "lost");
    await phone.tap('[data-consent="decided"]');
    await phone.read("无法连接服务");
    assert.equal(stand.balance, 1);
    await phone.open("pages/me/me");
    await phone.tap('[data-url="/more/channels/channels"]');
    await phone.read("还可收 2 条");
    await phone.open("pages/me/me");
    await phone.tap('[data-url="/more/channels/channels"]');
    await phone.read("还可收 2 条");
  });

  it("chooses channels; an address counts when it is confirmed", async () => {
    await phone.enter('[data-channel="sms"]', true);
    await until(() => stand.sms, () => "SMS is on");
    await phone.enter('[data-field="email"]', "zhang@example.com");
    await phone.tap('[data-do="email"]');
    await phone.read("验证码已发往该邮箱");
    await phone.enter('[data-field="code"]', "111111");
    await phone.tap('[data-do="confirm"]');
    await phone.read("验证码不正确");
    await phone.enter('[data-field="code"]', "123456");
    await phone.tap('[data-do="confirm"]');
    await phone.read("已验证");
    await phone.read("22:00 至次日 07:00 不打扰");
  });
});
