import { all, api, Problem, problemOf } from "../api.js";
import { el, facts } from "../dom.js";
import { date, moment, named, t } from "../language.js";
import { latest } from "../latest.js";
import { alertOf, answers, course, failed, documentsOf, dueName, dueText, light, papers, save, saveDocument, stateBadge, stepText, timeline } from "../parts.js";
import { ask, fieldsOf, words } from "../ask.js";
import { bodyOf, isKnown, looksOf, schemaOf, withFields } from "./actions.js";

/**
 * The applicant. Only who handles the case is told more than the masked name.
 * @param {Api.ApplicantView} person
 * @returns {[string, string | Node | null | undefined][]}
 */
function applicant(person) {
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
  const turns = latest();
  /** @type {Api.ServiceView | null} */
  let guide = null;
  /** @type {Api.DepartmentView[]} */
  let departments = [];
  return { node: el("section", { class: "card case" }, el("a", { class: "back", href: "#/queue" }, `← ${t("desk.queue")}`), message, whole), load };

  async function load() {
    const turn = turns.begin();
    try {
      const { body: request, etag } = await client.get(path, { signal: turn.signal });
      const ours = guide ??= (await client.get(`/services/${encodeURIComponent(request.service)}`)).body;
      departments = departments.length > 0 ? departments : (await all(client, "/departments")).filter(each => each.department !== session.department);
      const shown = { request, guide: ours, etag };
      if (turn.isLatest()) {
        whole.replaceChildren(...parts(shown));
      }

      return shown;
    } catch (problem) {
      if (turn.isLatest()) {
        whole.replaceChildren(failed(problem, load));
      }

      return null;
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
      ...pointsOf(shown),
      ...course(request, ours),
      ...(request.documents ? [el("h3", {}, t("documents.title")), ...documentsOf(request.documents, document => saveDocument(client, document, message), revocation)] : []),
      el("h3", {}, t("request.answers")), answers(request.answers, ours.form),
      ...(request.materials.length > 0 ? [el("h3", {}, t("request.materials")), papers(request.materials, ours.materials, session.roles.includes("desk") ? file => save(client, `${path}/files/${encodeURIComponent(file)}`, file, message) : null)] : []),
      el("h3", {}, t("request.timeline")), timeline(request.timeline),
    ];
  }

  /**
   * The points that have to be checked before an approval, each with its tick.
   * @param {Shown} shown
   */
  function pointsOf(shown) {
    const points = shown.request.points ?? [];
    const may = shown.request.allowedActions.includes("check");
    return points.length === 0 ? [] : [
      el("h3", {}, t("desk.points")),
      el("ul", { class: "points" }, ...points.map(each => el("li", { "data-point": each.point },
        el("span", {}, each.text),
        el("small", {}, each.checked
          ? [t(each.checked.met ? "desk.point.met" : "desk.point.not-met", each.checked.by, moment(each.checked.at)), each.checked.note].filter(part => part).join(" · ")
          : t("desk.point.open")),
        may ? el("span", { class: "actions" },
          tick(each, true, shown),
          tick(each, false, shown)) : null))),
    ];
  }

  /**
   * @param {Api.PointView} point
   * @param {boolean} met
   * @param {Shown} shown
   */
  function tick(point, met, { etag }) {
    return el("button", { type: "button", class: "plain", "data-met": String(met), onclick: () => check() }, t(met ? "desk.point.tick" : "desk.point.cross"));

    function check() {
      return perform("check", fieldsOf(["note", words(t("desk.field.check"))]), null, {}, asked => post("check", { ...asked, point: point.point, met }, etag));
    }
  }

  /**
   * The buttons for a revocation: one account proposes it, another one confirms it.
   * @param {Api.DocumentLine} document
   */
  function revocation({ number: document, status }) {
    return status === "revoked" ? [] : [
      el("button", { type: "button", class: "plain small", "data-action": "document-revoke", onclick: () => propose(document) }, t("documents.revoke")),
      el("button", { type: "button", class: "plain small", "data-action": "document-confirm", onclick: () => revoke(`/documents/${encodeURIComponent(document)}/revoke/confirm`, {}, "documents.revoked") }, t("documents.confirm")),
    ];
  }

  /** @param {string} document */
  function propose(document) {
    return perform("document-revoke", fieldsOf(["reason", { ...words(t("desk.field.reason")), maxLength: 500 }, true]), "plain", {},
      asked => client.post(`/documents/${encodeURIComponent(document)}/revoke`, { reason: asked.reason }), t("documents.proposed"));
  }

  /**
   * @param {string} address
   * @param {object} body
   * @param {string} done
   */
  async function revoke(address, body, done) {
    try {
      await client.post(address, body);
      message.replaceChildren(el("p", { class: "done" }, t(done)));
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }

    await load();
  }

  /**
   * @param {string} action
   * @param {Shown} shown
   */
  async function act(action, shown) {
    const { request, guide: ours } = shown;
    let now = shown;
    await perform(action, schemaOf(action, ours, departments, request), looksOf(action), { items: [{}] }, async asked => {
      try {
        await post(action, bodyOf(asked, action, ours, request), now.etag);
      } catch (thrown) {
        const problem = problemOf(thrown);
        if (problem.status !== 412) {
          throw withFields(problem, action, asked, ours, request);
        }

        // A colleague was faster. The officer sees what changed, and decides with the next press.
        const before = now.request.timeline.length;
        now = await load() ?? now;
        throw new Problem(412, { code: problem.code, detail: [t("desk.changed"), ...now.request.timeline.slice(before).map(stepText)].join(" ") });
      }
    });
  }

  /**
   * Asks for the fields of an action and sends it. The dialog stays open until the API has taken it.
   * @param {string} action
   * @param {FormSchema} schema
   * @param {string | null} looks
   * @param {Answers} value
   * @param {(asked: Answers) => Promise<unknown>} run
   * @param {string} done what is said afterwards
   */
  async function perform(action, schema, looks, value, run, done = t("desk.done", named("action", action))) {
    try {
      if (await ask(action, schema, looks, value, run) === null) {
        return;
      }

      message.replaceChildren(el("p", { class: "done" }, done));
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }

    await Promise.all([load(), acted()]);
  }

  /**
   * @param {string} action
   * @param {object} body
   * @param {string | null} etag
   */
  function post(action, body, etag) {
    return client.post(`${path}/${action}`, body, etag === null ? {} : { "If-Match": etag });
  }
}
