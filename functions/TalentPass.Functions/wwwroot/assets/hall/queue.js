import { api, problemOf } from "../api.js";
import { minutesWrong, offsetOfClock } from "./clock.js";

/** @typedef {import("../api.js").Problem} Problem */

/**
 * A scan made without a network, and the colour of the light that this browser gave it. `clock`: how far the clock of this device
 * was corrected in `scannedAt`, in milliseconds; null when that was not known then.
 * @typedef {{ code: string, place: string, nonce: string, device: string, scannedAt: string, light: string, clock?: number | null }} KeptScan
 * @typedef {Omit<KeptScan, "light" | "clock">} SentScan
 */

/**
 * The result of uploading one scan. `answer`: the server accepted it. `problem`: the server will never accept it, so it was
 * dropped. `ahead`: it stays in the queue, because the clock of this device is ahead of the server's.
 * @typedef {{ scan: SentScan, light: string, answer?: Api.ScanView, problem?: Problem, ahead?: boolean }} Result
 */

const kept = "talentpass.scans";
/** @type {Promise<Result[]> | null} */
let uploading = null;

/** Scans made without a network, oldest first. They stay in localStorage until the server has accepted or refused them. */
export function waiting() {
  return /** @type {KeptScan[]} */ (JSON.parse(localStorage.getItem(kept) ?? "[]"));
}

/**
 * Adds a scan to the queue. A scan with the same nonce is replaced.
 * @param {KeptScan} scan
 */
export function keep(scan) {
  write([...waiting().filter(each => each.nonce !== scan.nonce), scan]);
}

/**
 * Removes the scan with this nonce from the queue.
 * @param {string} nonce
 */
export function forget(nonce) {
  write(waiting().filter(each => each.nonce !== nonce));
}

/**
 * Uploads the waiting scans, oldest first. Stops at the first failure that may pass, such as a lost network; the remaining
 * scans wait for the next upload. Returns one result for each scan that was answered. Only one upload runs at a time: a
 * second call waits for it and gets no results, so that nothing is told twice. `open` has the nonces of scans for which an answer is still awaited.
 * @param {Session} session
 * @param {ReadonlySet<string>} open
 */
export async function upload(session, open = new Set()) {
  if (uploading) {
    await uploading;
    return [];
  }

  uploading = send(session, open).finally(() => { uploading = null; });
  return uploading;
}

/**
 * @param {Session} session
 * @param {ReadonlySet<string>} open
 */
async function send(session, open) {
  /** @type {Result[]} */
  const results = [];
  for (const { light, clock, ...kept } of waiting().filter(each => !open.has(each.nonce))) {
    const scan = { ...kept, scannedAt: clock === undefined || clock === null ? corrected(kept.scannedAt) : kept.scannedAt };
    try {
      const { body } = await api(session).post("/scans", scan);
      results.push({ scan, light, answer: body });
    } catch (thrown) {
      const problem = problemOf(thrown);
      // A scan with a time in the future stays in the queue: the server accepts it later. A scan that the server will never
      // accept (400, 413, 422) is dropped. After any other problem the upload stops and is tried again later.
      if (problem.errors["/scannedAt"]?.includes("in_future")) {
        results.push({ scan, light, ahead: true });
        continue;
      }

      if (![400, 413, 422].includes(problem.status)) {
        break;
      }

      results.push({ scan, light, problem });
    }

    forget(scan.nonce);
  }

  return results;
}

/**
 * The time of a scan by the city's clock. A scan made before the city's time was known has the time of this device.
 * @param {string} scannedAt
 */
function corrected(scannedAt) {
  return minutesWrong() === 0 ? scannedAt : new Date(Date.parse(scannedAt) + (offsetOfClock() ?? 0)).toISOString();
}

/** @param {KeptScan[]} scans */
function write(scans) {
  localStorage.setItem(kept, JSON.stringify(scans));
}
