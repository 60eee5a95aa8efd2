import { date, moment, t } from "../../language";
import { client } from "../../net/client";
import { type Problem, problemOf } from "../../net/problem";
import { currentSession, type Session } from "../../net/session";
import { type Turns, turns } from "../../net/turns";
import { type Device, deviceOf } from "../../pass/device";
import { keepFresh, type Next, type Seen, unseen } from "../../pass/fresh";
import { brighten, dim } from "../../pass/screen";
import { isConnected, onNetwork } from "../../platform/network";
import { dress, undressed } from "../../view/dress";
import { type Fact, factsOf } from "../../view/rows";
import { dressTabs } from "../../view/tabs";
import { type Trouble, troubleOf } from "../../view/trouble";
import { go, openSignIn } from "../../view/ways";

const texts = [
  "loading", "net.none", "pass.picture", "pass.refresh", "pass.offline.take", "standing.apply", "standing.frozen.title", "standing.frozen.text",
  "standing.unfreeze", "standing.lost", "standing.lost.text", "standing.freeze", "signed-out.text", "sign-in.title",
];
const offlineSeconds = 30;
const patienceSeconds = 5;
const withoutStatus = ["not_recognised", "status_expired"];

/** What is shown: `loading`, the `code`, that the pass is `frozen`, or how the person stands without a pass. */
type State = "loading" | "code" | "standing" | "frozen" | "nothing";

/**
 * The pass with its code. While the page is shown, the code is fetched from the city again and again; without a network this phone
 * makes it with its own key. Leaving the page ends that.
 */
