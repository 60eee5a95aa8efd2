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

/** Sends what waits, oldest first, and stops where the network does. Answers what the server said to each. */
export function upload(session) {
  uploading ??= send(session).finally(() => { uploading = null; });
  return uploading;
}

async function send(session) {
  const answers = [];
  for (const { light, ...scan } of waiting()) {
    try {
      const { body } = await api(session).post("/scans", scan);
      answers.push({ scan, light, answer: body });
    } catch (problem) {
      // What the server will never take is not sent again; everything else is.
      if (![400, 413, 422].includes(problem.status)) {
        break;
      }
    }

    forget(scan.nonce);
  }

  return answers;
}

function write(scans) {
  localStorage.setItem(kept, JSON.stringify(scans));
}
