import type { PaperRow } from "../../forms/papers";
import { wordsOf, type Worded } from "../../view/dress";

const texts = ["guide.materials.hint", "guide.sample", "file.choose-one", "file.remove", "problem.retry"];

/** The papers of a form. It tells what the user does: `tick`, `choose` a file, send it `again`, or `drop` it. */
Component({
  options: { styleIsolation: "apply-shared" },
  properties: {
    rows: { type: Array, value: [] as PaperRow[] },
  },
  data: { tx: {} as Worded },
  observers: {
    rows() {
      this.setData({ tx: wordsOf(texts) });
    },
  },
  methods: {
    tick({ detail, currentTarget }: WechatMiniprogram.SwitchChange) {
      this.triggerEvent("tick", { id: String(currentTarget.dataset.tick), ticked: detail.value });
    },
    choose({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("choose", { id: String(currentTarget.dataset.choose) });
    },
    again({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("again", { id: String(currentTarget.dataset.again) });
    },
    drop({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("drop", { id: String(currentTarget.dataset.drop) });
    },
  },
});
