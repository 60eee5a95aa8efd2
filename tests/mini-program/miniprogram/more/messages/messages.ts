import { moment } from "../../language";
import { client } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { channelsText } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";
import type { Message, Page as PageOf } from "../contract";

const texts = ["loading", "messages.none", "messages.new", "messages.open", "more"];

type Shown = { id: string; title: string; text: string; number: string; when: string; told: string; isNew: boolean };

/** What the person was told, newest first, and by which channels. What is shown here counts as read. */
Page({
  data: { ...undressed, loading: false, isEmpty: false, messages: [] as Shown[], cursor: "", trouble: null as Trouble | null },
  turns: null as unknown as Turns,

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "messages.title");
    return this.load();
  },

  async onPullDownRefresh(): Promise<void> {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  load(): Promise<void> {
    return this.read("");
  },

  more(): Promise<void> {
    return this.read(this.data.cursor);
  },

  async read(cursor: string): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: true, trouble: null });
    try {
      const { body } = await client.read<PageOf<Message>>(`/me/notifications?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      if (isLatest()) {
        const messages = [...(cursor ? this.data.messages : []), ...body.items.map(shown)];
        this.setData({ messages, isEmpty: messages.length === 0, cursor: body.nextCursor ?? "" });
        this.tellRead(body.items[0]);
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

  /** Without an answer the messages stay new, and are told read the next time. */
  tellRead(newest: Message | undefined) {
    if (newest && !newest.readAt) {
      client.tell("/me/notifications/read", { upTo: newest.id }).catch(() => undefined);
    }
  },

  open({ currentTarget }: WechatMiniprogram.TouchEvent) {
    go(`/cases/request/request?number=${String(currentTarget.dataset.number)}`);
  },
});

function shown({ id, at, title, text, number = "", readAt, channels }: Message): Shown {
  return {
    id, title, text, number, when: moment(at), isNew: !readAt,
    told: channelsText(channels),
  };
}
