import { api } from "../api.js";
import { el, facts } from "../dom.js";
import { moment, named, t } from "../language.js";
import { alertOf, answers, dueText, light, papers, stateBadge, timeline } from "../parts.js";
import { actions, askFor } from "./actions.js";

/** One case: what was asked, how it went, and the actions the API allows. `acted` runs after each change. */
export function caseOf(session, number, acted) {
  const client = api(session);
  const path = `/desks/${session.department}/requests/${encodeURIComponent(number)}`;
  const message = el("div", { "aria-live": "polite" });
  const whole = el("div", {});
  let etag = null;
  let guide = null;
  return { node: el("section", { class: "card case" }, el("a", { class: "back", href: "#/queue" }, `← ${t("desk.queue")}`), message, whole), load };

  async function load() {
    try {
      const answer = await client.get(path);
      etag = answer.etag;
      guide ??= (await client.get(`/services/${encodeURIComponent(answer.body.service)}`)).body;
      whole.replaceChildren(...parts(answer.body));
    } catch (problem) {
      whole.replaceChildren(alertOf(problem));
    }
  }

  function parts(request) {
    const known = request.allowedActions.filter(each => actions[each]);
    return [
      el("h2", { class: "case-title" }, request.title),
      el("p", {}, stateBadge(request.state), " ", light(request.clock.light)),
      el("div", { class: "actions", role: "group", "aria-label": t("desk.actions") }, ...(known.length === 0
        ? [el("p", { class: "soft" }, t("desk.no-actions"))]
        : known.map(action => el("button", { type: "button", class: actions[action].class, "data-action": action, onclick: () => act(action) }, named("action", action))))),
      facts([
        [t("request.number"), el("span", { class: "number" }, request.number)],
        [t("request.applicant"), request.applicant],
        [t("request.submitted"), moment(request.submittedAt)],
        [t("request.due"), dueText(request)],
        [t("request.claimed"), request.claimedBy ?? t("request.unclaimed")],
      ]),
      el("h3", {}, t("request.answers")), answers(request.answers, guide.form),
      ...(request.materials.length > 0 ? [el("h3", {}, t("request.materials")), papers(request.materials, guide.materials)] : []),
      el("h3", {}, t("request.timeline")), timeline(request.timeline),
    ];
  }

  async function act(action) {
    const body = await askFor(action);
    if (body === null) {
      return;
    }

    try {
      await client.post(`${path}/${action}`, body, { "If-Match": etag });
      message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", action))));
    } catch (problem) {
      message.replaceChildren(alertOf(problem.status === 412 ? t("desk.changed") : problem));
    }

    await Promise.all([load(), acted()]);
  }
}
