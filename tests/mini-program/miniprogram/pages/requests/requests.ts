import { moment, t } from "../../language";
import { all } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { dress, undressed } from "../../view/dress";
import { type Line, lineOf } from "../../view/rows";
import { dressTabs } from "../../view/tabs";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";

const texts = ["loading", "requests.none", "drafts.title"];
const ofBundle = /^bundle-(.+)$/;

/** The user's requests, newest first, and the forms that were begun. */
Page({
  data: {
    ...undressed, loading: false, isEmpty: false,
    lines: [] as Line[],
    drafts: [] as { id: string; title: string; when: string; url: string }[],
    trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "requests.title");
    dressTabs();
    return this.load();
  },

  onHide() {
    this.turns.end();
  },

  async onPullDownRefresh(): Promise<void> {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: this.data.lines.length === 0, trouble: null });
    try {
      // Who is not recognised yet has no drafts; the requests are shown all the same.
      const [requests, drafts] = await Promise.all([all("/requests"), all("/drafts").catch(() => [])]);
      if (isLatest()) {
        this.setData({ lines: requests.map(lineOf), isEmpty: requests.length === 0, drafts: drafts.map(draftOf) });
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

  open({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(`/cases/request/request?number=${String(currentTarget.dataset.number)}`);
  },

  openDraft({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(String(currentTarget.dataset.url));
  },
});

/** A draft of a bundle is named after the bundle and the service. */
function draftOf({ draftId, service, title, savedAt }: Api.DraftView) {
  const bundle = ofBundle.exec(draftId)?.[1]?.replace(`-${service}`, "");
  return { id: draftId, title, when: t("form.saved", moment(savedAt)), url: `/filing/service/service?${bundle ? `bundle=${bundle}` : `service=${service}`}` };
}
