import { draftsOf, type Keeper } from "../../forms/drafts";
import { chooseFile } from "../../forms/choose";
import { errorsBeside } from "../../forms/form";
import { type PaperRow, type Papers, papersOf } from "../../forms/papers";
import type { Change } from "../../forms/parts";
import type { Row } from "../../forms/rows";
import { bracketed, current, t, titled } from "../../language";
import { client, keysByContent } from "../../net/client";
import { Problem, problemOf } from "../../net/problem";
import { currentSession } from "../../net/session";
import { type Turns, turns } from "../../net/turns";
import { dress, undressed } from "../../view/dress";
import { answersOf, type Fact, factsOf } from "../../view/rows";
import { type Trouble, troubleOf } from "../../view/trouble";
import { replace } from "../../view/ways";
import { byService, draftsFor, type Filing, filingOf, nameOf, subjectOf } from "../filing";
import { guideFacts } from "../guide-facts";

const texts = [
  "loading", "guide.open", "guide.close", "form.title", "form.start", "form.restored", "form.start-again", "guide.materials", "form.errors",
  "form.missing", "form.without-papers", "form.confirm-repeat", "standing.apply", "form.waits", "review.open", "review.title", "review.hint", "review.no-papers",
  "form.submit", "review.back",
];

type Titled = { title: string; facts: Fact[] };
type Shown = { service: string; title: string; rows: Row[] };

/**
 * The guide and the form of a service, or of a bundle of services. What is filled in is kept as a draft all the time; everything is
 * read once more before it is sent. It is sent with a key of its content, so that pressing again never files twice.
 */
