import { api } from "../api.js";
import { el, facts, svg } from "../dom.js";
import { date, t } from "../language.js";
import { alertOf } from "../parts.js";
import { modules } from "./qr.js";

const quiet = 4;
const retrySeconds = 5;

/** The pass: issued at the first visit, its code drawn here and fetched anew while the page is in front. */
export async function codeView(host, session) {
  host.append(el("h1", {}, t("pass.title")));
  try {
    const { body: pass } = await api(session).post("/passes");
    const code = el("div", {});
    host.append(el("section", { class: "card pass-card" }, code, holder(session, pass)));
    return keepFresh(code, session);
  } catch (problem) {
    host.append(el("section", { class: "card" }, el("p", { class: "lead" }, session.displayName), alertOf(problem)));
    return null;
  }
}

function holder(session, pass) {
  return facts([
    [t("pass.holder"), session.displayName],
    [t("pass.tier"), pass.tierTitle],
    [t("pass.nature"), pass.natureTitle],
    [t("pass.valid"), pass.validTo ? t("pass.from-to", date(pass.validFrom), date(pass.validTo)) : t("pass.until-now", date(pass.validFrom))],
  ]);
}

function keepFresh(host, session) {
  const picture = el("div", { class: "picture" });
  const left = el("p", { class: "left", role: "timer" });
  const bar = el("progress", { "aria-hidden": "true" });
  const text = el("textarea", { readonly: true, rows: 4, id: "code-text" });
  const copy = el("button", { type: "button", class: "plain", onclick: copyText }, t("pass.copy"));
  host.append(
    picture, left, bar,
    el("button", { type: "button", id: "fresh-code", onclick: fetchCode }, t("pass.refresh")),
    el("details", {}, el("summary", {}, t("pass.text")), el("label", { for: "code-text" }, t("pass.text.label")), text, copy));

  let next = 0;
  let asked = 0;
  const ticks = setInterval(tick, 250);
  document.addEventListener("visibilitychange", turned);
  addEventListener("pagehide", stop);
  turned();
  return stop;

  function turned() {
    if (document.hidden) {
      asked++;
      next = 0;
      clear(t("pass.paused"));
    } else {
      fetchCode();
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
      fetchCode();
    }
  }

  async function fetchCode() {
    const mine = ++asked;
    next = 0;
    try {
      const { body } = await api(session).get("/passes/current/code");
      if (mine === asked) {
        show(body);
      }
    } catch {
      if (mine === asked) {
        clear(t("pass.failed"));
        next = performance.now() + retrySeconds * 1000;
      }
    }
  }

  function show(code) {
    picture.replaceChildren(draw(code.code));
    text.value = code.code;
    bar.max = code.refreshAfterSeconds;
    next = performance.now() + code.refreshAfterSeconds * 1000;
    tick();
  }

  function clear(words) {
    picture.replaceChildren();
    text.value = "";
    bar.value = 0;
    left.textContent = words;
  }

  async function copyText() {
    await navigator.clipboard.writeText(text.value);
    copy.textContent = t("pass.copied");
  }

  function stop() {
    asked++;
    clearInterval(ticks);
    document.removeEventListener("visibilitychange", turned);
    removeEventListener("pagehide", stop);
  }
}

function draw(code) {
  const rows = modules(code);
  const size = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ""))).join("");
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": t("pass.picture"), "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path, fill: "#000" }));
}
