/** @typedef {import("./counter.js").Present} Present */
/** @typedef {import("./presentation.js").Scan} Scan */
/** @typedef {import("./result.js").Alone} Alone */
/** @typedef {import("./code-text.js").Found["kind"]} Kind */

/**
 * What the page shows of the latest scan. `before` is the verdict of this browser that the city's answer has replaced.
 * @typedef {{ stage: "ready" | "reading" | "checking" } | { stage: "foreign", kind: Kind }
 *   | { stage: "alone", scan: Scan, alone: Alone } | { stage: "told", body: Api.ScanView, before: Alone | null }
 *   | { stage: "refused", scan: Scan, problem: unknown }} Shown
 */

/**
 * Whether services can be filed for the scanned holder: the code is valid. A partner city's talent is served as a guest.
 * @param {Api.ScanView} scan
 * @returns {scan is Present}
 */
export function isPresent(scan) {
  return scan.outcome === "valid" && scan.holder !== undefined && scan.entitlements !== undefined;
}
