import { api, isAway, problemOf, randomName } from "../api.js";
import { latest } from "../latest.js";
import { unwaited } from "../unwaited.js";
import { cityTime, minutesWrong, offsetOfClock } from "./clock.js";
import { codeIn } from "./code-text.js";
import { forget, keep } from "./queue.js";
import { judged } from "./result.js";

/** @typedef {import("./counter.js").Present} Present */
/** @typedef {import("../latest.js").Turn} Turn */
/** @typedef {import("../verify/checks.js").Verdict} Verdict */
/** @typedef {import("./result.js").Alone} Alone */
/** @typedef {import("./code-text.js").Found["kind"]} Kind */
/** @typedef {import("./queue.js").Result} Result */

/**
 * One scan. A retry has the same nonce. `clock`: how far this device's clock was corrected in `scannedAt`; null when that was not
 * known. `alone`: the verdict of this browser, once it was asked for. `isTold`: the city has answered.
 * @typedef {{ code: string, place: string, nonce: string, device: string }} Presentation
 * @typedef {Presentation & { scannedAt: string, clock: number | null, alone?: Promise<Alone>, isTold?: boolean }} Scan
 */

/**
 * What the page shows of the latest scan. `before` is the verdict of this browser that the city's answer has replaced.
 * @typedef {{ stage: "ready" | "reading" | "checking" } | { stage: "foreign", kind: Kind }
 *   | { stage: "alone", scan: Scan, alone: Alone } | { stage: "told", body: Api.ScanView, before: Alone | null }
 *   | { stage: "refused", scan: Scan, problem: unknown }} Shown
 */

const patienceMs = 3000;
const sameMs = 1000;

/**
 * The scans of this page. Only the latest one is shown, kept as present or acted on; the answer of an earlier one changes
 * nothing, except that the officer is told when it differs from what this browser had said. `isFiling`: whether a form for the
 * present holder is open; only a new code ends it, and nothing else that is read.
 * @param {{ lists: Promise<{ verify: (code: string, now: number) => Promise<Verdict> }>, place: () => string, isFiling: () => boolean, changed: () => void, late: (result: Result) => void }} page
 */
