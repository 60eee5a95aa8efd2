import { all, api } from "../api.js";
import { el, facts } from "../dom.js";
import { conditionsOf, fieldsOf, filingOf } from "../filing.js";
import { date, t } from "../language.js";
import { alertOf, stateBadge } from "../parts.js";

/** Files a service for the person just scanned; afterwards the receipt, to be handed over. */
export async function counterView(host, session, scan, service) {
  const client = api(session);
  host.append(el("a", { class: "back", href: "#/scan" }, `← ${t("hall.title")}`));
  try {
    const [{ body: guide }, areas] = await Promise.all([client.get(`/services/${encodeURIComponent(service)}`), all(client, "/areas")]);
    const whole = el("div", {});
    host.append(
      el("h1", {}, guide.title),
      facts([[t("request.applicant"), el("strong", { class: "holder" }, scan.holder.displayName)], [t("pass.tier"), scan.holder.tierTitle]]),
      whole);
    whole.append(conditionsOf(guide), filingOf({
      client, path: "/requests", subject: { service }, fields: fieldsOf(guide), materials: guide.materials, scanId: scan.scanId,
      areas: guide.form.properties.area ? null : areas,
      filed: receipt => {
        whole.replaceChildren(receiptOf(receipt));
        whole.firstChild.focus();
      },
    }));
  } catch (problem) {
    host.append(alertOf(problem));
  }
}

function receiptOf(receipt) {
  return el("section", { class: "card", id: "receipt", tabindex: "-1", "aria-label": t("hall.receipt") },
    el("h2", {}, t("hall.receipt")),
    el("p", {}, stateBadge(receipt.state)),
    facts([
      [t("request.number"), el("span", { class: "number" }, receipt.number)],
      [t("request.short-code"), el("span", { class: "number" }, receipt.shortCode)],
      [t("request.due"), date(receipt.due)],
      [t("course.receipt"), receipt.receipt],
      [t("course.warnings"), receipt.warnings?.join(" ")],
    ]),
    el("p", {}, t("hall.receipt.text")),
    el("button", { type: "button", class: "plain", onclick: () => print() }, t("hall.print")));
}
