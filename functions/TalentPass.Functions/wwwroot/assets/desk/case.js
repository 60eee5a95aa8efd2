import { all, api, problemOf } from "../api.js";
import { el, facts } from "../dom.js";
import { date, moment, named, t } from "../language.js";
import { alertOf, answers, course, dueName, dueText, light, papers, save, stateBadge, timeline } from "../parts.js";
import { ask } from "../ask.js";
import { bodyOf, isKnown, looksOf, schemaOf } from "./actions.js";

/**
 * The applicant. Only who handles the case is told more than the masked name.
 * @param {Api.ApplicantView} person
 * @returns {[string, string | Node | null | undefined][]}
 */
function applicant(person) {
  const [status] = person.statuses ?? [];
  return [
    [t("request.applicant"), el("strong", { class: "holder" }, [person.name, person.chineseName].filter(Boolean).join(" · "))],
    [t("applicant.document"), person.document ? el("span", { class: "number" }, `${person.document}${person.documentCountry ? ` (${person.documentCountry})` : ""}`) : null],
    [t("applicant.born"), person.birthDate ? date(person.birthDate) : null],
    [t("applicant.phone"), person.phone ? el("span", { class: "number" }, person.phone) : null],
    [t("applicant.nature"), person.natureTitle],
    [t("pass.tier"), person.tierTitle ?? (person.masked ? null : t("applicant.no-tier"))],
    [t("applicant.statuses"), status ? el("ul", { class: "plain-list" }, ...(person.statuses ?? []).map(each =>
      el("li", {}, `${each.tierTitle} · ${each.issuer.name} · ${date(each.validFrom)}–${each.validTo ? date(each.validTo) : t("applicant.no-end")} · ${named("standing", each.standing)}`))) : null],
    [t("applicant.family"), person.family?.length ? el("ul", { class: "plain-list" }, ...person.family.map(each =>
      el("li", {}, `${named("relation", each.relation)} · ${each.name} · ${date(each.birthDate)}${each.document ? ` · ${each.document}` : ""}`))) : null],
  ];
}

/** @typedef {{ request: Api.RequestView, guide: Api.ServiceView, etag: string | null }} Shown */

/**
 * The view of one case: the answers, the timeline and the actions that the API allows. `acted` runs after each action.
 * @param {DeskSession} session
 * @param {string} number
 * @param {() => Promise<void>} acted
 */
export function caseOf(session, number, acted) {
  const client = api(session);
  /** @type {`/desks/${string}/requests/${string}`} */
  const path = `/desks/${session.department}/requests/${encodeURIComponent(number)}`;
  const message = el("div", { "aria-live": "polite" });
  const whole = el("div", {});
  /** @type {Api.ServiceView | null} */
  let guide = null;
  /** @type {Api.DepartmentView[]} */
  let departments = [];
  return { node: el("section", { class: "card case" }, el("a", { class: "back", href: "#/queue" }, `← ${t("desk.queue")}`), message, whole), load };

  async function load() {
    try {
      const { body: request, etag } = await client.get(path);
      const ours = guide ??= (await client.get(`/services/${encodeURIComponent(request.service)}`)).body;
      departments = departments.length > 0 ? departments : (await all(client, "/departments")).filter(each => each.department !== session.department);
      whole.replaceChildren(...parts({ request, guide: ours, etag }));
    } catch (problem) {
      whole.replaceChildren(alertOf(problem));
    }
  }

  /** @param {Shown} shown */
  function parts(shown) {
    const { request, guide: ours } = shown;
    const known = request.allowedActions.filter(isKnown);
    return [
      el("h2", { class: "case-title" }, request.title),
      el("p", {}, stateBadge(request.state), " ", light(request.clock.light)),
      el("div", { class: "actions", role: "group", "aria-label": t("desk.actions") }, ...(known.length === 0
        ? [el("p", { class: "soft" }, t("desk.no-actions"))]
        : known.map(action => el("button", { type: "button", class: looksOf(action), "data-action": action, onclick: () => act(action, shown) }, named("action", action))))),
      facts([
        [t("request.number"), el("span", { class: "number" }, request.number)],
        ...applicant(request.applicant),
        [t("request.submitted"), moment(request.submittedAt)],
        [dueName(request), dueText(request)],
        [t("request.claimed"), request.claimedBy ?? t("request.unclaimed")],
      ]),
      ...course(request, ours),
      el("h3", {}, t("request.answers")), answers(request.answers, ours.form),
      ...(request.materials.length > 0 ? [el("h3", {}, t("request.materials")), papers(request.materials, ours.materials, session.roles.includes("desk") ? open : null)] : []),
      el("h3", {}, t("request.timeline")), timeline(request.timeline),
    ];
  }

  /** @param {string} file */
  async function open(file) {
    try {
      await save(client, `${path}/files/${encodeURIComponent(file)}`, file);
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }
  }

  /**
   * @param {string} action
   * @param {Shown} shown
   */
  async function act(action, { request, guide: ours, etag }) {
    const asked = await ask(action, schemaOf(action, ours, departments, request), looksOf(action), { items: [{}] });
    if (asked === null) {
      return;
    }

    try {
      await client.post(`${path}/${action}`, bodyOf(asked), etag === null ? {} : { "If-Match": etag });
      message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", action))));
    } catch (thrown) {
      const problem = problemOf(thrown);
      message.replaceChildren(alertOf(problem.status === 412 ? t("desk.changed") : problem));
    }

    await Promise.all([load(), acted()]);
  }
}
