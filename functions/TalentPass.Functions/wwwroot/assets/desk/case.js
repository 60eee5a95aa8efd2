import { api, problemOf } from "../api.js";
import { ask, fieldsOf, words } from "../ask.js";
import { course } from "../course.js";
import { el, facts, unwaited } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { moment, named, t } from "../language.js";
import { latest } from "../latest.js";
import { all } from "../lists.js";
import { answers, documentsOf, dueName, dueText, light, papers, saveDocument, stateBadge, stepText, timeline } from "../parts.js";
import { guideOf } from "../terms.js";
import { isKnown, looksOf, schemaOf } from "./actions.js";
import { applicantOf } from "./applicant.js";
import { bodyOf, withFields } from "./bodies.js";
import { addressOf } from "./filters.js";
import { isFocusNowhere } from "./focus.js";
import { onceOf } from "./once.js";
import { pointsOf } from "./points.js";
import { revocationOf } from "./revocation.js";
import { toldOf } from "./told.js";
import { viewerOf } from "./viewer.js";

/** @typedef {{ request: Api.RequestView, guide: Api.ServiceView, etag: string | null }} Shown */

/**
 * The view of one case: the answers, the timeline and the actions that the API allows. The list beside it is loaded again after each
 * action, and says which cases come before and after this one.
 * @param {DeskSession} session
 * @param {string} number
 * @param {{ queue: import("./queue.js").Queue, people: import("./people.js").People, reasons: import("./reasons.js").Reasons }} around
 */
