import { loaded } from "./api.js";
import { el, unwaited } from "./dom.js";
import { alertOf, failed } from "./frame.js";
import { addTexts, t } from "./language.js";
import { startPage } from "./shell.js";
import { texts } from "./strings/progress.js";

// What the person typed, and whether it was asked for. It outlives a change of the language, which draws the view again.
const typed = { ...typedIn(location.hash), asked: false };
let asking = new AbortController();

addTexts(texts);
startPage({ title: "progress.title", views: { progress: () => progressView } });

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

  return { stop: () => asking.abort(), take };

  /** Another receipt was scanned while the page is open. */
  async function take() {
    const next = typedIn(location.hash);
    [number.value, code.value] = [typed.number, typed.code] = [next.number, next.code];
    await show();
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    await show();
  }

  async function show() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    typed.asked = true;
    const missing = [number, code].find(each => each.value.trim() === "");
    if (missing) {
      answer.replaceChildren(alertOf(t("progress.empty")));
      missing.focus();
      return;
    }

    answer.replaceChildren(el("p", { class: "soft" }, t("progress.asking")));
    const shown = await ask(signal);
    if (!signal.aborted) {
      answer.replaceChildren(shown);
    }
  }

  /**
   * What draws the answer is loaded when somebody asks.
   * @param {AbortSignal} signal
   */
  async function ask(signal) {
    try {
      const { answerTo } = await loaded(() => import("./progress/answer.js"));
      return await answerTo(typed.number, typed.code, signal, show);
    } catch (problem) {
      return failed(problem, show);
    }
  }
}

/**
 * The number and the short code in the fragment of an address; empty texts where there are none.
 * @param {string} hash
 */
function typedIn(hash) {
  const query = new URLSearchParams(hash.startsWith("#/?") ? hash.slice(3) : "");
  return { number: query.get("number") ?? "", code: query.get("shortCode") ?? "" };
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
