import { api } from "../api.js";
import { keeperAtCounter } from "../kept.js";
import { supplement } from "../pass/supplement.js";
import { guideOf } from "../terms.js";

/** What a request may want that the person at the counter can hand in there. */
const wanting = ["supplement_wanted", "accepted_tolerant"];

/** @param {{ state: string }} request */
export function mayWant({ state }) {
  return wanting.includes(state);
}

/**
 * Takes at the counter what a request of the scanned person still wants. Returns how the request stands afterwards; null when the
 * officer closed the dialog. Throws the problem when it cannot be read, for example because nothing is wanted.
 * @param {Session} session
 * @param {import("./counter.js").Present} scan
 * @param {string} number
 * @param {() => boolean} isPresent whether the person is still at the counter when what is wanted has been read
 */
export async function takePapers(session, scan, number, isPresent) {
  const client = api(session);
  const { body: request } = await client.get(`/requests/${encodeURIComponent(number)}/wanted?scanId=${encodeURIComponent(scan.scanId)}`);
  const guide = await guideOf(client, request.service);
  return isPresent() ? supplement(session, request, guide, { scanId: scan.scanId, keeper: keeperAtCounter(scan.scanId, `supplement ${number}`) }) : null;
}
