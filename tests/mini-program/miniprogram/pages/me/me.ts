import { switchLanguage, t } from "../../language";
import { client } from "../../net/client";
import { problemOf } from "../../net/problem";
import { currentSession } from "../../net/session";
import { forgetHere, signOut } from "../../net/sign-out";
import { dress, isLarge, setLarge, undressed } from "../../view/dress";
import { dressTabs } from "../../view/tabs";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go, openSignIn } from "../../view/ways";

const texts = [
  "me.nobody", "sign-in.title", "messages.title", "channels.title", "looks.title", "sessions.title", "settings.large", "language.other", "sign-out",
];

/** The user: messages, who looked, sessions, language and type. */
Page({
  data: { ...undressed, isSignedIn: false, name: "", unread: 0, unreadText: "", large: false, busy: false, trouble: null as Trouble | null },

  onShow(): Promise<void> {
    dress(this, texts, "me.title");
    dressTabs();
    this.setData({ large: isLarge() });
    return this.load();
  },

  async load(): Promise<void> {
    const session = await currentSession();
    this.setData({ isSignedIn: session !== null, name: session?.displayName ?? "", unread: 0, trouble: null });
    if (session) {
      // The number of messages is a courtesy: without it the page is as useful.
      const count = await client.read<{ count: number }>("/me/notifications/unread").then(({ body }) => body.count, () => 0);
      this.setData({ unread: count, unreadText: t("messages.unread", count) });
    }
  },

  signIn() {
    openSignIn();
  },

  go({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(String(currentTarget.dataset.url));
  },

  setLarge({ detail }: WechatMiniprogram.SwitchChange) {
    setLarge(detail.value);
    this.setData({ large: detail.value });
    dress(this, texts);
  },

  switchLanguage() {
    switchLanguage();
    dress(this, texts, "me.title");
    dressTabs();
  },

  async signOut(): Promise<void> {
    this.setData({ busy: true, trouble: null });
    try {
      await signOut(false);
      await this.load();
    } catch (thrown) {
      if (problemOf(thrown).isAway) {
        await this.offerToForget();
      } else {
        this.setData({ trouble: troubleOf(thrown) });
      }
    } finally {
      this.setData({ busy: false });
    }
  },

  /** The city cannot be told now. What is on this phone can be deleted all the same. */
  async offerToForget(): Promise<void> {
    const { confirm } = await wx.showModal({ title: t("sign-out"), content: t("sign-out.offline"), confirmText: t("sign-out.here"), cancelText: t("cancel") });
    if (confirm) {
      await forgetHere();
      await this.load();
    }
  },
});
