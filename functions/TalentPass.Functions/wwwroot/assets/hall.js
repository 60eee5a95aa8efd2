import { bundleCounterView, bundlesFor, serviceCounterView } from "./hall/counter.js";
import { cameraOf } from "./hall/camera.js";
import { minutesWrong } from "./hall/clock.js";
import { listenToScanner } from "./hall/keys.js";
import { keptLists } from "./hall/lists.js";
import { keepPlace, placeId, placeName } from "./hall/place.js";
import { upload, waiting } from "./hall/queue.js";
import { bundlesOf, clockText, differenceOf, foreignOf, offlineResultOf, resultOf } from "./hall/result.js";
import { scansOf } from "./hall/scans.js";
import { codesText } from "./api.js";
import { el } from "./dom.js";
import { moment, t } from "./language.js";
import { alertOf } from "./parts.js";
import { startPage, whileVisible } from "./shell.js";
import { unwaited } from "./unwaited.js";

/** @typedef {import("./hall/counter.js").Present} Present */
/** @typedef {import("./hall/queue.js").Result} Result */

const refreshSeconds = 60;
const lists = keptLists();
/** @type {Session | null} */
let officer = null;
const isFiling = () => /^#\/(file|bundle)\//.test(location.hash);
/**
 * The parts of the view that is shown which change: the scan, and the state of this device.
 * @type {{ drawScan: () => void, drawState: () => Promise<void> }}
 */
let view = { drawScan: () => {}, drawState: () => Promise.resolve() };
/**
 * What the officer has to know, besides the latest scan. As functions, because the language may change.
 * @type {(() => string)[]}
 */
const messages = [];
const told = el("div", { id: "told" });

const scans = scansOf({
  lists,
  place: placeId,
  isFiling,
  changed: () => view.drawScan(),
  late: result => tellOf([result]),
});
listenToScanner({ isOn: () => officer !== null, begins: scans.begins, read: ({ texts, begun, ended }) => read(texts, { begun, ended }) });
addEventListener("session-lost", () => use(null));
addEventListener("online", () => unwaited(catchUp()));
whileVisible(refreshSeconds, catchUp);

startPage({
  title: "hall.title",
  role: "hall",
  offline: true,
  views: { scan: scanView, file: counterFor(serviceCounterView), bundle: counterFor(bundleCounterView) },
  signedOut: () => {
    use(null);
    messages.length = 0;
  },
});

/** @param {Session | null} session */
function use(session) {
  officer = session;
  scans.use(session);
}

/**
 * Takes what was scanned or typed. A code leads to its holder from every view, and a form for an earlier holder is left.
 * @param {string[]} texts
 * @param {{ begun: number, ended: number } | null} times
 */
function read(texts, times) {
  const kind = scans.read(texts, times);
  if (kind === "pass") {
    document.querySelectorAll("dialog[open]").forEach(each => each instanceof HTMLDialogElement && each.close());
    if (isFiling()) {
      location.hash = "#/scan";
    }
  } else if (kind && isFiling()) {
    say(() => t(`foreign.${kind}`));
  }
}

/**
 * @param {(host: HTMLElement, session: Session, scan: Present, id: string) => Promise<void>} file
 * @returns {View}
 */
function counterFor(file) {
  return (host, session, id) => {
    use(session);
    if (!scans.present) {
      return location.replace("#/scan");
    }

    host.append(told);
    drawMessages();
    return file(host, session, scans.present, id);
  };
}

/**
 * The view that scans codes. Each scan has its own nonce; a retry of the same scan uses the same nonce. When the city does not
 * answer, this browser verifies the code itself, with the published lists it has stored, and uploads the scan later.
 * @param {HTMLElement} host
 * @param {Session} session
 */
function scanView(host, session) {
  use(session);
  /** @type {HTMLInputElement} */
  const place = el("input", { id: "place", type: "text", required: true, maxlength: 64, value: placeName(), oninput: () => keepPlace(place.value) });
  /** @type {HTMLInputElement} */
  const code = el("input", { id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-hint", oninput: () => code.value !== "" && scans.begins() });
  const outcome = el("div", { class: "outcome-place", "aria-live": "assertive" });
  const offline = el("p", { class: "soft", id: "offline", role: "status" });
  const clock = el("div", {});
  const camera = cameraOf(found);
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
  const mine = view = { drawScan, drawState };
  drawScan();
  drawMessages();
  unwaited(catchUp());
  return () => {
    camera.stop();
    if (view === mine) {
      view = { drawScan: () => {}, drawState: () => Promise.resolve() };
    }
  };

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
        return [offlineResultOf(shown.alone), againOf(shown.scan)];
      case "refused":
        return [alertOf(shown.problem), againOf(shown.scan)];
      case "told": {
        const result = resultOf(shown.body, scans.present !== null);
        const difference = shown.before && differenceOf(shown.body, shown.before);
        unwaited(offerBundles(session, scans.present, result));
        return [...(difference ? [alertOf(difference)] : []), result];
      }
      case "reading":
      case "checking":
        return [el("p", { class: "waiting", "data-stage": shown.stage }, t(`hall.${shown.stage}`))];
      default:
        return [el("p", { class: "waiting" }, t("hall.waiting"))];
    }
  }

  /** @param {import("./hall/scans.js").Scan} scan */
  function againOf(scan) {
    return el("button", { type: "button", onclick: () => scans.retry(scan) }, t("hall.retry-same"));
  }

  async function drawState() {
    const [fetchedAt, count, minutes] = [(await lists).fetchedAt(), waiting().length, minutesWrong()];
    offline.textContent = (fetchedAt ? t("hall.offline.ready", moment(fetchedAt * 1000)) : t("hall.offline.none"))
      + (count > 0 ? ` · ${t("hall.offline.waiting", count)}` : "");
    clock.replaceChildren(...(minutes === 0 ? [] : [alertOf(clockText(minutes))]));
  }
}

/**
 * Adds the bundles to the result. They are loaded after the answer is shown, so that the officer does not wait for them.
 * @param {Session} session
 * @param {Present | null} scan
 * @param {HTMLElement} result
 */
async function offerBundles(session, scan, result) {
  const bundles = scan ? await bundlesFor(session, scan).catch(() => []) : [];
  if (scans.present === scan && bundles.length > 0) {
    result.append(bundlesOf(bundles));
  }
}

/** Fetches the lists anew, and uploads the scans that wait. */
async function catchUp() {
  const session = officer;
  if (await (await lists).refresh() && session && waiting().length > 0) {
    tellOf(scans.settled(await upload(session, scans.open)));
  }

  await view.drawState();
}

/**
 * Tells of uploaded scans that were green here but not for the city, or that the city refused. Then the officer may have to call
 * the holder back.
 * @param {Result[]} results
 */
function tellOf(results) {
  for (const { scan, light, answer, problem } of results) {
    const codes = Object.values(problem?.errors ?? {}).flat();
    if (problem) {
      say(() => t("hall.offline.dropped", moment(scan.scannedAt), codes.length > 0 ? codesText(codes) : problem.title));
    } else if (answer && light === "green" && answer.outcome !== "valid") {
      say(() => t("hall.offline.differs", moment(scan.scannedAt), answer.outcomeText));
    }
  }
}

/** @param {() => string} message */
function say(message) {
  messages.push(message);
  told.append(alertOf(message()));
}

function drawMessages() {
  told.replaceChildren(...messages.map(each => alertOf(each())));
}
