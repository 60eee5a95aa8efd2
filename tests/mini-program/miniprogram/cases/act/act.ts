import { errorsBeside, type Form, formOf } from "../../forms/form";
import type { Change } from "../../forms/parts";
import type { Row } from "../../forms/rows";
import { named, t } from "../../language";
import { client, keysByContent } from "../../net/client";
import { problemOf } from "../../net/problem";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";
import { back } from "../../view/ways";

const texts = ["cancel"];
const grades = ["5", "4", "3", "2", "1"];

/** What is typed and not sent, by action and request, as long as the mini-program is open. */
const typed = new Map<string, Answers>();

/** Asks what an action of the user needs, and does it: withdraw, urge, rate, appeal. What is typed stays until it is done. */
Page({
  data: { ...undressed, title: "", number: "", rows: [] as Row[], wrong: [] as string[], busy: false, trouble: null as Trouble | null },
  action: "",
  keyOf: null as unknown as ReturnType<typeof keysByContent>,
  form: null as Form | null,

  onLoad({ action = "", number = "" }: Record<string, string | undefined>) {
    this.keyOf = keysByContent();
    this.action = action;
    this.setData({ number });
  },

  onShow() {
    const title = named("action", this.action);
    dress(this, texts, `action.${this.action}`);
    const before = this.form?.typed() ?? typed.get(this.place()) ?? {};
    this.form = formOf(schemaOf(this.action), before, "");
    this.setData({ title, rows: this.form.rows() });
  },

  place(): string {
    return `${this.action} ${this.data.number}`;
  },

  changed({ detail }: WechatMiniprogram.CustomEvent<{ id: string; change: Change; typing: boolean }>) {
    this.form?.take(detail.id, detail.change);
    typed.set(this.place(), this.form?.typed() ?? {});
    if (!detail.typing) {
      this.setData({ rows: this.form?.rows() ?? [] });
    }
  },

  async send(): Promise<void> {
    const { form } = this;
    if (!form || this.data.busy) {
      return;
    }

    const errors = form.check();
    this.mark(errors);
    if (Object.keys(errors).length > 0) {
      return;
    }

    const given = form.read();
    const body = this.action === "rating" ? { ...given, grade: Number(given.grade), channel: "mobile" } : given;
    this.setData({ busy: true, trouble: null });
    try {
      await client.tell(`/requests/${encodeURIComponent(this.data.number)}/${this.action}`, body, await this.keyOf(body));
      typed.delete(this.place());
      back();
    } catch (thrown) {
      const problem = problemOf(thrown);
      this.mark(problem.errors);
      this.setData({ trouble: troubleOf(problem) });
    } finally {
      this.setData({ busy: false });
    }
  },

  mark(errors: Errors) {
    this.form?.mark(errors);
    const rows = this.form?.rows() ?? [];
    this.setData({ rows, wrong: errorsBeside(errors, rows.map(each => each.pointer)) });
  },

  cancel() {
    back();
  },
});

/** The fields that each action asks for. */
function schemaOf(action: string): FormSchema {
  const words = (title: string): Field => ({ type: "string", title: t(title), "x-multiline": true, maxLength: 1000 });
  switch (action) {
    case "withdraw":
      return { properties: { reason: words("act.withdraw") }, required: ["reason"] };
    case "rating":
      return {
        properties: {
          grade: { type: "string", title: t("act.grade"), "x-faces": true, enum: grades, "x-enum-titles": Object.fromEntries(grades.map(each => [each, t(`grade.${each}`)])) },
          text: words("act.rating"),
        },
        required: ["grade"],
      };
    default:
      return { properties: { text: words(`act.${action}`) }, required: ["text"] };
  }
}
