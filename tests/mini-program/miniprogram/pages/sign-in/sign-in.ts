import { moment, switchLanguage, t } from "../../language";
import { send, serverNow } from "../../net/http";
import { type Problem, problemOf } from "../../net/problem";
import { begin, type SignedIn } from "../../net/session";
import { dress, undressed } from "../../view/dress";
import { type Trouble, troubleOf, troubleText } from "../../view/trouble";
import { back } from "../../view/ways";

const texts = [
  "app", "sign-in.lead", "sign-in.wechat", "bind.title", "bind.lead", "bind.tail", "bind.tail.hint", "bind.go", "bind.why", "bind.privacy", "language.other",
];

/** The refusals that have words of their own here, because they say what to do next. */
const refusals = ["sign_in_refused", "binding_refused", "ticket_over"];

/**
 * The sign-in. WeChat says who holds the phone. A WeChat account that is not bound yet is bound once, by the telephone number that
 * WeChat has verified and the last six characters of the document. It lies over the page that needs it, and goes away when done.
 */
Page({
  data: { ...undressed, busy: false, ticket: "", tail: "", trouble: null as Trouble | null },
  ticketEnds: 0,

  onShow() {
    dress(this, texts, "sign-in.title");
  },

  async signIn(): Promise<void> {
    this.setData({ busy: true, trouble: null, ticket: "" });
    try {
      const { code } = await wx.login();
      const { body } = await send<SignedIn>({ method: "POST", path: "/sign-in/wechat", body: { code } });
      await this.signedIn(body);
    } catch (thrown) {
      const problem = problemOf(thrown);
      const { ticket, ticketExpiresAt } = problem.details;
      if (problem.code === "not_bound" && ticket) {
        this.ticketEnds = Date.parse(ticketExpiresAt ?? "") || serverNow() + 600_000;
        this.setData({ ticket });
      } else {
        this.setData({ trouble: wordsOf(problem) });
      }
    } finally {
      this.setData({ busy: false });
    }
  },

  typeTail({ detail }: WechatMiniprogram.Input) {
    this.setData({ tail: detail.value.trim().toUpperCase() });
  },

  /** WeChat gives a code for the telephone number when the user agrees; the number itself is read by the city alone. */
  async bindPhone({ detail }: WechatMiniprogram.ButtonGetPhoneNumber): Promise<void> {
    if (!detail.code) {
      this.setData({ trouble: troubleText(t(detail.errMsg.includes("deny") || detail.errMsg.includes("cancel") ? "bind.denied" : "bind.no-phone")) });
      return;
    }

    if (serverNow() > this.ticketEnds) {
      this.setData({ ticket: "", trouble: troubleText(t("refused.ticket_over")) });
      return;
    }

    this.setData({ busy: true, trouble: null });
    try {
      const { body } = await send<SignedIn>({
        method: "POST", path: "/sign-in/wechat/bind", body: { ticket: this.data.ticket, phoneCode: detail.code, documentTail: this.data.tail },
      });
      await this.signedIn(body);
    } catch (thrown) {
      const problem = problemOf(thrown);
      this.setData({ trouble: wordsOf(problem), ...(problem.code === "ticket_over" ? { ticket: "" } : {}) });
    } finally {
      this.setData({ busy: false });
    }
  },

  async signedIn(body: SignedIn): Promise<void> {
    await begin(body);
    this.setData({ ticket: "", tail: "" });
    back();
  },

  openPrivacy() {
    wx.openPrivacyContract({ fail: () => this.setData({ trouble: troubleText(t("bind.privacy.none")) }) });
  },

  switchLanguage() {
    switchLanguage();
    dress(this, texts, "sign-in.title");
  },
});

/** What is in the way, and what to do. */
function wordsOf(problem: Problem): Trouble {
  const { triesLeft } = problem.details;
  const later = problem.retryAfter ? t("sign-in.later", moment(serverNow() + problem.retryAfter * 1000)) : "";
  const words = refusals.includes(problem.code) ? t(`refused.${problem.code}`)
    : problem.code === "too_many_tries" ? t("refused.too_many_tries", later || t("sign-in.tomorrow"))
    : problem.status === 404 ? t("refused.off")
    : problem.status === 422 ? t(problem.errors["/documentTail"] ? "refused.tail" : "refused.code") : null;
  if (words === null) {
    const trouble = troubleOf(problem);
    return { ...trouble, text: [trouble.text, later].filter(each => each).join(" ") };
  }

  return { ...troubleText([words, triesLeft === undefined ? "" : t("bind.tries", triesLeft)].filter(each => each).join(" ")), trace: "", again: problem.status === 422 && problem.errors["/code"] !== undefined };
}
