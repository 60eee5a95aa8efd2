import { date, moment, named, t } from "../../language";
import { all, client } from "../../net/client";
import { type Turns, turns } from "../../net/turns";
import { clocksOf, courseOf, namedForApplicant, urgedWords } from "../../shared/pages";
import { dress, undressed } from "../../view/dress";
import { answersOf, type Fact, factsOf } from "../../view/rows";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go } from "../../view/ways";

const texts = [
  "loading", "bundles.progress", "documents.title", "documents.open", "request.timeline", "request.answers", "request.materials", "file.open",
];
const everyMs = 10_000;
const known = ["supplement", "withdraw", "urge", "rating", "appeal"];

/** A request: where it stands, its dates, what can be done, its timeline, answers and papers. It is kept up to date while it is shown. */
Page({
  data: {
    ...undressed, loading: false, number: "", title: "", state: "", stateTitle: "", light: "", lightTitle: "", next: "", urged: "",
    facts: [] as Fact[], course: [] as Fact[], bundle: "", answers: [] as Fact[],
    actions: [] as { action: string; title: string; main: boolean }[],
    documents: [] as { number: string; title: string; status: string; when: string }[],
    timeline: [] as { seq: number; action: string; title: string; state: string; when: string; who: string; note: string }[],
    papers: [] as { id: string; title: string; file: string }[],
    trouble: null as Trouble | null,
  },
  query: "",
  turns: null as unknown as Turns,
  shown: "",
  timer: 0,

  onLoad({ number = "" }: Record<string, string | undefined>) {
    this.turns = turns();
    this.query = number;
  },

  onShow(): Promise<void> {
    dress(this, texts, "requests.one");
    this.timer = setInterval(() => void this.load(), everyMs);
    this.shown = "";
    return this.load();
  },

  onHide() {
    this.leave();
  },

  onUnload() {
    this.leave();
  },

  leave() {
    clearInterval(this.timer);
    this.turns.end();
  },

  async onPullDownRefresh(): Promise<void> {
    await this.load();
    void wx.stopPullDownRefresh();
  },

  async load(): Promise<void> {
    const isLatest = this.turns.begin();
    this.setData({ loading: this.data.number === "" });
    try {
      const { body: request } = await client.get(`/requests/${encodeURIComponent(this.query)}`);
      const [{ body: guide }, departments] = await Promise.all([client.get(`/services/${encodeURIComponent(request.service)}`), all("/departments").catch(() => [])]);
      if (isLatest()) {
        this.setData({ trouble: null });
        this.draw(namedForApplicant(request, new Map(departments.map(each => [each.department, each.fullName]))), guide);
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

  /** Only what has changed is drawn, so that nothing moves under the finger. */
  draw(request: Api.RequestView, guide: Api.ServiceView) {
    const text = JSON.stringify(request);
    if (text === this.shown) {
      return;
    }

    this.shown = text;
    const { documents = [], timeline } = request;
    this.setData({
      number: request.number, title: request.title, state: request.state, stateTitle: named("state", request.state),
      light: request.clock.light, lightTitle: named("light", request.clock.light), next: named("next", request.state) === request.state ? "" : named("next", request.state),
      urged: urgedWords(request) ?? "", bundle: request.bundle ? `bundle=${request.bundle.bundle}&number=${request.bundle.number}` : "",
      facts: factsOf([
        [t("request.number"), request.number], [t("request.short-code"), request.shortCode], [t("request.submitted"), moment(request.submittedAt)],
        ...clocksOf(request), [t("request.claimed"), request.claimedBy ?? t("request.unclaimed")],
      ]),
      course: factsOf(courseOf(request, guide)),
      actions: request.allowedActions.filter(each => known.includes(each)).map(action => ({ action, title: named("action", action), main: action === "supplement" })),
      documents: documents.map(each => ({ number: each.number, title: named("document", each.kind), status: named("verify.status", each.status), when: date(each.issuedOn) })),
      timeline: timeline.map(each => ({
        seq: each.seq, action: each.action, title: named("action", each.action), state: named("state", each.state), when: moment(each.at), who: each.actor, note: each.note ?? "",
      })),
      answers: answersOf(request.answers, guide.form),
      papers: request.materials.map(({ id, file }) => ({ id, title: guide.materials.find(each => each.id === id)?.title ?? id, file: file ?? "" })),
    });
  },

  act({ currentTarget }: WechatMiniprogram.TouchEvent) {
    const action = String(currentTarget.dataset.action);
    const page = action === "supplement" ? "/cases/supplement/supplement?" : `/cases/act/act?action=${action}&`;
    go(`${page}number=${this.query}`);
  },

  openBundle() {
    go(`/cases/filed/filed?${this.data.bundle}`);
  },

  openResult({ currentTarget }: WechatMiniprogram.TouchEvent): Promise<void> {
    const number = String(currentTarget.dataset.document);
    return this.open(`/documents/${encodeURIComponent(number)}/pdf`, `${number}.pdf`);
  },

  openFile({ currentTarget }: WechatMiniprogram.TouchEvent): Promise<void> {
    const file = String(currentTarget.dataset.file);
    return this.open(`/files/${encodeURIComponent(file)}`, file);
  },

  /** Pictures are shown, documents opened, as the phone can. */
  async open(path: string, name: string): Promise<void> {
    try {
      const filePath = await client.download(path, name);
      const shown = await isPicture(filePath);
      await (shown ? wx.previewImage({ urls: [filePath] }) : wx.openDocument({ filePath, fileType: "pdf", showMenu: true }));
    } catch (thrown) {
      this.setData({ trouble: troubleOf(thrown) });
    }
  },
});

/** What a file is stands in its first bytes. */
function isPicture(filePath: string): Promise<boolean> {
  return new Promise(done => {
    wx.getFileSystemManager().readFile({
      filePath, position: 0, length: 4,
      success: ({ data }) => done(typeof data !== "string" && new Uint8Array(data)[0] !== 0x25),
      fail: () => done(false),
    });
  });
}
