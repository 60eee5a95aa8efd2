import { current, t, titled } from "../../language";
import { client } from "../../net/client";
import { problemOf } from "../../net/problem";
import { currentSession } from "../../net/session";
import { type Turns, turns } from "../../net/turns";
import { codesText } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf, troubleText } from "../../view/trouble";
import { askConsent, noteConsents, tellConsents } from "../consents";
import type { Channels } from "../contract";

const texts = [
  "loading", "channels.lead", "channels.none", "channel.wechat", "channels.wechat.hint", "channels.allow", "channel.sms", "channels.sms.none", "channels.sms.hint", "channel.email", "channels.email.confirmed", "channels.email.open",
  "channels.email.hint", "channels.email.save", "channels.email.drop", "channels.code", "channels.confirm",
];
const path = "/me/notifications/channels";

type Changed = { wechat?: boolean; email?: string | null; sms?: boolean };

/** How the person wants to be told, and consent to messages in WeChat: one consent, one message. */
Page({
  data: {
    ...undressed, loading: false, ready: false, busy: false, done: "", hasWeChat: false, hasSms: false, hasEmail: false, wechat: false, sms: false, phone: "", address: "", confirmed: false, email: "", code: "", quiet: "",
    templates: [] as { template: string; templateId: string; title: string; left: string }[],
    trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "channels.title");
    return this.load();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: !this.data.ready, trouble: null });
    try {
      await tellConsents((await currentSession())?.account ?? "");
      const { body } = await client.read<Channels>(path);
      if (isLatest()) {
        this.take(body);
      }
    } catch (thrown) {
      if (isLatest()) {
        this.setData({ trouble: troubleOf(thrown) });
      }
    } finally {
      if (isLatest()) {
        this.setData({ loading: false });
      }
    }
  },

  take({ wechat, sms, email, quietHours }: Channels) {
    this.setData({
      ready: true, hasWeChat: wechat.isAvailable, hasSms: sms.isAvailable, hasEmail: email.isAvailable, wechat: wechat.on, sms: sms.on, phone: sms.phone ?? "", address: email.address ?? "", confirmed: email.isConfirmed,
      quiet: t("channels.quiet", quietHours.from, quietHours.to),
      templates: wechat.templates.map(each => ({ template: each.template, templateId: each.templateId, title: each.title, left: t("channels.left", each.balance) })),
    });
  },

  /** Runs in the tap itself, because WeChat asks only then. */
  async consent({ currentTarget }: WechatMiniprogram.TouchEvent): Promise<void> {
    const asked = this.data.templates.filter(each => each.template === currentTarget.dataset.consent);
    this.setData({ busy: true, trouble: null, done: "" });
    try {
      const accepted = await askConsent(asked).catch(() => null);
      if (accepted === null) {
        this.setData({ done: t("channels.asked-not") });
      } else if (accepted.length === 0) {
        this.setData({ done: t("channels.declined") });
      } else {
        const account = (await currentSession())?.account ?? "";
        await noteConsents(account, accepted);
        await tellConsents(account);
        this.setData({ done: t("channels.accepted") });
        await this.load();
      }
    } catch (thrown) {
      this.setData({ trouble: troubleOf(thrown) });
    } finally {
      this.setData({ busy: false });
    }
  },

  turn({ detail, currentTarget }: WechatMiniprogram.SwitchChange): Promise<boolean> {
    return this.change({ [String(currentTarget.dataset.channel)]: detail.value });
  },

  typeEmail({ detail }: WechatMiniprogram.Input) {
    this.setData({ email: detail.value.trim() });
  },

  typeCode({ detail }: WechatMiniprogram.Input) {
    this.setData({ code: detail.value.trim() });
  },

  async saveEmail(): Promise<void> {
    if (await this.change({ email: this.data.email })) {
      this.setData({ email: "", done: t("channels.email.sent") });
    }
  },

  dropEmail(): Promise<boolean> {
    return this.change({ email: null });
  },

  async confirmEmail(): Promise<void> {
    if (await this.act(() => client.tell<Channels>(`${path}/email/confirm`, { code: this.data.code }))) {
      this.setData({ code: "" });
    }
  },

  change(what: Changed): Promise<boolean> {
    return this.act(() => client.put<Channels>(path, { ...what, language: current() }));
  },

  /** Does something and shows what stands then, whether it was done or not. */
  async act(run: () => Promise<{ body: Channels }>): Promise<boolean> {
    this.setData({ busy: true, trouble: null, done: "" });
    try {
      this.take((await run()).body);
      return true;
    } catch (thrown) {
      // The switches show what is kept, and not what was wished.
      this.setData({ trouble: wrongIn(thrown), wechat: this.data.wechat, sms: this.data.sms });
      return false;
    } finally {
      this.setData({ busy: false });
    }
  },
});

/** What is wrong with a change: the code or the address, where it is one of them. */
function wrongIn(thrown: unknown): Trouble {
  const { errors } = problemOf(thrown);
  return errors["/code"] ? troubleText(t("channels.code.wrong"))
    : errors["/email"] ? troubleText(titled(t("channels.email.hint"), codesText(errors["/email"])))
      : troubleOf(thrown);
}
