import { clockOffset } from "../api.js";

const kept = "talentpass.clock";
const tolerated = 60_000;

/**
 * By how many milliseconds the city's clock is ahead of this device's. Without an answer in this tab it is what the last answer
 * before said; null when nobody ever answered.
 */
export function offsetOfClock() {
  const offset = clockOffset();
  if (offset !== null) {
    localStorage.setItem(kept, String(offset));
    return offset;
  }

  const before = localStorage.getItem(kept);
  return before === null ? null : Number(before);
}

/** The time by the city's clock, in milliseconds since 1970. */
export function cityTime() {
  return Date.now() + (offsetOfClock() ?? 0);
}

/** By how many minutes this device's clock is ahead of the city's (negative: behind); 0 when that is a minute or less. */
export function minutesWrong() {
  const offset = offsetOfClock() ?? 0;
  return Math.abs(offset) <= tolerated ? 0 : -Math.sign(offset) * Math.max(1, Math.round(Math.abs(offset) / 60_000));
}
