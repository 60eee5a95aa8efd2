import { api } from "../api.js";
import { course } from "../course.js";
import { el, facts } from "../dom.js";
import { alertOf } from "../frame.js";
import { date, moment, named, t } from "../language.js";
import { all } from "../lists.js";
import { answers, documentsOf, dueName, light, papers, save, saveDocument, stateBadge, timeline } from "../parts.js";
import { departmentNames } from "../receipt.js";
import { guideOf } from "../terms.js";
import { namedForApplicant } from "../who.js";
import { act, isKnown } from "./acts.js";
import { clocksOf, urgedOf } from "./clocks.js";
import { keepCurrent } from "./current.js";

/**
 * The view of the user's requests, newest first.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function requestsView(host, session) {
  host.append(el("h1", {}, t("requests.title")));
  const list = keepCurrent(host, signal => all(api(session), "/requests", signal), items =>
    [items.length === 0 ? el("p", { class: "soft", id: "no-requests" }, t("requests.none")) : el("ul", { class: "cards" }, ...items.map(item))]);
  await list.load();
  return list.stop;
}

/** @param {Api.RequestListItem} request */
function item(request) {
  return el("li", {}, el("a", { class: "card link", href: `#/request/${request.number}`, "data-number": request.number },
    el("strong", {}, request.title, " ", stateBadge(request.state)),
    el("span", { class: "number" }, request.number),
    el("small", {}, `${moment(request.submittedAt)}${request.due ? ` · ${dueName(request)} ${date(request.due)}` : ""}`)));
}

/**
 * The view of one request: its due date, its timeline and the user's answers.
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {string} number
 */
export async function requestView(host, session, number) {
  const client = api(session);
  const message = el("div", { "aria-live": "polite" });
  host.append(el("a", { class: "back", href: "#/requests" }, `← ${t("requests.title")}`), message);
  /** @type {Api.ServiceView | null} */
  let guide = null;
  /** @type {import("../who.js").Departments} */
  let departments = new Map();
  const whole = keepCurrent(host, read, ({ request, named: shown, ours }) => parts(shown, ours, action => run(action, request, ours),
    file => save(client, `/files/${encodeURIComponent(file)}`, file, message), document => saveDocument(client, document, message)));
  await whole.load();
  return whole.stop;

  /** @param {AbortSignal} signal */
  async function read(signal) {
    const { body: request } = await client.get(`/requests/${encodeURIComponent(number)}`, { signal });
    departments = departments.size > 0 ? departments : await departmentNames(client);
    return { request, named: namedForApplicant(request, departments), ours: guide ??= await guideOf(client, request.service) };
  }

  /**
   * @param {string} action
   * @param {Api.RequestView} request
   * @param {Api.ServiceView} ours
   */
  async function run(action, request, ours) {
    try {
      if (await act(session, action, request, ours)) {
        message.replaceChildren(el("p", { class: "done" }, t("desk.done", named("action", action))));
      }
    } catch (problem) {
      message.replaceChildren(alertOf(problem));
    }

    await whole.load();
  }
}

/**
 * @param {Api.RequestView} request
 * @param {Api.ServiceView} guide
 * @param {(action: string) => unknown} run
 * @param {(file: string) => unknown} open
 * @param {(document: string) => unknown} openDocument
 */
function parts(request, guide, run, open, openDocument) {
  const known = request.allowedActions.filter(isKnown);
  return [
    el("h1", { tabindex: "-1" }, request.title),
    el("section", { class: "card" },
      el("p", {}, stateBadge(request.state), " ", light(request.clock.light)),
      facts([
        [t("request.number"), el("span", { class: "number" }, request.number)],
        [t("request.short-code"), el("span", { class: "number" }, request.shortCode)],
        [t("request.submitted"), moment(request.submittedAt)],
        ...clocksOf(request),
        [t("request.claimed"), request.claimedBy ?? t("request.unclaimed")],
      ]),
      el("p", {}, el("a", { href: `#/receipt/${request.number}` }, t("receipt.open"))),
      urgedOf(request),
      ...course(request, guide),
      request.bundle ? el("p", {}, el("a", { href: `#/filed/${request.bundle.bundle}/${request.bundle.number}` }, t("bundles.progress"))) : null,
      known.length === 0 ? null : el("div", { class: "actions", role: "group", "aria-label": t("request.actions") }, ...known.map(action =>
        el("button", { type: "button", class: action === "supplement" ? null : "plain", "data-action": action, onclick: () => run(action) }, named("action", action))))),
    request.documents ? el("section", { class: "card" }, el("h2", {}, t("documents.title")), ...documentsOf(request.documents, openDocument)) : "",
    el("section", { class: "card" }, el("h2", {}, t("request.timeline")), timeline(request.timeline)),
    el("section", { class: "card" }, el("h2", {}, t("request.answers")), answers(request.answers, guide.form),
      ...(request.materials.length > 0 ? [el("h2", {}, t("request.materials")), papers(request.materials, guide.materials, open)] : [])),
  ];
}