export function scansOf({ lists, place, isFiling, changed, late }) {
  const turns = latest();
  /** @type {Session | null} */
  let session = null;
  /** @type {Shown} */
  let shown = { stage: "ready" };
  let isReading = false;
  let last = { code: "", at: -Infinity };
  /** @type {Scan | null} */
  let current = null;
  /** @type {Set<string>} */
  const open = new Set();
  return {
    use, begins, read, retry: ask, settled, open,
    /** @returns {Shown} */
    get shown() { return isReading ? { stage: "reading" } : shown; },
    /** The scanned holder who stands at the counter. Only in the memory of this tab, and only until the next scan. */
    get present() { return shown.stage === "told" && isPresent(shown.body) ? shown.body : null; },
  };

  /**
   * Scans for this session; another officer begins anew.
   * @param {Session | null} whose
   */
  function use(whose) {
    if (session?.account !== whose?.account) {
      clear();
    }

    session = whose;
  }

  function clear() {
    turns.end();
    [current, isReading] = [null, false];
    last = { code: "", at: -Infinity };
    shown = { stage: "ready" };
  }

  /** A new code is being read or typed: what is shown of the one before is no longer true. */
  function begins() {
    if (!isReading) {
      isReading = true;
      changed();
    }
  }

  /**
   * A text was read, from `begun` to `ended` in milliseconds. A scanner may read one presentation twice; that is one scan.
   * Returns what it was, or null when it is the same presentation.
   * @param {string[]} texts the readings of what was scanned
   * @param {{ begun: number, ended: number } | null} times null when a person typed it
   */
  function read(texts, times) {
    isReading = false;
    const readings = texts.map(codeIn);
    const { kind, text } = readings.find(each => each.kind === "pass" || each.kind === "document") ?? readings.find(each => each.kind === "half") ?? readings[0];
    const isSame = times !== null && text === last.code && times.begun - last.at <= sameMs;
    last = { code: text, at: times?.ended ?? -Infinity };
    if (isSame) {
      changed();
      return null;
    }

    if (kind === "pass") {
      const scan = { code: text, place: place(), nonce: randomName(), device: "web", scannedAt: new Date(cityTime()).toISOString(), clock: offsetOfClock() };
      unwaited(ask(scan));
    } else if (!isFiling()) {
      turns.end();
      current = null;
      show({ stage: "foreign", kind });
    }

    return kind;
  }

  /** @param {Scan} scan */
  async function ask(scan) {
    const turn = turns.begin();
    current = scan;
    scan.isTold = false;
    open.add(scan.nonce);
    show({ stage: "checking" });
    const timer = setTimeout(() => unwaited(checkAlone(scan, turn)), patienceMs);
    const { code, place: at, nonce, device } = scan;
    let body;
    try {
      ({ body } = await api(session).post("/scans", { code, place: at, nonce, device }));
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (isAway(problem)) {
        await checkAlone(scan, turn);
      } else {
        scan.isTold = true;
        forget(nonce);
        refused(scan, problem, turn);
      }

      return;
    } finally {
      clearTimeout(timer);
      open.delete(nonce);
    }

    await told(scan, body, turn);
  }

  /**
   * @param {Scan} scan
   * @param {Api.ScanView} body
   * @param {Turn} turn
   */
  async function told(scan, body, turn) {
    scan.isTold = true;
    forget(scan.nonce);
    const before = await scan.alone?.catch(() => null) ?? null;
    if (turn.isLatest()) {
      show({ stage: "told", body, before });
    } else if (before) {
      late({ scan, light: before.verdict.light, answer: body });
    }
  }

  /**
   * The verdict of this browser, with the lists that it has. It is made once for a scan, because a second one would be a replay.
   * The scan is kept until the city has answered.
   * @param {Scan} scan
   * @param {Turn} turn
   */
  async function checkAlone(scan, turn) {
    try {
      scan.alone ??= verdictOf(scan);
      const alone = await scan.alone;
      if (scan.isTold) {
        return;
      }

      const { code, place: at, nonce, device, scannedAt, clock } = scan;
      keep({ code, place: at, nonce, device, scannedAt, clock, light: judged(alone).light });
      if (turn.isLatest()) {
        show({ stage: "alone", scan, alone });
      }
    } catch (problem) {
      // When this browser cannot verify the code either, it shows the reason.
      refused(scan, problem, turn);
    }
  }

  /** @param {Scan} scan */
  async function verdictOf(scan) {
    return { verdict: await (await lists).verify(scan.code, Date.parse(scan.scannedAt) / 1000), minutes: minutesWrong() };
  }

  /**
   * The results of an upload. One of them may be of the scan that is shown.
   * @param {Result[]} results
   * @returns {Result[]} those of other scans
   */
  function settled(results) {
    const mine = results.find(each => each.answer && each.scan.nonce === current?.nonce && shown.stage === "alone");
    if (mine?.answer && shown.stage === "alone") {
      shown.scan.isTold = true;
      show({ stage: "told", body: mine.answer, before: shown.alone });
    }

    return results.filter(each => each !== mine);
  }

  /**
   * @param {Scan} scan
   * @param {unknown} problem
   * @param {Turn} turn
   */
  function refused(scan, problem, turn) {
    if (turn.isLatest()) {
      show({ stage: "refused", scan, problem });
    }
  }

  /** @param {Shown} next */
  function show(next) {
    shown = next;
    changed();
  }
}

/**
 * Whether services can be filed for the scanned holder: the code is valid. A partner city's talent is served as a guest.
 * @param {Api.ScanView} scan
 * @returns {scan is Present}
 */
function isPresent(scan) {
  return scan.outcome === "valid" && scan.holder !== undefined && scan.entitlements !== undefined;
}
