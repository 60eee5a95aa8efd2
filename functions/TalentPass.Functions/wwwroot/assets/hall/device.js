/**
 * What this browser keeps of its registration as a scanner. The token is not kept: the page scans with the officer's session.
 * @typedef {{ deviceId: string, name: string, place: string, expiresAt: string }} Device
 */

const kept = "talentpass.device";

/** This device as it was registered; null when it was not, or when that is over. */
export function registered() {
  const device = /** @type {Device | null} */ (JSON.parse(localStorage.getItem(kept) ?? "null"));
  return device && Date.parse(device.expiresAt) > Date.now() ? device : null;
}

/** @param {Device} device */
export function keepDevice({ deviceId, name, place, expiresAt }) {
  localStorage.setItem(kept, JSON.stringify({ deviceId, name, place, expiresAt }));
}

/** Forgets the registration: the city does not know this device any more. */
export function forgetDevice() {
  localStorage.removeItem(kept);
}

/** The name of this device in the records of scans. */
export function deviceName() {
  return registered()?.name ?? "web";
}
