import { api, isAway, problemOf } from "../api.js";
import { el, facts, svg } from "../dom.js";
import { date, moment, t } from "../language.js";
import { alertOf } from "../parts.js";
import { unwaited } from "../unwaited.js";
import { phoneOf } from "./phone.js";
import { modules } from "./qr.js";

const quiet = 4;
const retrySeconds = 5;
const offlineSeconds = 30;
const patienceSeconds = 5;

/**
 * The view of the pass. The pass is issued at the first visit. While the page is visible, its code is fetched from the city
 * again and again and drawn here. When the city cannot be reached, this device makes the codes (profile H) with its own key,
 * until its credential expires.
 * @param {HTMLElement} host
 * @param {Session} session
 */
export async function codeView(host, session) {
  host.append(el("h1", {}, t("pass.title")));
  const phone = await phoneOf(session);
  const about = el("div", {}, holder(session, null));
  const readiness = el("div", { id: "offline-ready" });
  let known = false;
  try {
    await load();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (!isAway(problem) || !phone.canShow()) {
      host.append(el("section", { class: "card" }, el("p", { class: "lead" }, session.displayName), alertOf(problem)));
      return null;
    }
  }

  const code = el("div", {});
  host.append(el("section", { class: "card pass-card" }, code, readiness, about));
  tell();
  return keepFresh(code, session, phone, reached);

  /** @param {boolean} [takeOver] */
  async function load(takeOver) {
    const { body: pass } = await api(session).post("/passes", {}, {}, phone.canShow() ? { seconds: patienceSeconds, retry: false } : {});
    known = true;
    about.replaceChildren(holder(session, pass));
    // Binding the key runs in the background, so that the code is shown at once.
    unwaited(phone.keep(pass, takeOver).then(tell));
  }

  function reached() {
    if (!known || phone.wants()) {
      load().catch(() => {});
    }
  }

  function tell() {
    readiness.replaceChildren(...(
      phone.isElsewhere() ? [el("p", { class: "soft" }, t("pass.offline.elsewhere")), el("button", { type: "button", class: "plain", onclick: takeOver }, t("pass.offline.take"))]
        : phone.canShow() ? [el("p", { class: "soft" }, t("pass.offline.ready", moment(phone.until())))]
          : []));
  }

  async function takeOver() {
    try {
      await load(true);
    } catch (problem) {
      readiness.replaceChildren(alertOf(problem));
    }
  }
}

/**
 * @param {Session} session
 * @param {Api.PassView | null} pass
 */
function holder(session, pass) {
  const valid = pass && (pass.validTo ? t("pass.from-to", date(pass.validFrom), date(pass.validTo)) : t("pass.until-now", date(pass.validFrom)));
  return facts([
    [t("pass.holder"), session.displayName],
    [t("pass.tier"), pass?.tierTitle],
    [t("pass.nature"), pass?.natureTitle],
    [t("pass.valid"), valid],
  ]);
}

/**
 * @param {HTMLElement} host
 * @param {Session} session
 * @param {import("./phone.js").Phone} phone
 * @param {() => void} reached runs after the city has returned a code
 */
function keepFresh(host, session, phone, reached) {
  const mark = el("div", { role: "status" });
  const picture = el("div", { class: "picture" });
  const left = el("p", { class: "left", role: "timer" });
  const bar = el("progress", { "aria-hidden": "true" });
  const text = el("textarea", { readonly: true, rows: 4, id: "code-text" });
  const copy = el("button", { type: "button", class: "plain", onclick: copyText }, t("pass.copy"));
  host.append(
    mark, picture, left, bar,
    el("button", { type: "button", id: "fresh-code", onclick: fetchCode }, t("pass.refresh")),
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

  // When this device can make its own code, it waits only `patienceSeconds` for the city.
  async function fetchCode() {
    const mine = ++asked;
    next = 0;
    try {
      const { body } = await api(session).get("/passes/current/code", { seconds: phone.canShow() ? patienceSeconds : undefined, retry: false });
      if (mine === asked) {
        show("S", body.code, body.refreshAfterSeconds);
        reached();
      }
    } catch (thrown) {
      const problem = problemOf(thrown);
      // When this browser cannot sign with the key any more, the view behaves as if there were no key.
      const code = isAway(problem) && phone.canShow() ? await phone.code().catch(() => null) : null;
      if (mine !== asked) {
        return;
      }

      if (code !== null) {
        show("H", code, offlineSeconds);
      } else {
        clear(isAway(problem) ? t("pass.failed") : problem.message);
        next = performance.now() + retrySeconds * 1000;
      }
    }
  }

  /**
   * @param {"S" | "H"} profile
   * @param {string} code
   * @param {number} seconds
   */
  function show(profile, code, seconds) {
    mark.replaceChildren(...(profile === "H" ? [el("p", { class: "offline-mark" }, t("pass.offline"))] : []));
    picture.replaceChildren(draw(code));
    picture.dataset.profile = profile;
    text.value = code;
    bar.max = seconds;
    next = performance.now() + seconds * 1000;
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
    clearInterval(ticks);
    document.removeEventListener("visibilitychange", turned);
    removeEventListener("online", turned);
    removeEventListener("pagehide", stop);
  }
}

/** @param {string} code */
function draw(code) {
  const rows = modules(code);
  const size = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ""))).join("");
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": t("pass.picture"), "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path, fill: "#000" }));
}
