import { el, facts } from "../dom.js";
import { conditionSigns, eligibleFirst } from "../entitlements.js";
import { date, moment, named, t, titled } from "../language.js";
import { stateBadge } from "../parts.js";
import { cityName, tierName } from "./names.js";
import { mayWant } from "./supply.js";

/** @typedef {import("../verify/checks.js").Verdict} Verdict */

/**
 * The verdict of this browser, made without the city, and by how many minutes this device's clock was ahead (negative: behind).
 * @typedef {{ verdict: Verdict, minutes: number }} Alone
 */

/**
 * How papers are taken at this counter for an open request. `taken`: the requests for which it was done since the scan.
 * @typedef {{ taken: Set<string>, take: (request: { number: string, state: string }, wrong: HTMLElement) => unknown }} Supply
 */

/** @type {Record<string, Verdict["light"] | undefined>} */
const colours = { valid: "green", already_used: "amber", expired: "amber", not_yet_valid: "amber", suspended: "amber", unknown_issuer: "amber" };
/** @type {Record<string, string>} */
const outcomes = {
  accepted: "valid", stale_lists: "check", check_document: "check", replayed: "already_used", expired: "expired", holder_time: "expired",
  holder_clock: "clock", not_yet_valid: "not_yet_valid", status_invalid: "revoked", status_suspended: "suspended",
  unknown_kid: "unknown_issuer", key_time: "unknown_issuer", scope: "not_valid_here",
};
/** @type {Record<string, string>} */
const checks = { document: "check", clock: "clock" };
// The reasons that depend on the time.
const timely = ["accepted", "stale_lists", "check_document", "holder_clock", "holder_time", "expired", "not_yet_valid", "key_time"];
const signs = { green: "✓", amber: "!", red: "✕" };

/**
 * The light of a scan and its sign. A scan that the officer must still check is never green.
 * @param {{ outcome: string, check?: string | null, by?: string }} scan
 */
export function lightOf({ outcome, check, by }) {
  const colour = outcome === "valid" && (check || by === "document") ? "amber" : colours[outcome] ?? "red";
  return { colour, sign: signs[colour] };
}

/**
 * The light of what is shown, for a signal; null while nothing is decided.
 * @param {import("./shown.js").Shown} shown
 * @returns {Verdict["light"] | null}
 */
export function lightOfShown(shown) {
  return shown.stage === "told" ? lightOf(shown.body).colour
    : shown.stage === "alone" ? judged(shown.alone).light
      : shown.stage === "foreign" ? "amber" : shown.stage === "refused" ? "red" : null;
}

/**
 * Shows the answer to a scan with colour, sign and words, readable from two metres. `files`: whether the holder's services can be
 * filed at this counter. `filed`: what was filed for the holder since the scan. `finish`: the holder goes.
 * @param {Api.ScanView} scan
 * @param {boolean} files
 * @param {import("./counter.js").Receipt[]} [filed]
 * @param {() => void} [finish]
 * @param {Supply | null} [supply]
 */
export function resultOf(scan, files, filed = [], finish = () => {}, supply = null) {
  const { colour, sign } = lightOf(scan);
  return el("article", { class: `outcome ${colour}`, "data-outcome": scan.outcome, "data-check": scan.check },
    el("p", { class: "verdict" }, el("span", { class: "sign", "aria-hidden": "true" }, sign), scan.outcomeText),
    el("p", { class: "advice" }, scan.by === "document" ? t("hall.look-up.recorded") : named("hint", checks[scan.check ?? ""] ?? scan.outcome)),
    scan.firstUsedAt ? el("p", {}, t("hall.first-used", moment(scan.firstUsedAt))) : null,
    scan.holder ? holder(scan.holder, scan.issuer) : null,
    el("div", { class: "actions" }, el("button", { type: "button", class: "plain", id: "finish", onclick: finish }, t("hall.finish"))),
    filed.length > 0 ? section("hall.filed", filed.map(receipt)) : null,
    scan.openRequests ? section("hall.open-requests", [...filed, ...scan.openRequests].map(each => request(each, supply))) : null,
    scan.entitlements ? section("hall.entitlements", eligibleFirst(scan.entitlements).map(each => entitlement(each, files))) : null);
}

/**
 * What a verdict of this browser counts for. With a wrong clock, a verdict that depends on the time is never green nor red.
 * @param {Alone} alone
 * @returns {{ light: Verdict["light"], outcome: string }}
 */
export function judged({ verdict: { reason, light }, minutes }) {
  return minutes !== 0 && timely.includes(reason) ? { light: "amber", outcome: "device_clock" } : { light, outcome: outcomes[reason] ?? "invalid" };
}

/**
 * Shows the verdict of this browser.
 * @param {Alone} alone
 */
