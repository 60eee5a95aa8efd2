import { api } from "../api.js";
import { unwaited } from "../dom.js";
import { randomName } from "../idempotency.js";
import { latest } from "../latest.js";
import { askingOf } from "./asking.js";
import { deviceName } from "./device.js";
import { presentations, scanOf } from "./presentation.js";
import { isPresent } from "./shown.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./queue.js").Result} Result */
/** @typedef {import("./presentation.js").Scan} Scan */
/** @typedef {import("./counter.js").Receipt} Receipt */


/**
 * The scans of this page. Only the latest one is shown, kept as present or acted on; the answer of an earlier one changes
 * nothing, except that the officer is told when it differs from what this browser had said. `isFiling`: whether a form for the
 * present holder is open; only a new code ends it, and nothing else that is read.
 * @param {{ lists: import("./alone.js").Lists, place: () => string, isFiling: () => boolean, changed: () => void, late: (result: Result) => void }} page
 */
export function scansOf({ lists, place, isFiling, changed, late }) {
  const turns = latest();
  /** @type {Session | null} */
  let session = null;
  let officer = "";
  /** @type {Shown} */
  let shown = { stage: "ready" };
  let isReading = false;
  const seen = presentations();
  /** @type {Receipt[]} */
  let filed = [];
  /** @type {Scan | null} */
  let current = null;
  const asking = askingOf({ lists, show, late });
  return {
    use, begins, read, retry: ask, settled, lookUp, finish, open: asking.open,
    /** @param {Receipt[]} receipts what was filed for the holder now */
    file: receipts => { filed = [...filed, ...receipts]; },
    /** What was filed for the holder since the scan. */
    get filed() { return filed; },
    /** @returns {Shown} */
    get shown() { return isReading ? { stage: "reading" } : shown.stage === "told" && !session ? { stage: "ready" } : shown; },
    /** The scanned holder who stands at the counter. Only in the memory of this tab, and only until the next scan. */
    get present() { return session && shown.stage === "told" && isPresent(shown.body) ? shown.body : null; },
  };

  /**
   * Scans for this session. The officer whose session was over goes on with the same holder; another officer begins anew.
   * @param {Session | null} whose
   */
  function use(whose) {
    if (whose && whose.account !== officer) {
      clear();
      officer = whose.account;
    }

    session = whose;
  }

  function clear() {
    turns.end();
    [current, isReading] = [null, false];
    seen.forget();
    [shown, filed] = [{ stage: "ready" }, []];
  }

  /** The holder goes: nothing of the scan is shown any more. */
  function finish() {
    clear();
    changed();
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
    const { kind, text, isSame } = seen.read(texts, times);
    if (isSame) {
      changed();
      return null;
    }

    if (kind === "pass") {
      unwaited(ask(scanOf(text, place(), deviceName())));
    } else if (!isFiling()) {
      turns.end();
      current = null;
      show({ stage: "foreign", kind });
    }

    return kind;
  }

  /** @param {Scan} scan */
  function ask(scan) {
    const turn = turns.begin();
    current = scan;
    show({ stage: "checking" });
    return asking.ask(scan, turn, session);
  }

  /**
   * Finds the person at the counter by the identity document. It is a question like a scan: what was shown before is gone. Throws the
   * problem when there is no answer.
   * @param {{ kind: string, number: string, country?: string }} document
   */
  async function lookUp(document) {
    const turn = turns.begin();
    current = null;
    show({ stage: "checking" });
    try {
      const { body } = await api(session).post("/look-ups", { document, place: place(), nonce: randomName(), device: deviceName() }, {}, { signal: turn.signal });
      if (turn.isLatest()) {
        show({ stage: "told", body, before: null });
      }
    } catch (thrown) {
      if (turn.isLatest()) {
        show({ stage: "ready" });
        throw thrown;
      }
    }
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

  /** @param {Shown} next */
  function show(next) {
    filed = [];
    shown = next;
    changed();
  }
}
