import { minutesWrong } from "./clock.js";
import { keep } from "./queue.js";
import { judged } from "./result.js";

/** @typedef {import("../verify/checks.js").Verdict} Verdict */
/** @typedef {import("./presentation.js").Scan} Scan */
/** @typedef {import("./result.js").Alone} Alone */

/** @typedef {Promise<{ verify: (code: string, now: number) => Promise<Verdict> }>} Lists */

/**
 * The verdict of this browser, with the lists that it has. It is made once for a scan, because a second one would be a replay.
 * @param {Scan} scan
 * @param {Lists} lists
 */
export function verdictOf(scan, lists) {
  scan.alone ??= verify();
  return scan.alone;

  /** @returns {Promise<Alone>} */
  async function verify() {
    return { verdict: await (await lists).verify(scan.code, Date.parse(scan.scannedAt) / 1000), minutes: minutesWrong() };
  }
}

/**
 * Keeps the scan until the city has answered.
 * @param {Scan} scan
 * @param {Alone} alone
 */
export function keepScan({ code, place, nonce, device, scannedAt, clock }, alone) {
  keep({ code, place, nonce, device, scannedAt, clock, light: judged(alone).light });
}
