import { el, unwaited } from "../dom.js";
import { forgetAll } from "../kept.js";
import { t } from "../language.js";
import { whileVisible } from "../visible.js";
import { patienceMs } from "./asking.js";
import { bundleCounterView, serviceCounterView } from "./counter.js";
import { listenToScanner } from "./keys.js";
import { keptLists } from "./lists.js";
import { forgetDocument } from "./look-up.js";
import { messagesOf } from "./messages.js";
import { placeId } from "./place.js";
import { upload, waiting } from "./queue.js";
import { lightOfShown } from "./result.js";
import { drawScanView } from "./scan-view.js";
import { scansOf } from "./scans.js";
import { settingsView } from "./settings.js";
import { signal } from "./signals.js";
import { todayView } from "./today.js";

/** @typedef {import("./counter.js").Present} Present */
/** @typedef {ReturnType<typeof drawScanView>} ScanView */

const refreshSeconds = 60;
const lists = keptLists();
/** @type {Session | null} */
let officer = null;
// Whether the view that scans without a session is shown.
let isAlone = false;
const isFiling = () => /^#\/(file|bundle)\//.test(location.hash);
/** @type {ScanView | null} */
let view = null;
/** @type {import("./shown.js").Shown | null} */
let signalled = null;
const messages = messagesOf();

const scans = scansOf({ lists, place: placeId, isFiling, changed, late: result => messages.tell([result]) });
listenToScanner({ isOn: () => officer !== null || isAlone, begins: scans.begins, read: ({ texts, begun, ended }) => read(texts, { begun, ended }) });
addEventListener("session-ended", () => use(null));
addEventListener("session-found", event => use(event.detail));
addEventListener("online", () => unwaited(catchUp()));
whileVisible(refreshSeconds, catchUp);

/** The views of the hall. They share the holder who is at the counter and the scans that wait. */
export const views = {
  scan: used(scanView), file: used(counterFor(serviceCounterView)), bundle: used(counterFor(bundleCounterView)), today: used(todayView), settings: used(settingsView),
};

/** The officer signs out: nothing about the holder stays. */
export function signedOut() {
  finish();
  use(null);
  messages.clear();
}

/** @param {Session | null} session who signs in; a supervisor does not scan */
function use(session) {
  officer = session?.roles.includes("hall") ? session : null;
  scans.use(officer);
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
    messages.say(() => t(`foreign.${kind}`));
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
 * A view of hall staff. A supervisor, who registers the scanners here, is led to the settings.
 * @param {View} draw
 * @returns {View}
 */
function used(draw) {
  return (host, session, ...rest) => {
    use(session);
    return officer || draw === settingsView ? draw(host, session, ...rest) : location.replace("#/settings");
  };
}

/**
 * @param {typeof serviceCounterView} file
 * @returns {View}
 */
function counterFor(file) {
  return (host, session, id) => {
    if (!scans.present) {
      return location.replace("#/scan");
    }

    host.append(messages.node, el("div", { class: "actions" }, el("button", { type: "button", class: "plain", id: "finish", onclick: finish }, t("hall.finish"))));
    messages.draw();
    return file(host, session, scans.present, id, scans.file);
  };
}

/** @type {View} */
function scanView(host, session) {
  const stop = showScans(host, session);
  view?.focus();
  return stop;
}

/**
 * Scans without a session, where the city does not answer and this browser has the lists. With a network the officer signs in.
 * @param {HTMLElement} host
 */
export async function aloneView(host) {
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
  const before = view;
  const mine = view = drawScanView(host, { scans, lists, session, told: messages.node, read, finish });
  messages.draw();
  unwaited(catchUp());
  return () => {
    mine.stop();
    if (view === mine) {
      // The view that waits for its officer to sign in again, if there is one.
      view = before;
    }
  };
}

/** Fetches the lists anew, and uploads the scans that wait. */
async function catchUp() {
  const session = officer;
  if (await (await lists).refresh() && session && waiting().length > 0) {
    messages.tell(scans.settled(await upload(session, scans.open)));
  }

  await view?.drawState();
}
