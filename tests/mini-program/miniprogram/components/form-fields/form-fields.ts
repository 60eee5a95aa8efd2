import type { Row } from "../../forms/rows";
import { wordsOf, type Worded } from "../../view/dress";

const texts = ["form.choose", "form.clear"];

type Data = { id: string };

/**
 * The fields of a form. It tells each change as the event `change` with the id of the control and what was typed or chosen; `typing` is
 * true while a text is typed, when nothing has to be drawn again.
 */
Component({
  options: { styleIsolation: "apply-shared" },
  properties: {
    rows: { type: Array, value: [] as Row[] },
  },
  data: { tx: {} as Worded },
  observers: {
    rows() {
      this.setData({ tx: wordsOf(texts) });
    },
  },
  methods: {
    type({ detail, currentTarget }: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.tell(currentTarget.dataset as Data, detail.value, true);
    },
    choose({ detail, currentTarget }: WechatMiniprogram.CustomEvent<{ value: string | boolean | string[] }>) {
      this.tell(currentTarget.dataset as Data, detail.value);
    },
    pick({ detail, currentTarget }: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const { id } = currentTarget.dataset as Data;
      const row = this.data.rows.find((each: Row) => each.id === id) as Row | undefined;
      this.tell({ id }, row?.boxes[Number(detail.value)]?.value);
    },
    clear({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.tell(currentTarget.dataset as Data, "");
    },
    press({ currentTarget }: WechatMiniprogram.TouchEvent) {
      this.tell(currentTarget.dataset as Data, undefined);
    },
    tell({ id }: Data, change: string | boolean | string[] | undefined, typing = false) {
      this.triggerEvent("change", { id, change, typing });
    },
  },
});
