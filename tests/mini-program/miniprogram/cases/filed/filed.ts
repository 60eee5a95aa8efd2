import { date, moment, named, t } from "../../language";
import { client } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { dress, undressed } from "../../view/dress";
import { type Fact, factsOf, type Line } from "../../view/rows";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";

const texts = ["loading", "bundles.progress"];

/** A filed bundle: the progress of the whole, and of each part. */
Page({
  data: { ...undressed, loading: false, title: "", facts: [] as Fact[], percent: 0, parts: [] as Line[], trouble: null as Trouble | null },
  path: "",
  turns: null as unknown as Turns,

  onLoad({ bundle = "", number = "" }: Record<string, string | undefined>) {
    this.turns = turns();
    this.path = `/bundles/${encodeURIComponent(bundle)}/requests/${encodeURIComponent(number)}`;
  },

  onShow(): Promise<void> {
    dress(this, texts, "bundles.progress");
    return this.load();
  },

  onUnload() {
    this.turns.end();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: this.data.title === "", trouble: null });
    try {
      const { body } = await client.get(this.path as "/bundles/a/requests/b");
      if (isLatest()) {
        this.setData({
          title: body.title, percent: Math.round(body.completed / body.total * 100), parts: body.requests.map(partOf),
          facts: factsOf([
            [t("request.number"), body.bundleNumber], [t("request.submitted"), moment(body.submittedAt)],
            [t("bundles.progress"), `${named("bundle", body.state)} · ${t("bundles.count", body.completed, body.total)}`],
          ]),
        });
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
});

function partOf({ number, title, state, stage, due }: Api.FiledBundlePart): Line {
  return { number, title, state, stateTitle: named("state", state), when: [t("bundles.stage", stage + 1), due ? `${t("request.due")} ${date(due)}` : ""].filter(each => each).join(" · ") };
}