export function caseOf(session, number, { queue, people, reasons }) {
  const client = api(session);
  /** @type {`/desks/${string}/requests/${string}`} */
  const path = `/desks/${session.department}/requests/${encodeURIComponent(number)}`;
  const message = el("div", { "aria-live": "polite" });
  const whole = el("div", { class: "whole" });
  const viewer = viewerOf(client);
  const told = toldOf(client, path);
  const bar = el("div", { class: "case-bar" });
  const turns = latest();
  /** @type {Api.ServiceView | null} */
  let guide = null;
  /** @type {Api.DepartmentView[]} */
  let departments = [];
  /** @type {Shown | null} */
  let last = null;
  const revocation = revocationOf(client, { message, perform, load });
  showPlace();
  return { number, node: el("section", { class: "card case" }, bar, message, el("div", { class: "sides" }, whole, viewer.node)), load, draw, showPlace, stop, focus };

  /** Shows where the case is in the list, with the buttons to those before and after it. */
  function showPlace() {
    const place = queue.beside(number);
    const focused = bar.contains(document.activeElement) ? document.activeElement?.getAttribute("data-step") : null;
    bar.replaceChildren(
      el("a", { class: "back", href: addressOf("queue", queue.filters()) }, `← ${t("desk.queue")}`),
      ...(place ? [
        step(-1, "desk.previous", place.previous === undefined),
        el("span", { class: "soft" }, t(place.hasMore ? "desk.place.more" : "desk.place", place.index + 1, place.of)),
        step(1, "desk.next", place.next === undefined && !place.hasMore)] : []));
    /** @type {HTMLElement | null} */ (bar.querySelector(`[data-step="${focused}"]`))?.focus();
  }

  /**
   * @param {1 | -1} way
   * @param {string} name
   * @param {boolean} disabled
   */
  function step(way, name, disabled) {
    return el("button", { type: "button", class: "plain small", "data-step": String(way), disabled, onclick: () => queue.go(number, way) }, t(name));
  }

  function stop() {
    viewer.close();
    told.stop();
  }

  function focus() {
    /** @type {HTMLElement | null} */ (whole.querySelector("h2"))?.focus({ preventScroll: true });
  }

  async function load() {
    const turn = turns.begin();
    try {
      const { body: request, etag } = await client.get(path, { signal: turn.signal });
      const ours = guide ??= await guideOf(client, request.service);
      departments = departments.length > 0 ? departments : (await all(client, "/departments")).filter(each => each.department !== session.department);
      const shown = { request, guide: ours, etag };
      if (turn.isLatest()) {
        last = shown;
        whole.replaceChildren(...parts(shown));
        unwaited(told.renew());
      }

      return shown;
    } catch (problem) {
      if (turn.isLatest()) {
        last = null;
        whole.replaceChildren(failed(problem, load));
      }

      return null;
    }
  }

  /** Draws what is shown once more, with the names that are known now. */
  function draw() {
    if (last) {
      const isInside = whole.contains(document.activeElement);
      whole.replaceChildren(...parts(last));
      if (isInside) {
        focus();
      }
    }
  }

  /** @param {Shown} shown */
  function parts(shown) {
    const { guide: ours } = shown;
    const request = people.named(shown.request);
    const known = request.allowedActions.filter(isKnown);
    return [
      el("h2", { class: "case-title", tabindex: "-1" }, request.title),
      el("p", {}, stateBadge(request.state), " ", light(request.clock.light)),
      el("div", { class: "actions", role: "group", "aria-label": t("desk.actions") }, ...(known.length === 0
        ? [el("p", { class: "soft" }, t("desk.no-actions"))]
        : known.map(action => el("button", { type: "button", class: looksOf(action), "data-action": action, onclick: () => act(action, shown) }, named("action", action))))),
      facts([
        [t("request.number"), el("span", { class: "number" }, request.number)],
        ...applicantOf(request.applicant),
        [t("request.submitted"), moment(request.submittedAt)],
        [dueName(request), dueText(request)],
        [t("request.claimed"), people.claimedBy(request.claimedBy)],
      ]),
      ...pointsOf(request.points ?? [], request.allowedActions.includes("check") ? (point, met) => check(point, met, shown) : null),
      ...course(request, ours),
      ...(request.documents ? [el("h3", {}, t("documents.title")), ...documentsOf(request.documents, document => saveDocument(client, document, message), revocation.buttons)] : []),
      el("h3", {}, t("request.answers")), answers(request.answers, ours.form),
      ...(request.materials.length > 0 ? [el("h3", {}, t("request.materials")), papers(request.materials, ours.materials, session.roles.includes("desk") ? file => showPaper(file, shown) : null, t("paper.look"))] : []),
      told.node,
      el("h3", {}, t("request.timeline")), timeline(request.timeline),
    ];
  }

  /**
   * @param {string} file
   * @param {Shown} shown
   */
  function showPaper(file, { request, guide: ours }) {
    const id = request.materials.find(each => each.file === file)?.id ?? file;
    return viewer.show(`${path}/files/${encodeURIComponent(file)}`, ours.materials.find(each => each.id === id)?.title ?? id);
  }

  /**
   * @param {string} point
   * @param {boolean} met
   * @param {Shown} shown
   */
  function check(point, met, shown) {
    const once = sendingOf("check", shown);
    return perform("check", fieldsOf(["note", words(t("desk.field.check"))]), null, {}, asked => once.send({ ...asked, point, met }), { isDone: once.isDone });
  }

  /**
   * @param {string} action
   * @param {Shown} shown
   */
  function act(action, shown) {
    const { request, guide: ours } = shown;
    const once = sendingOf(action, shown);
    return perform(action, schemaOf(action, ours, departments, request, people), looksOf(action), { items: [{}] },
      asked => once.send(bodyOf(asked, action, ours, request)).catch(thrown => { throw withFields(problemOf(thrown), action, asked, ours, request); }),
      { isDone: once.isDone });
  }

  /**
   * @param {string} action
   * @param {Shown} shown
   */
  function sendingOf(action, shown) {
    return onceOf({ action, account: session.account, shown, load, changes: changesSince,
      post: (body, etag) => client.post(`${path}/${action}`, body, etag === null ? {} : { "If-Match": etag }) });
  }

  /**
   * What a colleague changed: what was done by whom, and how the case stands now.
   * @param {Api.RequestView} request
   * @param {number} before how many steps were known
   */
  function changesSince(request, before) {
    return [
      t("desk.changed"), ...people.named(request).timeline.slice(before).map(stepText),
      t("desk.now", named("state", request.state), people.claimedBy(request.claimedBy))].join(" ");
  }

  /**
   * Asks for the fields of an action and sends it. The dialog stays open until the API has taken it.
   * @param {string} action
   * @param {FormSchema} schema
   * @param {string | null} looks
   * @param {Answers} value
   * @param {(asked: Answers) => Promise<unknown>} run
   * @param {{ isDone?: (request: Api.RequestView) => boolean, done?: string }} [after] `isDone`: whether the case shows that it was done
   * although nobody answered; `done`: what is said afterwards
   */
  async function perform(action, schema, looks, value, run, { isDone = () => false, done = t("desk.done", named("action", action)) } = {}) {
    const said = el("p", { class: "done" }, done);
    /** @type {unknown} */
    let wrong = null;
    try {
      if (await ask(action, schema, looks, value, run, reasons.forAction(action)) === null) {
        return;
      }
    } catch (problem) {
      wrong = problem;
    }

    message.replaceChildren(wrong === null ? said : alertOf(wrong));
    const [now] = await Promise.all([load(), queue.acted()]);
    if (wrong !== null && now && isDone(now.request)) {
      message.replaceChildren(said);
    }

    if (isFocusNowhere()) {
      focus();
    }
  }
}
