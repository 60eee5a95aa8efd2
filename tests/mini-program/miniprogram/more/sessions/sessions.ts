import { moment, named, t } from "../../language";
import { client } from "../../net/client";
import { signOut, unbind } from "../../net/sign-out";
import { type Turns, turns } from "../../net/turns";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";
import type { OneSession, Page as PageOf } from "../contract";

const texts = ["loading", "sessions.lead", "sessions.this", "sessions.everywhere", "sessions.unbind", "sessions.unbind.hint"];

/** Where the user is signed in; signing out everywhere; ending the binding of WeChat. */
Page({
  data: {
    ...undressed, loading: false, busy: false, sessions: [] as { session: string; device: string; when: string; ended: string; current: boolean }[],
    trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "sessions.title");
    return this.load();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: this.data.sessions.length === 0, trouble: null });
    try {
      const { body } = await client.read<PageOf<OneSession>>("/me/sessions");
      if (isLatest()) {
        this.setData({ sessions: body.items.map(shown) });
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

  signOutEverywhere(): Promise<void> {
    return this.after("sessions.everywhere", "sessions.everywhere.sure", () => signOut(true));
  },

  unbind(): Promise<void> {
    return this.after("sessions.unbind", "sessions.unbind.sure", unbind);
  },

  /** Does it once the user has confirmed it. Afterwards nobody is signed in here. */
  async after(title: string, content: string, run: () => Promise<void>): Promise<void> {
    const { confirm } = await wx.showModal({ title: t(title), content: t(content), confirmText: t("confirm.do"), cancelText: t("cancel") });
    if (!confirm) {
      return;
    }

    this.setData({ busy: true, trouble: null });
    try {
      await run();
      void wx.reLaunch({ url: "/pages/me/me" });
    } catch (thrown) {
      this.setData({ trouble: troubleOf(thrown) });
    } finally {
      this.setData({ busy: false });
    }
  },
});

function shown({ session, provider, device, startedAt, lastSeenAt, endedAt, current }: OneSession) {
  return {
    session, current, device: [named("provider", provider), device === "—" ? "" : device].filter(each => each).join(" · "), when: t("sessions.when", moment(startedAt), moment(lastSeenAt)),
    ended: endedAt ? t("sessions.ended", moment(endedAt)) : "",
  };
}
