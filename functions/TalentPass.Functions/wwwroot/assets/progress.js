import { api, problemOf } from "./api.js";
import { el, facts, unwaited } from "./dom.js";
import { alertOf, failed, retryOf } from "./frame.js";
import { bracketed, date, moment, named, t, timeOfDay } from "./language.js";
import { latest } from "./latest.js";
import { stateBadge } from "./parts.js";
import { addressOf, typedIn } from "./progress-address.js";
import { startPage } from "./shell.js";

const client = api(null);
const turns = latest();

// What the person typed, and whether it was asked for. It outlives a change of the language, which draws the view again.
const typed = { ...typedIn(location.hash), asked: false };

startPage({ title: "progress.title", views: { progress: progressView } });

/**
 * The view that tells how far a request is, to whoever has the number and the short code of its receipt. Both are in the fragment
 * of the address, which a browser sends to nobody.
 * @param {HTMLElement} host
 */
function progressView(host) {
  const answer = el("div", { "aria-live": "polite", id: "answer" });
  const number = input("number", typed.number, value => { typed.number = value; });
  const code = input("code", typed.code, value => { typed.code = value; });
  host.append(
    el("h1", {}, t("progress.title")),
    el("p", { class: "lead" }, t("progress.lead")),
    el("form", { class: "card", novalidate: true, onsubmit: submit },
      field("number", t("request.number"), t("progress.number.hint"), number),
      field("code", t("request.short-code"), t("progress.code.hint"), code),
      el("button", { type: "submit", id: "look-up" }, t("progress.go"))),
    answer);
  if (typed.asked || (typed.number && typed.code)) {
    unwaited(show());
  } else {
    number.focus({ preventScroll: true });
  }

  return { stop: () => turns.end(), take };

  /** Another receipt was scanned while the page is open. */
  async function take() {
    const next = typedIn(location.hash);
    [number.value, code.value] = [typed.number, typed.code] = [next.number, next.code];
    await show();
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    history.replaceState(null, "", addressOf(typed.number, typed.code));
    await show();
  }

  async function show() {
    const { signal, isLatest } = turns.begin();
    typed.asked = true;
    const missing = [number, code].find(each => each.value.trim() === "");
    if (missing) {
      answer.replaceChildren(alertOf(t("progress.empty")));
      missing.focus();
      return;
    }

    answer.replaceChildren(el("p", { class: "soft" }, t("progress.asking")));
    const shown = await ask(typed.number, typed.code, signal, show);
    if (isLatest()) {
      answer.replaceChildren(shown);
    }
  }
}

/**
 * @param {string} id
 * @param {string} value
 * @param {(value: string) => void} changed
 */
function input(id, value, changed) {
  /** @type {HTMLInputElement} */
  const control = el("input", { id, value, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 64, "aria-required": "true", "aria-describedby": `${id}-hint`, oninput: () => changed(control.value) });
  return control;
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} hint
 * @param {HTMLElement} control
 */
function field(id, title, hint, control) {
  return el("div", { class: "field" }, el("label", { for: id }, title), el("p", { class: "hint", id: `${id}-hint` }, hint), control);
}

/**
 * Asks the city, and draws the answer or why there is none.
 * @param {string} number
 * @param {string} code
 * @param {AbortSignal} signal
 * @param {() => unknown} again
 */
async function ask(number, code, signal, again) {
  try {
    const { body } = await client.get(`/progress?number=${encodeURIComponent(number.trim())}&shortCode=${encodeURIComponent(code.trim())}`, { signal });
    return found(body, again);
  } catch (thrown) {
    const problem = problemOf(thrown);
    return problem.status === 404 || problem.status === 422 || problem.status === 400 ? alertOf(t("progress.not-found"))
      : problem.status === 429 ? el("div", {}, alertOf(t("progress.too-many", timeOfDay(Date.now() + 1000 * (problem.retryAfter ?? 60)))), retryOf(again))
      : failed(problem, again);
  }
}

/**
 * @param {Api.ProgressView} progress
 * @param {() => unknown} again
 */
function found(progress, again) {
  return el("section", { class: "card", "data-found": progress.number },
    el("h2", {}, t("progress.found")),
    el("p", {}, stateBadge(progress.state)),
    facts([
      [t("request.number"), el("span", { class: "number" }, progress.number)],
      [t("request.submitted"), moment(progress.submittedAt)],
      [t("progress.accepted"), progress.acceptedAt && moment(progress.acceptedAt)],
      [t("progress.decided"), progress.decidedAt && moment(progress.decidedAt)],
      [t("request.due"), progress.due && (progress.provisional ? bracketed(date(progress.due), t("request.due.provisional")) : date(progress.due))],
      [t("progress.next"), named("next", progress.state)],
    ]),
    el("p", { class: "soft" }, t("progress.asked-at", moment(Date.now()))),
    el("button", { type: "button", class: "plain", onclick: again }, t("progress.again")));
}
