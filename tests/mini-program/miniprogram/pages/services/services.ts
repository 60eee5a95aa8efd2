import { current, t } from "../../language";
import { all } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { dress, undressed } from "../../view/dress";
import { dressTabs } from "../../view/tabs";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";

const texts = ["loading", "entitlements.open", "bundles.title"];

/** The services that are meant for the user, and the bundles in which every service is one of them. */
Page({
  data: {
    ...undressed, loading: false,
    services: [] as { id: string; title: string; summary: string; note: string }[],
    bundles: [] as { id: string; title: string; summary: string }[],
    trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,
  language: "",

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> | undefined {
    dress(this, texts, "services.title");
    dressTabs();
    // Services change seldom: they are read again in another language, or when the user pulls the page down.
    return this.data.services.length === 0 || this.language !== current() ? this.load() : undefined;
  },

  async onPullDownRefresh(): Promise<void> {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    const language = current();
    this.setData({ loading: this.data.services.length === 0, trouble: null });
    try {
      const [services, bundles] = await Promise.all([all("/services?audience=mine"), all("/bundles")]);
      if (!isLatest()) {
        return;
      }

      const mine = new Set(services.map(each => each.service));
      this.language = language;
      this.setData({
        services: services.map(({ service, title, summary, window }) => ({ id: service, title, summary, note: window ? t(window.open ? "services.window.open" : "services.window.closed") : "" })),
        bundles: bundles.filter(each => each.stages.every(stage => stage.every(one => mine.has(one)))).map(({ bundle, title, summary }) => ({ id: bundle, title, summary })),
      });
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

  openEntitlements() {
    go("/filing/entitlements/entitlements");
  },

  openService({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(`/filing/service/service?service=${String(currentTarget.dataset.service)}`);
  },

  openBundle({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(`/filing/service/service?bundle=${String(currentTarget.dataset.bundle)}`);
  },
});
