import { date, t, titled } from "../language";
import { type Fact, factsOf } from "../view/rows";

type Guide = Api.ServiceView;
type Statement = { text: string; tag?: "law" | "setting" | null; source?: string | null };

/**
 * What a guide says: who is entitled, how long it takes, what it costs and grants, who may file, where to ask, and what it rests on.
 * What the office has not filled in is answered by "ask at the office"; what is no law is marked as a setting of the office.
 */
export function guideFacts(guide: Guide): Fact[] {
  const { contact, fee, timeLimits: limits } = guide;
  return factsOf([
    [t("guide.conditions"), guide.conditionDetails.map(each => stated(guide, each))],
    [t("guide.limits"), [
      limits.promisedWorkingDays ? t(limits.promiseFrom === "filing" ? "guide.promised.filing" : "guide.promised", limits.promisedWorkingDays) : "",
      limits.legalWorkingDays ? t(limits.legalTag === "setting" ? "guide.longest" : "guide.legal", limits.legalWorkingDays) : "",
      guide.window ? guide.window.text : "",
      guide.window ? t(guide.window.late ? "guide.window.late" : "guide.window.begins", date(guide.window.clockBegins)) : "",
    ].filter(each => each)],
    [t("guide.presence"), guide.presence.text],
    [t("guide.fee"), fee === null ? guide.ask : [stated(guide, fee), ...fee.amounts.map(each => titled(each.title, t("guide.yuan", each.yuan)))]],
    [t("guide.standards"), guide.standards.map(each =>
      stated(guide, { ...each, text: [each.text ? titled(each.title, each.text) : each.title, each.mostYuan === undefined ? "" : t("guide.most", each.mostYuan)].filter(one => one).join(" ") }))],
    [t("guide.who"), guide.whoMayFile.length > 0 ? guide.whoMayFile.map(each => stated(guide, { ...each, text: each.text ? titled(each.title, each.text) : each.title })) : guide.ask],
    [t("guide.contact"), [
      titled(t("guide.place"), contact.place ?? guide.ask), titled(t("guide.hours"), contact.hours ?? guide.ask),
      titled(t("guide.telephone"), contact.telephone ?? guide.ask), titled(t("guide.complaints"), contact.complaintLine ?? guide.ask),
      ...(guide.districtDesk ? [titled(t("guide.district"), stated(guide, guide.districtDesk))] : []),
    ]],
    [t("guide.advice"), guide.advice.map(each => stated(guide, each))],
    [t("guide.bases"), guide.legalBases.map(each => [each.title, each.article].filter(one => one).join(" "))],
    [t("course.remedy"), guide.remedy],
    [t("guide.notice"), guide.notice],
  ]);
}

function stated(guide: Guide, { text, tag, source }: Statement) {
  return [text, source, tag === "setting" ? guide.settingNote : null].filter(each => each).join(" · ");
}
