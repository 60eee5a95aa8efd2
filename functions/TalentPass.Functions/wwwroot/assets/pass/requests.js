import { api } from "../api.js";
import { course } from "../course.js";
import { el, facts } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { date, moment, named, t } from "../language.js";
import { all } from "../lists.js";
import { answers, documentsOf, dueName, light, papers, save, saveDocument, stateBadge, timeline } from "../parts.js";
import { departmentNames } from "../receipt.js";
import { guideOf } from "../terms.js";
import { whileVisible } from "../visible.js";
import { namedForApplicant } from "../who.js";
import { act, isKnown } from "./acts.js";
import { clocksOf, urgedOf } from "./clocks.js";

const refreshSeconds = 10;

/**
 * The view of the user's requests, newest first.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function requestsView(host, session) {
  const list = el("div", {});
  host.append(el("h1", {}, t("requests.title")), list);
  let shown = "";
  await load();
  return whileVisible(refreshSeconds, load);

  async function load() {
    try {
      const items = await all(api(session), "/requests");
      if (shown !== (shown = JSON.stringify(items))) {
        list.replaceChildren(items.length === 0 ? el("p", { class: "soft", id: "no-requests" }, t("requests.none")) : el("ul", { class: "cards" }, ...items.map(item)));
      }
    } catch (problem) {
      shown = "";
      list.replaceChildren(failed(problem, load));
    }
  }
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
  const whole = el("div", {});
  const message = el("div", { "aria-live": "polite" });
  host.append(el("a", { class: "back", href: "#/requests" }, `← ${t("requests.title")}`), message, whole);
  let shown = "";
  /** @type {Api.ServiceView | null} */
  let guide = null;
  /** @type {import("../who.js").Departments} */
  let departments = new Map();
  await load();
  return whileVisible(refreshSeconds, load);

  async function load() {
    try {
      const { body: request } = await api(session).get(`/requests/${encodeURIComponent(number)}`);
      if (shown !== (shown = JSON.stringify(request))) {
        const ours = guide ??= await guideOf(api(session), request.service);
        departments = departments.size > 0 ? departments : await departmentNames(api(session));
        whole.replaceChildren(...parts(namedForApplicant(request, departments), ours, action => run(action, request, ours),
          file => save(api(session), `/files/${encodeURIComponent(file)}`, file, message), document => saveDocument(api(session), document, message)));
      }
    } catch (problem) {
      shown = "";
      whole.replaceChildren(failed(problem, load));
    }
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

    await load();
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
    el("h1", {}, request.title),
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
