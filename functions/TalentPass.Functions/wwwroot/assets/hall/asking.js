import { api, isAway, problemOf } from "../api.js";
import { unwaited } from "../dom.js";
import { keepScan, verdictOf } from "./alone.js";
import { forget } from "./queue.js";

/** @typedef {import("../latest.js").Turn} Turn */
/** @typedef {import("./presentation.js").Scan} Scan */

/** How long the city may take before this browser judges a code alone. */
export const patienceMs = 3000;

/**
 * Asks the city about scans. When it has not answered after three seconds, this browser judges, and the city has the last word. Only
 * the latest scan is shown; `late` is told when the answer to an earlier one comes after this browser had judged it. `open` has the
 * nonces of scans for which an answer is still awaited.
 * @param {{ lists: import("./alone.js").Lists, show: (next: import("./shown.js").Shown) => void, late: (result: import("./queue.js").Result) => void }} page
 */
export function askingOf({ lists, show, late }) {
  /** @type {Set<string>} */
  const open = new Set();
  return { ask, open };

  /**
   * @param {Scan} scan
   * @param {Turn} turn
   * @param {Session | null} session without one only this browser judges
   */
  async function ask(scan, turn, session) {
    scan.isTold = false;
    if (!session) {
      await checkAlone(scan, turn);
      return;
    }

    open.add(scan.nonce);
    const timer = setTimeout(() => unwaited(checkAlone(scan, turn)), patienceMs);
    const { code, place, nonce, device } = scan;
    let body;
    try {
      ({ body } = await api(session).post("/scans", { code, place, nonce, device }));
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
   * @param {Scan} scan
   * @param {Turn} turn
   */
  async function checkAlone(scan, turn) {
    try {
      const alone = await verdictOf(scan, lists);
      if (scan.isTold) {
        return;
      }

      keepScan(scan, alone);
      if (turn.isLatest()) {
        show({ stage: "alone", scan, alone });
      }
    } catch (problem) {
      // When this browser cannot verify the code either, it shows the reason.
      refused(scan, problem, turn);
    }
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
}