Page({
  data: {
    ...undressed, loading: false, state: "form" as "form" | "review",
    title: "", summary: "", guides: [] as Titled[], guideOpen: false, restored: false,
    sections: [] as Shown[], areaRows: [] as Row[], paperRows: [] as PaperRow[], shared: "",
    wrong: [] as string[], missing: [] as string[], canRepeat: false, canBeRecognised: false,
    saved: "", busy: false, waits: false, reviewed: [] as Titled[], handedIn: [] as Fact[],
    trouble: null as Trouble | null,
  },
  query: {} as { service?: string; bundle?: string },
  turns: null as unknown as Turns,
  keyOf: null as unknown as ReturnType<typeof keysByContent>,
  filing: null as Filing | null,
  papers: null as Papers | null,
  keeper: null as Keeper | null,
  account: "",
  language: "",
  isGone: false,

  onLoad(query: Record<string, string | undefined>) {
    this.turns = turns();
    this.keyOf = keysByContent();
    this.query = { service: query.service, bundle: query.bundle };
  },

  async onShow(): Promise<void> {
    dress(this, texts);
    void wx.setNavigationBarTitle({ title: this.data.title || t("services.title") });
    const account = (await currentSession())?.account ?? "";
    if (this.filing === null || this.account !== account || this.language !== current()) {
      await this.load();
    }
  },

  onHide() {
    this.keep();
  },

  onUnload() {
    this.isGone = true;
    this.turns.end();
    void this.keeper?.stop();
  },

  retry(): Promise<void> {
    return this.filing === null ? this.load() : this.data.state === "review" ? this.file() : this.review();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.keep();
    void this.keeper?.stop();
    this.setData({ loading: true, trouble: null });
    try {
      const subject = await subjectOf(this.query);
      const account = (await currentSession())?.account;
      if (account === undefined) {
        throw new Problem(401, { code: "signed_out" });
      }

      const keeper = await draftsOf(account, nameOf(subject), draftsFor(subject), words => (this.isGone ? undefined : this.setData({ saved: words })),
        this.account === account ? this.keeper?.papers : undefined);
      if (!isLatest()) {
        void keeper.stop();
        return;
      }

      this.account = account;
      this.language = current();
      this.keeper = keeper;
      this.filing = filingOf(subject, keeper.filled);
      this.papers = papersOf(this.filing.materials, keeper.papers, this.filing.needs, () => this.paperChanged());
      const { title, summary, guides } = this.filing;
      void wx.setNavigationBarTitle({ title });
      this.setData({
        state: "form", title, summary, restored: keeper.filled !== null, shared: this.papers.shared() ? bracketed(this.papers.shared(), t("guide.shared")) : "", saved: "",
        guides: guides.map(each => ({ title: guides.length > 1 ? each.title : "", facts: guideFacts(each) })),
      });
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

  /** Draws the fields and papers as they stand. */
  draw() {
    const { filing, papers } = this;
    if (!filing || !papers || this.isGone) {
      return;
    }

    papers.tell(filing.answers(byService(filing, "read")));
    this.setData({
      sections: filing.sections.map(({ service, title, form }) => ({ service, title, rows: form.rows() })),
      areaRows: filing.area?.rows() ?? [], paperRows: papers.rows(),
    });
  },

  keep() {
    if (this.filing) {
      this.keeper?.changed({ answers: byService(this.filing, "typed"), area: this.area() });
    }
  },

  area(): string | undefined {
    return this.filing?.area?.read().area as string | undefined;
  },

  changed({ detail }: WechatMiniprogram.CustomEvent<{ id: string; change: Change; typing: boolean }>) {
    const forms = [...this.filing?.sections.map(each => each.form) ?? [], ...(this.filing?.area ? [this.filing.area] : [])];
    forms.some(form => form.take(detail.id, detail.change));
    this.keep();
    // While a text is typed, only what it makes appear or disappear is drawn.
    if (!detail.typing || this.hasOtherRows()) {
      this.draw();
    }
  },

  hasOtherRows(): boolean {
    const ids = (rows: Row[]) => rows.map(each => each.id).join();
    return this.filing?.sections.some((each, index) => ids(each.form.rows()) !== ids(this.data.sections[index]?.rows ?? [])) ?? false;
  },

  paperChanged() {
    this.keep();
    if (!this.isGone) {
      this.setData({ paperRows: this.papers?.rows() ?? [] });
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

  toggleGuide() {
    this.setData({ guideOpen: !this.data.guideOpen });
  },

  async startAgain(): Promise<void> {
    await this.keeper?.end();
    this.keeper = null;
    this.filing = null;
    await this.load();
  },

  review(): Promise<void> {
    return this.openReview(false);
  },

  reviewWithoutPapers(): Promise<void> {
    return this.openReview(true);
  },

  /** Shows everything once more, in place of the form, when nothing is wrong and no file is going up any more. */
  async openReview(withoutPapers: boolean): Promise<void> {
    const { filing, papers } = this;
    if (!filing || !papers) {
      return;
    }

    this.setData({ busy: true, waits: !papers.isSettled(), trouble: null, canRepeat: false, canBeRecognised: false });
    await papers.settled();
    this.setData({ busy: false, waits: false });
    const missing = withoutPapers ? [] : papers.missing();
    const errors = Object.assign({}, ...filing.sections.map(each => each.form.check())) as Errors;
    this.mark(errors);
    this.setData({ missing });
    if (Object.keys(errors).length === 0 && missing.length === 0) {
      const read = byService(filing, "read");
      const area = this.area();
      this.setData({
        state: "review", handedIn: papers.list(),
        reviewed: [
          ...filing.guides.map(each => ({ title: filing.guides.length > 1 ? each.title : "", facts: answersOf(read[each.service], each.form) })),
          ...(area ? [{ title: "", facts: factsOf([[t("course.area"), filing.areaTitle(area)]]) }] : []),
        ],
      });
      void wx.pageScrollTo({ scrollTop: 0 });
    }
  },

  /** Shows the errors at their fields, and above the button what they are and what no field shows. */
  mark(errors: Errors) {
    const { filing, papers } = this;
    if (!filing || !papers) {
      return;
    }

    papers.mark(errors);
    [...filing.sections.map(each => each.form), ...(filing.area ? [filing.area] : [])].forEach(form => form.mark(errors));
    this.draw();
    const rows = [...this.data.sections.flatMap(each => each.rows), ...this.data.areaRows].filter(each => each.error);
    const papersWrong = this.data.paperRows.filter(each => each.error);
    const places = [...rows.map(each => each.pointer), ...(papersWrong.length > 0 ? ["/materials"] : [])];
    this.setData({
      wrong: [...rows.map(each => titled(each.title, each.error)), ...papersWrong.map(each => titled(each.title, each.error)), ...errorsBeside(errors, places)],
    });
  },

  back() {
    this.setData({ state: "form" });
  },

  file(): Promise<void> {
    return this.send(false);
  },

  fileRepeat(): Promise<void> {
    return this.send(true);
  },

  async send(confirmRepeat: boolean): Promise<void> {
    const { filing, papers } = this;
    if (!filing || !papers || this.data.busy) {
      return;
    }

    const materials = papers.read();
    const area = this.area();
    const body = {
      ...filing.subject, answers: filing.answers(byService(filing, "read")), materials, ...(area ? { area } : {}), ...(confirmRepeat ? { confirmRepeat } : {}),
    };
    this.setData({ busy: true, trouble: null });
    try {
      const { body: receipt } = await client.tell<{ number?: string; bundle?: string; bundleNumber?: string }>(filing.path, body, await this.keyOf(body));
      // It is filed: what was filled in is thrown away before the page goes, so that it is not offered again.
      const keeper = this.keeper;
      this.keeper = null;
      await keeper?.end();
      replace(receipt.number ? `/cases/request/request?number=${receipt.number}` : `/cases/filed/filed?bundle=${String(receipt.bundle)}&number=${String(receipt.bundleNumber)}`);
    } catch (thrown) {
      this.refused(problemOf(thrown));
    } finally {
      this.setData({ busy: false });
    }
  },

  /** Nobody answered: everything stays as it is, to press again. Refused: the form says what is wrong. */
  refused(problem: Problem) {
    this.setData({ trouble: troubleOf(problem) });
    if (!problem.isAway && problem.status !== 401) {
      this.setData({
        state: "form", canRepeat: problem.code === "already_filed",
        canBeRecognised: ["not_recognised", "status_expired"].includes(problem.code) || problem.conditions.some(each => each.kind === "status"),
      });
      this.mark(problem.errors);
    }
  },

  applyForRecognition() {
    replace("/filing/service/service?service=talent-recognition");
  },
});
