import { el, unwaited } from "../dom.js";
import { t } from "../language.js";
import { fullScreen } from "./full-screen.js";
import { qrPicture } from "./picture.js";

/**
 * A code to show: made by the city (S) or by this device (H), after how many seconds the next one is due, and what to say above it.
 * Or `none`: why there is no code now.
 * @typedef {{ profile: "S" | "H", code: string, seconds: number, mark?: string } | { none: string }} Next
 */

const retrySeconds = 5;

/**
 * Shows codes, a fresh one each time the one before is due, while the page is visible. `ask` gets the next code; it is asked once
 * more when there was none. Returns a function that ends it.
 * @param {HTMLElement} host
 * @param {() => Promise<Next>} ask
 */
export function keepFresh(host, ask) {
  const mark = el("div", { role: "status" });
  const picture = el("div", { class: "picture" });
  const left = el("p", { class: "left", role: "timer" });
  const bar = el("progress", { "aria-hidden": "true" });
  const text = el("textarea", { readonly: true, rows: 4, id: "code-text" });
  const copy = el("button", { type: "button", class: "plain", onclick: copyText }, t("pass.copy"));
  const full = fullScreen();
  host.append(
    mark, picture, left, bar,
    el("div", { class: "actions centred" },
      el("button", { type: "button", id: "full-screen", onclick: full.open }, t("pass.full")),
      el("button", { type: "button", class: "plain", id: "fresh-code", onclick: fetchCode }, t("pass.refresh"))),
    el("details", {}, el("summary", {}, t("pass.text")), el("label", { for: "code-text" }, t("pass.text.label")), text, copy));

  let next = 0;
  let asked = 0;
  const ticks = setInterval(tick, 250);
  document.addEventListener("visibilitychange", turned);
  addEventListener("online", turned);
  addEventListener("pagehide", stop);
  turned();
  return stop;

  function turned() {
    if (document.hidden) {
      asked++;
      next = 0;
      clear(t("pass.paused"));
    } else {
      unwaited(fetchCode());
    }
  }

  function tick() {
    if (next === 0) {
      return;
    }

    const seconds = Math.max(0, Math.ceil((next - performance.now()) / 1000));
    bar.value = seconds;
    if (picture.firstChild) {
      left.textContent = t("pass.refreshes", seconds);
    }

    if (seconds === 0) {
      unwaited(fetchCode());
    }
  }

  async function fetchCode() {
    const mine = ++asked;
    next = 0;
    const found = await ask();
    if (mine !== asked) {
      return;
    }

    if ("none" in found) {
      clear(found.none);
      next = performance.now() + retrySeconds * 1000;
    } else {
      show(found);
    }
  }

  /** @param {Extract<Next, { code: string }>} found */
  function show({ profile, code, seconds, mark: said }) {
    mark.replaceChildren(...(said ? [el("p", { class: "offline-mark" }, said)] : []));
    const drawn = qrPicture(code, t("pass.picture"));
    picture.replaceChildren(drawn);
    picture.dataset.profile = profile;
    text.value = code;
    bar.max = seconds;
    next = performance.now() + seconds * 1000;
    full.show(drawn.cloneNode(true), said ?? "");
    tick();
  }

  /** @param {string} words */
  function clear(words) {
    mark.replaceChildren();
    picture.replaceChildren();
    delete picture.dataset.profile;
    text.value = "";
    bar.value = 0;
    left.textContent = words;
    full.show(null, words);
  }

  // On plain HTTP there is no clipboard, and a browser may refuse it. Then the text is selected, so the user can copy it.
  async function copyText() {
    try {
      await navigator.clipboard.writeText(text.value);
      copy.textContent = t("pass.copied");
    } catch {
      text.select();
      copy.textContent = t("pass.copy.failed");
    }
  }

  function stop() {
    asked++;
    full.close();
    clearInterval(ticks);
    document.removeEventListener("visibilitychange", turned);
    removeEventListener("online", turned);
    removeEventListener("pagehide", stop);
  }
}
