import { bundleCounterView, serviceCounterView } from "./hall/counter.js";
import { listenToScanner } from "./hall/keys.js";
import { keptLists } from "./hall/lists.js";
import { forgetDocument } from "./hall/look-up.js";
import { placeId } from "./hall/place.js";
import { upload, waiting } from "./hall/queue.js";
import { lightOfShown } from "./hall/result.js";
import { drawScanView } from "./hall/scan-view.js";
import { scansOf } from "./hall/scans.js";
import { settingsView } from "./hall/settings.js";
import { signal } from "./hall/signals.js";
import { todayView } from "./hall/today.js";
import { codesText } from "./api.js";
import { el } from "./dom.js";
import { forgetAll } from "./kept.js";
import { moment, t } from "./language.js";
import { alertOf } from "./parts.js";
import { startPage, whileVisible } from "./shell.js";
import { unwaited } from "./unwaited.js";

/** @typedef {import("./hall/counter.js").Present} Present */
/** @typedef {import("./hall/queue.js").Result} Result */
/** @typedef {ReturnType<typeof drawScanView>} ScanView */

const refreshSeconds = 60;
const patienceMs = 3000;
const lists = keptLists();
/** @type {Session | null} */
let officer = null;
// Whether the view that scans without a session is shown.
let isAlone = false;
const isFiling = () => /^#\/(file|bundle)\//.test(location.hash);
/** @type {ScanView | null} */
let view = null;
/** @type {import("./hall/shown.js").Shown | null} */
let signalled = null;
/**
 * What the officer has to know, besides the latest scan. As functions, because the language may change.
 * @type {(() => string)[]}
 */
const messages = [];
const told = el("div", { id: "told" });

const scans = scansOf({ lists, place: placeId, isFiling, changed, late: result => tellOf([result]) });
listenToScanner({ isOn: () => officer !== null || isAlone, begins: scans.begins, read: ({ texts, begun, ended }) => read(texts, { begun, ended }) });
addEventListener("session-lost", () => use(null));
addEventListener("online", () => unwaited(catchUp()));
whileVisible(refreshSeconds, catchUp);

startPage({
  title: "hall.title",
  role: "hall",
  offline: true,
  nav: [{ name: "scan", text: "hall.title", within: ["file", "bundle"] }, { name: "today", text: "hall.today" }, { name: "settings", text: "hall.settings" }],
  views: { scan: scanView, file: counterFor(serviceCounterView), bundle: counterFor(bundleCounterView), today: used(todayView), settings: used(settingsView) },
  unsigned: aloneView,
  signedOut: () => {
    finish();
    use(null);
    messages.length = 0;
  },
});

/** @param {Session | null} session */
function use(session) {
  officer = session;
  scans.use(session);
}

function changed() {
  const { shown } = scans;
  const light = lightOfShown(shown);
  if (light && shown !== signalled) {
    signal(light);
  }

  signalled = shown;
  view?.drawScan();
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
    if (/^#\/(?!scan)/.test(location.hash)) {
      location.hash = "#/scan";
    }
  } else if (kind && isFiling()) {
    say(() => t(`foreign.${kind}`));
  }
}

/** The visit of the holder is over: nothing about the person stays on the screen or in this tab. */
function finish() {
  scans.finish();
  forgetAll();
  forgetDocument();
  if (isFiling()) {
    location.hash = "#/scan";
  }
}

/**
 * @param {View} draw
 * @returns {View}
 */
function used(draw) {
  return (host, session, ...rest) => {
    use(session);
    return draw(host, session, ...rest);
  };
}

/**
 * @param {typeof serviceCounterView} file
 * @returns {View}
 */
function counterFor(file) {
  return (host, session, id) => {
    use(session);
    if (!scans.present) {
      return location.replace("#/scan");
    }

    host.append(told, el("div", { class: "actions" }, el("button", { type: "button", class: "plain", id: "finish", onclick: finish }, t("hall.finish"))));
    drawMessages();
    return file(host, session, scans.present, id, scans.file);
  };
}

/** @type {View} */
function scanView(host, session) {
  use(session);
  const stop = showScans(host, session);
  view?.focus();
  return stop;
}

/**
 * Scans without a session, where the city does not answer and this browser has the lists. With a network the officer signs in.
 * @param {HTMLElement} host
 */
async function aloneView(host) {
  const kept = await lists;
  /** @type {Promise<boolean>} */
  const late = new Promise(next => setTimeout(() => next(false), patienceMs));
  const isAnswered = await Promise.race([kept.refresh(), late]);
  if (isAnswered || !kept.fetchedAt()) {
    return null;
  }

  isAlone = true;
  const stop = showScans(host, null);
  return () => {
    isAlone = false;
    stop();
  };
}

/**
 * @param {HTMLElement} host
 * @param {Session | null} session
 */
function showScans(host, session) {
  const mine = view = drawScanView(host, { scans, lists, session, told, read, finish });
  drawMessages();
  unwaited(catchUp());
  return () => {
    mine.stop();
    if (view === mine) {
      view = null;
    }
  };
}

/** Fetches the lists anew, and uploads the scans that wait. */
async function catchUp() {
  const session = officer;
  if (await (await lists).refresh() && session && waiting().length > 0) {
    tellOf(scans.settled(await upload(session, scans.open)));
  }

  await view?.drawState();
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