export function offlineResultOf(alone) {
  const { reason, tier, city, partner, firstSeenAt } = alone.verdict;
  const { light, outcome } = judged(alone);
  return el("article", { class: `outcome ${light}`, "data-outcome": outcome, "data-offline": reason },
    el("p", { class: "verdict" }, el("span", { class: "sign", "aria-hidden": "true" }, signs[light]), named("outcome", outcome)),
    el("p", { class: "advice" }, outcome === "device_clock" ? clockText(alone.minutes) : named("hint", outcome)),
    outcome === "device_clock" ? el("p", {}, t("hall.clock.otherwise", named("outcome", outcomes[reason]))) : null,
    el("p", {}, t("hall.alone")),
    firstSeenAt ? el("p", {}, t("hall.first-used", moment(firstSeenAt * 1000))) : null,
    tier !== undefined && light !== "red" ? facts([
      [t("pass.tier"), tierName(tier) ?? t("hall.level", tier)],
      [t("hall.issuer"), partner ? [cityName(city), t("hall.partner")].filter(each => each).join(" · ") : t("hall.own-city")],
    ]) : null);
}

/** @param {number} minutes by how many minutes this device's clock is ahead (negative: behind) */
export function clockText(minutes) {
  return t(minutes > 0 ? "hall.clock.ahead" : "hall.clock.behind", Math.abs(minutes));
}

/**
 * The text that the city's answer differs from the verdict of this browser. Null when they agree, or when this browser had no
 * firm verdict.
 * @param {Api.ScanView} scan
 * @param {Alone} before
 */
export function differenceOf(scan, before) {
  const { outcome } = judged(before);
  return outcome === "device_clock" || outcome === (checks[scan.check ?? ""] ?? scan.outcome) ? null
    : t("hall.alone.differs", named("outcome", outcome), scan.outcomeText);
}

/**
 * Shows that something was read that is no code of a pass.
 * @param {string} kind
 */
export function foreignOf(kind) {
  return el("article", { class: "outcome amber", "data-outcome": "foreign", "data-kind": kind },
    el("p", { class: "verdict" }, el("span", { class: "sign", "aria-hidden": "true" }, signs.amber), t(`foreign.${kind}`)),
    el("p", { class: "advice" }, t(`foreign.${kind}.hint`)),
    kind === "document" ? el("p", {}, el("a", { href: "/verify" }, t("foreign.document.link"))) : null);
}

/**
 * The links to the bundles that can be filed at this counter.
 * @param {Api.BundleView[]} bundles
 */
export function bundlesOf(bundles) {
  return section("bundles.title", bundles.map(each => el("li", {}, each.title,
    el("a", { href: `#/bundle/${each.bundle}`, "data-bundle": each.bundle, "aria-label": `${t("hall.file")}: ${each.title}` }, t("hall.file")))));
}

/**
 * @param {Api.ScanHolderView} who
 * @param {Api.ScanIssuerView | null | undefined} issuer
 */
function holder(who, issuer) {
  return facts([
    [t("pass.holder"), el("strong", { class: "holder" }, who.displayName)],
    [t("pass.tier"), who.tierTitle],
    [t("pass.nature"), who.natureTitle],
    [t("pass.valid"), date(who.validTo)],
    [t("hall.issuer"), issuer && `${issuer.city}${issuer.partner ? ` · ${t("hall.partner")}` : ""}`],
  ]);
}

/**
 * @param {string} title
 * @param {HTMLElement[]} items
 */
function section(title, items) {
  return el("section", {}, el("h2", {}, t(title)), items.length === 0 ? el("p", {}, t("hall.none")) : el("ul", { class: "plain-list" }, ...items));
}

/**
 * A service with the reason of each condition. What is met is told on demand; what stands in the way is always visible.
 * @param {Api.ScanEntitlementView} each
 * @param {boolean} files
 */
function entitlement(each, files) {
  const reasons = (each.conditions ?? []).map(one => el("li", { "data-result": one.result }, el("span", { "aria-hidden": "true" }, conditionSigns[one.result]), " ", one.text, el("small", {}, one.why)));
  const list = reasons.length === 0 ? null : el("ul", { class: "reasons" }, ...reasons);
  return el("li", { "data-entitlement": each.service },
    el("span", { class: `entitlement ${each.status}` }, named("entitlement", each.status)), each.title,
    files && each.status !== "not_eligible"
      ? el("a", { href: `#/file/${each.service}`, "data-file": each.service, "aria-label": `${t("hall.file")}: ${each.title}` }, t("hall.file")) : null,
    list && (each.status === "eligible" ? el("details", {}, el("summary", { "aria-label": titled(t("hall.reasons"), each.title) }, t("hall.reasons")), list) : list));
}

/** @param {import("./counter.js").Receipt} each */
function receipt(each) {
  return el("li", { "data-filed": each.number }, stateBadge(each.state), each.title, " ", el("span", { class: "number" }, each.number), " ",
    el("span", { class: "number" }, titled(t("request.short-code"), each.shortCode)));
}

/**
 * @param {{ number: string, title: string, state: string }} each
 * @param {Supply | null} supply
 */
function request(each, supply) {
  const wrong = el("div", {});
  return el("li", { "data-open": each.number }, stateBadge(each.state), each.title, " ", el("span", { class: "number" }, each.number),
    supply?.taken.has(each.number) ? el("span", { class: "soft", role: "status" }, t("hall.supplied"))
      : supply && mayWant(each) ? el("button", { type: "button", class: "plain small", "data-supply": each.number, "aria-label": t("hall.supply.of", each.title), onclick: () => supply.take(each, wrong) }, t("hall.supply")) : null,
    wrong);
}
