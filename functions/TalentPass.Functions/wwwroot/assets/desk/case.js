import { api } from "../api.js";
import { el, facts } from "../dom.js";
import { moment, named, t } from "../language.js";
import { alertOf, answers, course, dueText, light, papers, save, stateBadge, timeline } from "../parts.js";
import { ask } from "../ask.js";
import { bodyOf, isKnown, looksOf, schemaOf } from "./actions.js";

/** One case: what was asked, how it went, and the actions the API allows. `acted` runs after each change. */
export function caseOf(session, number, acted) {
  const client = api(session);
  const path = `/desks/${session.department}/requests/${encodeURIComponent(number)}`;
  const message = el("div", { "aria-live": "polite" });
  const whole = el("div", {});
  let etag = null;
  let guide = null;
  let shown = null;
  let departments = [];
  return { node: el("section", { class: "card case" }, el("a", { class: "back", href: "#/queue" }, `← ${t("desk.queue")}`), message, whole), load };

  async function load() {
    try {
      const answer = await client.get(path);
      etag = answer.etag;
      shown = answer.body;
      guide ??= (await client.get(`/services/${encodeURIComponent(answer.body.service)}`)).body;
      departments = departments.length > 0 ? departments : (await client.get("/departments")).body.items.filter(each => each.department !== session.department);
      whole.replaceChildren(...parts(answer.body));
    } catch (problem) {
      whole.replaceChildren(alertOf(problem));
    }
  }

  function parts(request) {
    const known = request.allowedActions.filter(isKnown);
    return [
      el("h2", { class: "case-title" }, request.title),
      el("p", {}, stateBadge(request.state), " ", light(request.clock.light)),
      el("div", { class: "actions", role: "group", "aria-label": t("desk.actions") }, ...(known.length === 0
        ? [el("p", { class: "soft" }, t("desk.no-actions"))]
        : known.map(action => el("button", { type: "button", class: looksOf(action), "data-action": action, onclick: () => act(action) }, named("action", action))))),
      facts([
        [t("request.number"), el("span", { class: "number" }, request.number)],
        [t("request.applicant"), request.applicant],
        [t("request.submitted"), moment(request.submittedAt)],
        [t("request.due"), dueText(request)],
        [t("request.claimed"), request.claimedBy ?? t("request.unclaimed")],
      ]),
      ...course(request, guide),
      el("h3", {}, t("request.answers")), answers(request.answers, guide.form),
      ...(request.materials.length > 0 ? [el("h3", {}, t("request.materials")), papers(request.materials, guide.materials, session.roles.includes("desk") ? open : null)] : []),
      el("h3", {}, t("request.timeline")), timeline(request.timeline),
    ];
  }

  async function open(file) {
    try {
      await save(client, `${path}/files/${encodeURIComponent(file)}`, file);
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }
  }

  async function act(action) {
    const asked = await ask(action, schemaOf(action, guide, departments, shown), looksOf(action), { items: [{}] });
    if (asked === null) {
      return;
    }

    try {
      await client.post(`${path}/${action}`, bodyOf(asked), { "If-Match": etag });
      message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", action))));
    } catch (problem) {
      message.replaceChildren(alertOf(problem.status === 412 ? t("desk.changed") : problem));
    }

    await Promise.all([load(), acted()]);
  }
}
