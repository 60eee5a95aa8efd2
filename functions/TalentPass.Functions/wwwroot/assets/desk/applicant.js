import { el } from "../dom.js";
import { date, named, t } from "../language.js";

/**
 * The applicant. Only who handles the case is told more than the masked name.
 * @param {Api.ApplicantView} person
 * @returns {[string, string | Node | null | undefined][]}
 */
export function applicantOf(person) {
  return [
    [t("request.applicant"), el("strong", { class: "holder" }, [person.name, person.chineseName].filter(Boolean).join(" · "))],
    [t("applicant.document"), person.document ? el("span", { class: "number" }, `${person.document}${person.documentCountry ? ` (${person.documentCountry})` : ""}`) : null],
    [t("applicant.born"), person.birthDate ? date(person.birthDate) : null],
    [t("applicant.phone"), person.phone ? el("span", { class: "number" }, person.phone) : null],
    [t("applicant.nature"), person.natureTitle],
    [t("pass.tier"), person.tierTitle ?? (person.masked ? null : t("applicant.no-tier"))],
    [t("applicant.statuses"), person.statuses?.length ? el("ul", { class: "plain-list" }, ...person.statuses.map(each =>
      el("li", {}, `${each.tierTitle} · ${each.issuer.name} · ${date(each.validFrom)}–${each.validTo ? date(each.validTo) : t("applicant.no-end")} · ${named("standing", each.standing)}`))) : null],
    [t("applicant.family"), person.family?.length ? el("ul", { class: "plain-list" }, ...person.family.map(each =>
      el("li", {}, `${named("relation", each.relation)} · ${each.name} · ${date(each.birthDate)}${each.document ? ` · ${each.document}` : ""}`))) : null],
  ];
}
