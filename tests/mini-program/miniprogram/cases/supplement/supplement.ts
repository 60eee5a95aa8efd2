import { chooseFile } from "../../forms/choose";
import { errorsBeside, type Form, formOf } from "../../forms/form";
import type { Paper } from "../../forms/paper";
import { type PaperRow, type Papers, papersOf } from "../../forms/papers";
import type { Change } from "../../forms/parts";
import type { Row } from "../../forms/rows";
import { bracketed, current, date, listed, t } from "../../language";
import { client, keysByContent } from "../../net/client";
import { problemOf } from "../../net/problem";
import { type Turns, turns } from "../../net/turns";
import { askedIn, isNeeded, papersAsked, schemaOf } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf } from "../../view/trouble";
import { back } from "../../view/ways";

const texts = ["loading", "action.supplement", "form.waits"];

/** What is filled in and not sent, by request, as long as the mini-program is open. */
const kept = new Map<string, { answers: Answers; papers: Map<string, Paper> }>();

/** Asks for what the office wants supplied (补正), and sends it. What is filled in stays until it is sent. */
Page({
  data: {
    ...undressed, loading: false, ready: false, number: "", until: "", rows: [] as Row[], paperRows: [] as PaperRow[], missing: "", wrong: [] as string[],
    busy: false, waits: false, trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,
  keyOf: null as unknown as ReturnType<typeof keysByContent>,
  form: null as Form | null,
  papers: null as Papers | null,
  fields: [] as string[],
  language: "",
  isGone: false,

  onLoad({ number = "" }: Record<string, string | undefined>) {
    this.turns = turns();
    this.keyOf = keysByContent();
    this.setData({ number });
  },

  onShow(): Promise<void> | undefined {
    dress(this, texts, "action.supplement");
    return this.form === null || this.language !== current() ? this.load() : undefined;
  },

  onUnload() {
    this.isGone = true;
    this.turns.end();
  },

  retry(): Promise<void> {
    return this.form === null ? this.load() : this.send();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: true, trouble: null });
    try {
      const { body: request } = await client.get(`/requests/${encodeURIComponent(this.data.number)}`);
      const { body: guide } = await client.get(`/services/${encodeURIComponent(request.service)}`);
      if (!isLatest()) {
        return;
      }

      const asked = askedIn(request);
      const before = kept.get(request.number) ?? { answers: Object.fromEntries(asked.fields.map(each => [each, request.answers?.[each]])), papers: new Map<string, Paper>() };
      kept.set(request.number, before);
      this.fields = asked.fields;
      this.form = formOf(schemaOf(asked, guide), before.answers, "/answers");
      this.papers = papersOf(papersAsked(asked, guide), before.papers, isNeeded, () => this.draw(), id => asked.words(id));
      this.language = current();
      this.setData({ ready: true, until: asked.until ? t("supplement.until", asked.provisional ? bracketed(date(asked.until), t("request.due.provisional")) : date(asked.until)) : "" });
      this.draw();
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

  draw() {
    if (!this.isGone) {
      this.setData({ rows: this.form?.rows() ?? [], paperRows: this.papers?.rows() ?? [] });
    }
  },

  changed({ detail }: WechatMiniprogram.CustomEvent<{ id: string; change: Change; typing: boolean }>) {
    this.form?.take(detail.id, detail.change);
    const before = kept.get(this.data.number);
    if (before && this.form) {
      before.answers = this.form.typed();
    }

    if (!detail.typing) {
      this.draw();
    }
  },

  tickPaper({ detail }: WechatMiniprogram.CustomEvent<{ id: string; ticked: boolean }>) {
    this.papers?.paperFor(detail.id).tick(detail.ticked);
  },

  async choosePaper({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>): Promise<void> {
    const picked = await chooseFile();
    if (picked) {
      await this.papers?.paperFor(detail.id).upload(picked);
    }
  },

  sendPaper({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>): Promise<void> | undefined {
    const paper = this.papers?.paperFor(detail.id);
    const picked = paper?.standing().picked;
    return picked ? paper?.upload(picked) : undefined;
  },

  dropPaper({ detail }: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.papers?.paperFor(detail.id).remove();
  },

  async send(): Promise<void> {
    const { form, papers } = this;
    if (!form || !papers || this.data.busy) {
      return;
    }

    this.setData({ busy: true, waits: !papers.isSettled(), trouble: null });
    await papers.settled();
    this.setData({ waits: false });
    const errors = form.check();
    const missing = papers.missing();
    this.mark(errors);
    this.setData({ missing: missing.length > 0 ? t("supplement.missing", listed(missing)) : "" });
    if (Object.keys(errors).length === 0 && missing.length === 0) {
      await this.hand(papers.read(), form.read());
    }

    this.setData({ busy: false });
  },

  async hand(materials: { id: string; file?: string }[], answers: Answers): Promise<void> {
    const body = { ...(materials.length > 0 ? { materials } : {}), ...(this.fields.length > 0 ? { answers } : {}) };
    try {
      await client.tell(`/requests/${encodeURIComponent(this.data.number)}/supplement`, body, await this.keyOf(body));
      kept.delete(this.data.number);
      back();
    } catch (thrown) {
      const problem = problemOf(thrown);
      this.mark(problem.errors);
      this.setData({ trouble: troubleOf(problem) });
    }
  },

  mark(errors: Errors) {
    this.form?.mark(errors);
    this.papers?.mark(errors);
    this.draw();
    this.setData({ wrong: errorsBeside(errors, [...this.data.rows.map(each => each.pointer), ...(this.data.paperRows.some(each => each.error) ? ["/materials"] : [])]) });
  },
});
