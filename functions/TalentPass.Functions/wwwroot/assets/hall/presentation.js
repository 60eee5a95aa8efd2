import { randomName } from "../idempotency.js";
import { cityTime, offsetOfClock } from "./clock.js";
import { codeIn } from "./code-text.js";

/** @typedef {import("./code-text.js").Found} Found */
/** @typedef {import("./result.js").Alone} Alone */

/**
 * One scan. A retry has the same nonce. `clock`: how far this device's clock was corrected in `scannedAt`; null when that was not
 * known. `alone`: the verdict of this browser, once it was asked for. `isTold`: the city has answered.
 * @typedef {{ code: string, place: string, nonce: string, device: string }} Presentation
 * @typedef {Presentation & { scannedAt: string, clock: number | null, alone?: Promise<Alone>, isTold?: boolean }} Scan
 */

const sameMs = 1000;

/**
 * A scan of a code, made now.
 * @param {string} code
 * @param {string} place
 * @param {string} device
 * @returns {Scan}
 */
export function scanOf(code, place, device) {
  return { code, place, nonce: randomName(), device, scannedAt: new Date(cityTime()).toISOString(), clock: offsetOfClock() };
}

/** Tells one presentation from the next: a scanner may read one twice. */
export function presentations() {
  let last = { code: "", at: -Infinity };
  return { read, forget: () => { last = { code: "", at: -Infinity }; } };

  /**
   * What was read, and whether it is the same presentation as before.
   * @param {string[]} texts the readings of what was scanned
   * @param {{ begun: number, ended: number } | null} times null when a person typed it
   * @returns {Found & { isSame: boolean }}
   */
  function read(texts, times) {
    const readings = texts.map(codeIn);
    const found = readings.find(each => each.kind === "pass" || each.kind === "document") ?? readings.find(each => each.kind === "half") ?? readings[0];
    const isSame = times !== null && found.text === last.code && times.begun - last.at <= sameMs;
    last = { code: found.text, at: times?.ended ?? -Infinity };
    return { ...found, isSame };
  }
}