Page({
  data: {
    ...undressed, ...unseen,
    state: "loading" as State,
    leftText: "",
    facts: [] as Fact[],
    standing: { title: "", text: "", apply: false },
    ready: "",
    elsewhere: false,
    signedOut: false,
    offline: false,
    busy: false,
    trouble: null as Trouble | null,
  },
  turns: null as unknown as Turns,
  device: null as Device | null,
  session: null as Session | null,
  pass: null as Api.PassView | null,
  fresh: null as ReturnType<typeof keepFresh> | null,
  stopNetwork: () => {},

  onLoad() {
    this.turns = turns();
  },

  onShow(): Promise<void> {
    dress(this, texts, "pass.title");
    dressTabs();
    brighten();
    this.stopNetwork = onNetwork(() => this.networkTurned());
    this.setData({ offline: !isConnected() });
    wx.onUserCaptureScreen(() => this.renewCode());
    return this.load();
  },

  onHide() {
    this.leave();
  },

  onUnload() {
    this.leave();
  },

  leave() {
    this.turns.end();
    this.stopCode();
    this.stopNetwork();
    wx.offUserCaptureScreen();
    dim();
  },

  networkTurned() {
    this.setData({ offline: !isConnected() });
    if (isConnected()) {
      void this.load();
    }
  },

  /** Asks for the pass, which the city issues at the first time, and begins to show its codes. */
  async load(known?: Api.PassView | WechatMiniprogram.CustomEvent, takeOver = false): Promise<void> {
    const isLatest = this.turns.begin();
    const session = await currentSession();
    const device = await deviceOf(session?.account ?? null);
    if (!isLatest()) {
      return;
    }

    if (session?.account !== this.session?.account) {
      this.pass = null;
      this.setData({ facts: [] });
    }

    this.session = session;
    this.device = device;
    this.setData({ signedOut: session === null, trouble: null });
    if (session === null) {
      this.showWithoutSession();
      return;
    }

    try {
      const pass = known && "passId" in known ? known : (await client.post("/passes", {}, {}, device.canShow() ? { seconds: patienceSeconds, once: true } : {})).body;
      if (isLatest()) {
        this.take(pass, takeOver);
      }
    } catch (thrown) {
      if (isLatest()) {
        await this.refused(problemOf(thrown));
      }
    }
  },

  /** Shows the codes of this phone to whoever holds it; asks to sign in where there are none. */
  showWithoutSession() {
    const { device } = this;
    if (device?.canShow()) {
      this.showCode(() => this.ownCode(t("pass.by-device")));
      this.setData({ ready: t("pass.offline.unsigned", moment(device.until())), elsewhere: false });
    } else {
      this.stopCode();
      this.setData({ state: "nothing" });
      openSignIn();
    }
  },

  take(pass: Api.PassView, takeOver: boolean) {
    this.pass = pass;
    this.setData({ facts: holderFacts(this.session?.displayName ?? "", pass) });
    if (pass.status === "frozen") {
      this.stopCode();
      this.setData({ state: "frozen" });
      return;
    }

    this.showCode(() => this.nextCode());
    // Binding the key goes on in the background, so that the code is shown at once.
    void this.device?.keep(pass, takeOver).then(() => this.tellOffline());
  },

  async refused(problem: Problem): Promise<void> {
    const standing = [...withoutStatus, "pass_revoked"].includes(problem.code);
    if (standing) {
      this.stopCode();
      this.setData({
        state: "standing",
        standing: { title: t(`standing.${problem.code}.title`), text: t(`standing.${problem.code}.text`), apply: withoutStatus.includes(problem.code) },
      });
    } else if (problem.isAway && this.device?.canShow()) {
      this.showCode(() => this.nextCode());
      this.tellOffline();
    } else if (problem.code === "signed_out") {
      this.session = await currentSession();
      this.showWithoutSession();
    } else {
      this.stopCode();
      this.setData({ state: "nothing", trouble: troubleOf(problem) });
    }
  },

  /** The next code: the city's, or this phone's own while the city is away. */
  async nextCode(): Promise<Next> {
    try {
      const { body } = await client.get("/passes/current/code", { seconds: this.device?.canShow() ? patienceSeconds : undefined, once: true });
      if (this.pass === null || this.device?.wants()) {
        void this.reload();
      }

      return { profile: "S", code: body.code, seconds: body.refreshAfterSeconds };
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.isAway) {
        return this.ownCode(t("pass.offline"));
      }

      // The pass was frozen meanwhile, or its holder has lost the status: then the page says so.
      if ([401, 403, 404, 409].includes(problem.status)) {
        void this.load();
      }

      return { none: problem.message };
    }
  },

  /** Reads the pass again without a change of what is shown, and binds this phone where it has to be. */
  async reload(): Promise<void> {
    const found = await client.post("/passes", {}).catch(() => null);
    if (found && this.fresh) {
      this.pass = found.body;
      this.setData({ facts: holderFacts(this.session?.displayName ?? "", found.body) });
      await this.device?.keep(found.body);
      this.tellOffline();
    }
  },

  async ownCode(mark: string): Promise<Next> {
    const code = this.device?.canShow() ? await this.device.code() : null;
    return code === null ? { none: t("pass.failed") } : { profile: "H", code, seconds: offlineSeconds, mark };
  },

  showCode(ask: () => Promise<Next>) {
    this.stopCode();
    this.setData({ state: "code", trouble: null });
    this.fresh = keepFresh(ask, seen => this.show(seen));
  },

  stopCode() {
    this.fresh?.stop();
    this.fresh = null;
  },

  show(seen: Partial<Seen>) {
    this.setData({ ...seen, ...(seen.left === undefined ? {} : { leftText: t("pass.refreshes", seen.left) }) });
  },

  tellOffline() {
    const { device } = this;
    this.setData({
      elsewhere: device?.isElsewhere() ?? false,
      ready: device?.isElsewhere() ? t("pass.offline.elsewhere") : device?.canShow() ? t("pass.offline.ready", moment(device.until())) : "",
    });
  },

  renewCode() {
    void this.fresh?.renew();
  },

  takeOver(): Promise<void> | undefined {
    return this.load(undefined, true);
  },

  signIn() {
    openSignIn();
  },

  applyForRecognition() {
    go("/filing/service/service?service=talent-recognition");
  },

  async freeze(): Promise<void> {
    const { confirm } = await wx.showModal({ title: t("standing.freeze"), content: t("standing.frozen.text"), confirmText: t("confirm.do"), cancelText: t("cancel") });
    if (confirm) {
      await this.change("freeze");
    }
  },

  unfreeze(): Promise<void> {
    return this.change("unfreeze");
  },

  async change(action: "freeze" | "unfreeze"): Promise<void> {
    this.setData({ busy: true, trouble: null });
    try {
      const { body } = await client.post(`/passes/current/${action}` as "/passes/current/freeze", {});
      await this.load(body);
    } catch (thrown) {
      this.setData({ trouble: troubleOf(thrown) });
    } finally {
      this.setData({ busy: false });
    }
  },
});

function holderFacts(name: string, pass: Api.PassView) {
  return factsOf([
    [t("pass.holder"), name],
    [t("pass.tier"), pass.tierTitle],
    [t("pass.nature"), pass.natureTitle],
    [t("pass.valid"), pass.validTo ? t("pass.from-to", date(pass.validFrom), date(pass.validTo)) : t("pass.until-now", date(pass.validFrom))],
  ]);
}
