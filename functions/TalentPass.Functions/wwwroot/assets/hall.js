import { bundleCounterView, bundlesFor, serviceCounterView } from "./hall/counter.js";
import { cameraOf } from "./hall/camera.js";
import { keptLists } from "./hall/lists.js";
import { forget, keep, upload, waiting } from "./hall/queue.js";
import { bundlesOf, offlineResultOf, resultOf } from "./hall/result.js";
import { api, codesText, problemOf, randomName } from "./api.js";
import { el } from "./dom.js";
import { moment, t } from "./language.js";
import { alertOf } from "./parts.js";
import { startPage, whileVisible } from "./shell.js";
import { unwaited } from "./unwaited.js";

/** @typedef {import("./hall/counter.js").Present} Present */
/** @typedef {{ code: string, place: string, nonce: string, device: string }} Presentation */

const keptPlace = "talentpass.place";
const refreshSeconds = 60;
const lists = keptLists();

/**
 * The scanned holder who stands at the counter. Stored only in the memory of this tab, and only until the next scan.
 * @type {Present | null}
 */
let present = null;

startPage({
  title: "hall.title",
  role: "hall",
  offline: true,
  views: { scan: scanView, file: counterFor(serviceCounterView), bundle: counterFor(bundleCounterView) },
  signedOut: () => { present = null; },
});

/**
 * @param {(host: HTMLElement, session: Session, scan: Present, id: string) => Promise<void>} view
 * @returns {View}
 */
function counterFor(view) {
  return (host, session, id) => (present ? view(host, session, present, id) : location.replace("#/scan"));
}

/**
 * Whether services can be filed for the scanned holder: the code is valid. A partner city's talent is served as a guest.
 * @param {Api.ScanView} scan
 * @returns {scan is Present}
 */
function isPresent(scan) {
  return scan.outcome === "valid" && scan.holder !== undefined && scan.entitlements !== undefined;
}

/**
 * The view that scans codes. Each scan has its own nonce; a retry of the same scan uses the same nonce. Without a network
 * this browser verifies the code itself, with the published lists it has stored, and uploads the scan when there is a network
 * again.
 * @param {HTMLElement} host
 * @param {Session} session
 */
function scanView(host, session) {
  /** @type {HTMLInputElement} */
  const place = el("input", { id: "place", type: "text", required: true, maxlength: 64, value: localStorage.getItem(keptPlace) ?? t("hall.place.default"), onchange: () => localStorage.setItem(keptPlace, place.value) });
  const code = el("input", { id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-hint" });
  const outcome = el("div", { class: "outcome-place", "aria-live": "assertive" }, el("p", { class: "waiting" }, t("hall.waiting")));
  const offline = el("p", { class: "soft", id: "offline", role: "status" });
  const clock = el("div", {});
  const told = el("div", { id: "told" });
  const camera = cameraOf(scan);
  host.append(
    el("h1", {}, t("hall.title")),
    el("div", { class: "split" },
      el("form", { class: "card", onsubmit: typed },
        el("div", { class: "field" }, el("label", { for: "place" }, t("hall.place")), place),
        el("div", { class: "field" }, el("label", { for: "code" }, t("hall.code")), el("p", { class: "hint", id: "code-hint" }, t("hall.code.hint")), code),
        el("button", { type: "submit", id: "check" }, t("hall.check")),
        camera.node,
        offline,
        clock,
        told),
      outcome));
  code.focus();
  addEventListener("online", online);
  const stopRefresh = whileVisible(refreshSeconds, catchUp);
  unwaited(catchUp());
  return () => {
    camera.stop();
    stopRefresh();
    removeEventListener("online", online);
  };

  function online() {
    unwaited(catchUp());
  }

  /** @param {Event} event */
  function typed(event) {
    event.preventDefault();
    const text = code.value.trim();
    if (text !== "") {
      scan(text);
    }
  }

  /** @param {string} text */
  function scan(text) {
    unwaited(send({ code: text, place: place.value.trim(), nonce: randomName(), device: "web" }));
    code.value = "";
    code.focus();
  }

  /** @param {Presentation} presentation */
  async function send(presentation) {
    const scannedAt = new Date().toISOString();
    present = null;
    try {
      const { body } = await api(session).post("/scans", presentation);
      present = isPresent(body) ? body : null;
      const result = resultOf(body, present !== null);
      outcome.replaceChildren(result);
      forget(presentation.nonce);
      await offerBundles(present, result);
    } catch (thrown) {
      const problem = problemOf(thrown);
      // When this browser cannot verify the code either, it shows the reason. The verdict of an earlier scan must not stay.
      outcome.replaceChildren(problem.status === 0 ? await checkAlone(presentation, scannedAt).catch(alertOf) : alertOf(problem),
        el("button", { type: "button", onclick: () => send(presentation) }, t("hall.retry-same")));
    }
  }

  /**
   * Adds the bundles to the result. They are loaded after the answer is shown, so that the officer does not wait for them.
   * @param {Present | null} scan
   * @param {HTMLElement} result
   */
  async function offerBundles(scan, result) {
    const bundles = scan ? await bundlesFor(session, scan).catch(() => []) : [];
    if (present === scan && bundles.length > 0) {
      result.append(bundlesOf(bundles));
    }
  }

  /**
   * @param {Presentation} presentation
   * @param {string} scannedAt
   */
  async function checkAlone(presentation, scannedAt) {
    const verdict = await (await lists).verify(presentation.code);
    keep({ ...presentation, scannedAt, light: verdict.light });
    await tell();
    return offlineResultOf(verdict);
  }

  async function catchUp() {
    if (await (await lists).refresh() && waiting().length > 0) {
      const results = await upload(session);
      clock.replaceChildren(...(results.some(each => each.ahead) ? [alertOf(t("hall.offline.clock"))] : []));
      told.append(...results.flatMap(each => wordsOf(each) ?? []).map(alertOf));
    }

    await tell();
  }

  /**
   * The message about an uploaded scan: it was green here but the server says otherwise, or the server refused it. Then the
   * officer may have to call the holder back. Null when there is nothing to say.
   * @param {import("./hall/queue.js").Result} result
   */
  function wordsOf({ scan, light, answer, problem }) {
    const codes = Object.values(problem?.errors ?? {}).flat();
    return problem ? t("hall.offline.dropped", moment(scan.scannedAt), codes.length > 0 ? codesText(codes) : problem.title)
      : answer && light === "green" && answer.outcome !== "valid" ? t("hall.offline.differs", moment(scan.scannedAt), answer.outcomeText)
        : null;
  }

  async function tell() {
    const [fetchedAt, count] = [(await lists).fetchedAt(), waiting().length];
    offline.textContent = (fetchedAt ? t("hall.offline.ready", moment(fetchedAt * 1000)) : t("hall.offline.none"))
      + (count > 0 ? ` · ${t("hall.offline.waiting", count)}` : "");
  }
}
