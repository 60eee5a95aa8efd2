import { el, unwaited } from "../dom.js";
import { alertOf, failed } from "../frame.js";
import { moment, t } from "../language.js";
import { cameraOf } from "./camera.js";
import { minutesWrong } from "./clock.js";
import { bundlesFor } from "./counter.js";
import { lookUpOf } from "./look-up.js";
import { learnNames } from "./names.js";
import { placeField } from "./place.js";
import { waiting } from "./queue.js";
import { bundlesOf, clockText, differenceOf, foreignOf, offlineResultOf, resultOf } from "./result.js";
import { takePapers } from "./supply.js";

/** @typedef {import("./counter.js").Present} Present */
/** @typedef {ReturnType<typeof import("./scans.js").scansOf>} Scans */
/** @typedef {Awaited<ReturnType<typeof import("./lists.js").keptLists>>} Lists */

/**
 * What the view of the scans needs. `session`: null when nobody is signed in; then this browser judges alone. `told` shows what the
 * officer has to know besides. `read` takes what was typed or seen; `finish` ends the visit of the holder.
 * @typedef {{ scans: Scans, lists: Promise<Lists>, session: Session | null, told: HTMLElement, read: (texts: string[], times: { begun: number, ended: number } | null) => void, finish: () => void }} Hall
 */

/**
 * The view that scans codes. Each scan has its own nonce; a retry of the same scan uses the same nonce. When the city does not
 * answer, this browser verifies the code itself, with the published lists it has stored, and uploads the scan later. Returns how to
 * draw it again, and how to stop it.
 * @param {HTMLElement} host
 * @param {Hall} hall
 */
export function drawScanView(host, { scans, lists, session, told, read, finish }) {
  /** @type {HTMLInputElement} */
  const code = el("input", { id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-hint", oninput: () => code.value !== "" && scans.begins() });
  const outcome = el("div", { class: "outcome-place", "aria-live": "assertive" });
  const offline = el("p", { class: "soft", id: "offline", role: "status" });
  const clock = el("div", {});
  const camera = cameraOf(found);
  /** @type {Set<string>} the open requests for which papers were taken here; their states say it after the next scan */
  const taken = new Set();
  host.append(
    el("h1", {}, t("hall.title")),
    ...(session ? [] : [el("p", { class: "notice", id: "unsigned" }, t("hall.unsigned"))]),
    el("div", { class: "split" },
      el("div", {},
        el("form", { class: "card", onsubmit: typed },
          placeField(),
          el("div", { class: "field" }, el("label", { for: "code" }, t("hall.code")), el("p", { class: "hint", id: "code-hint" }, t("hall.code.hint")), code),
          el("button", { type: "submit", id: "check" }, t("hall.check")),
          camera.node,
          offline,
          clock,
          told),
        session ? lookUpOf(scans.lookUp) : null),
      outcome));
  drawScan();
  return { drawScan, drawState, focus: () => code.focus(), stop: camera.stop };

  /** @param {Event} event */
  function typed(event) {
    event.preventDefault();
    if (code.value.trim() !== "") {
      read([code.value], null);
      code.focus();
    }
  }

  /** @param {string} text */
  function found(text) {
    const now = performance.now();
    read([text], { begun: now, ended: now });
  }

  function drawScan() {
    outcome.replaceChildren(...drawn());
    unwaited(drawState());
    if (scans.shown.stage !== "reading") {
      code.value = "";
    }
  }

  /** @returns {HTMLElement[]} */
  function drawn() {
    const { shown } = scans;
    switch (shown.stage) {
      case "foreign":
        return [foreignOf(shown.kind)];
      case "alone":
        return [offlineResultOf(shown.alone), ...(session ? [againOf(shown.scan)] : [])];
      case "refused":
        return [alertOf(shown.problem), againOf(shown.scan)];
      case "told": {
        const { present } = scans;
        const result = resultOf(shown.body, present !== null, scans.filed, finishHere, session && present && { taken, take: (request, wrong) => take(session, present, request, wrong) });
        const difference = shown.before && differenceOf(shown.body, shown.before);
        unwaited(offerBundles(session, scans, result));
        return [...(difference ? [alertOf(difference)] : []), result];
      }
      case "reading":
      case "checking":
        return [el("p", { class: "waiting", "data-stage": shown.stage }, t(`hall.${shown.stage}`))];
      default:
        return [el("p", { class: "waiting" }, t("hall.waiting"))];
    }
  }

  /**
   * @param {Session} officer
   * @param {Present} present
   * @param {{ number: string, state: string }} request
   * @param {HTMLElement} wrong
   */
  async function take(officer, present, request, wrong) {
    wrong.replaceChildren();
    try {
      const after = await takePapers(officer, present, request.number, () => scans.present === present && !document.querySelector("dialog[open]"));
      if (after) {
        request.state = after.state;
        taken.add(request.number);
        drawScan();
        document.getElementById("finish")?.focus();
      }
    } catch (problem) {
      wrong.replaceChildren(alertOf(problem));
    }
  }

  /** The button that was pressed is gone, and the next code comes. */
  function finishHere() {
    finish();
    code.focus();
  }

  /** @param {import("./presentation.js").Scan} scan */
  function againOf(scan) {
    return el("button", { type: "button", onclick: () => scans.retry(scan) }, t("hall.retry-same"));
  }

  async function drawState() {
    unwaited(learnNames());
    const [fetchedAt, count, minutes] = [(await lists).fetchedAt(), waiting().length, minutesWrong()];
    offline.textContent = (fetchedAt ? t("hall.offline.ready", moment(fetchedAt * 1000)) : t("hall.offline.none"))
      + (count > 0 ? ` · ${t(session ? "hall.offline.waiting" : "hall.offline.waiting.unsigned", count)}` : "");
    clock.replaceChildren(...(minutes === 0 ? [] : [alertOf(clockText(minutes))]));
  }
}

/**
 * Adds the bundles to the result. They are loaded after the answer is shown, so that the officer does not wait for them.
 * @param {Session | null} session
 * @param {Scans} scans
 * @param {HTMLElement} result
 */
async function offerBundles(session, scans, result) {
  const { present } = scans;
  if (!session || !present) {
    return;
  }

  const place = el("div", {});
  result.append(place);
  await offer(session, present);

  /**
   * @param {Session} officer
   * @param {Present} holder
   */
  async function offer(officer, holder) {
    try {
      const bundles = await bundlesFor(officer, holder);
      if (scans.present === present) {
        place.replaceChildren(...(bundles.length > 0 ? [bundlesOf(bundles)] : []));
      }
    } catch (problem) {
      place.replaceChildren(failed(problem, () => offer(officer, holder)));
    }
  }
}
