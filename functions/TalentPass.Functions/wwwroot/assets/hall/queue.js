import { api, problemOf } from "../api.js";

/** @typedef {import("../api.js").Problem} Problem */

/**
 * A scan made without a network, and the light it was given here.
 * @typedef {{ code: string, place: string, nonce: string, device: string, scannedAt: string, light: string }} KeptScan
 * @typedef {Omit<KeptScan, "light">} SentScan
 */

/**
 * What became of a scan: the server's `answer`, the `problem` it was given up for, or that the clock is `ahead`.
 * @typedef {{ scan: SentScan, light: string, answer?: Api.ScanView, problem?: Problem, ahead?: boolean }} Result
 */

const kept = "talentpass.scans";
/** @type {Promise<Result[]> | null} */
let uploading = null;

/** Scans made without a network, in the order they were made; they stay in this browser until the server has them. */
export function waiting() {
  return /** @type {KeptScan[]} */ (JSON.parse(localStorage.getItem(kept) ?? "[]"));
}

/**
 * Keeps a scan for later, once.
 * @param {KeptScan} scan
 */
export function keep(scan) {
  write([...waiting().filter(each => each.nonce !== scan.nonce), scan]);
}

/**
 * Forgets a scan the server has.
 * @param {string} nonce
 */
export function forget(nonce) {
  write(waiting().filter(each => each.nonce !== nonce));
}

/**
 * Sends what waits, oldest first, and stops where the network does. Answers what became of each: the server's `answer`, the
 * `problem` it was given up for, or that it stays because this device's clock is `ahead`.
 * @param {Session} session
 */
export function upload(session) {
  uploading ??= send(session).finally(() => { uploading = null; });
  return uploading;
}

/** @param {Session} session */
async function send(session) {
  /** @type {Result[]} */
  const results = [];
  for (const { light, ...scan } of waiting()) {
    try {
      const { body } = await api(session).post("/scans", scan);
      results.push({ scan, light, answer: body });
    } catch (thrown) {
      const problem = problemOf(thrown);
      // A time that has not come yet will; what the server will never take is not sent again; everything else is.
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

/** @param {KeptScan[]} scans */
function write(scans) {
  localStorage.setItem(kept, JSON.stringify(scans));
}
