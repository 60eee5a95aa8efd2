import { api } from "../api.js";

const kept = "talentpass.scans";
let uploading = null;

/** Scans made without a network, in the order they were made; they stay in this browser until the server has them. */
export function waiting() {
  return JSON.parse(localStorage.getItem(kept) ?? "[]");
}

/** Keeps a scan for later, once. */
export function keep(scan) {
  write([...waiting().filter(each => each.nonce !== scan.nonce), scan]);
}

/** Forgets a scan the server has. */
export function forget(nonce) {
  write(waiting().filter(each => each.nonce !== nonce));
}

/**
 * Sends what waits, oldest first, and stops where the network does. Answers what became of each: the server's `answer`, the
 * `problem` it was given up for, or that it stays because this device's clock is `ahead`.
 */
export function upload(session) {
  uploading ??= send(session).finally(() => { uploading = null; });
  return uploading;
}

async function send(session) {
  const results = [];
  for (const { light, ...scan } of waiting()) {
    try {
      const { body } = await api(session).post("/scans", scan);
      results.push({ scan, light, answer: body });
    } catch (problem) {
      // A time that has not come yet will; what the server will never take is not sent again; everything else is.
      if (problem.errors?.["/scannedAt"]?.includes("in_future")) {
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

function write(scans) {
  localStorage.setItem(kept, JSON.stringify(scans));
}
