import { el } from "../dom.js";
import { t } from "../language.js";
import { alertOf } from "../parts.js";

const goneMs = 2000;

/**
 * Tells a new presentation from a code that stays in view. A camera sees a code in most frames but not in all; a code that was
 * not seen for two seconds was taken away.
 */
export function sightings() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  /**
   * @param {string} code
   * @param {number} at
   */
  return (code, at) => {
    const isNew = at - (seen.get(code) ?? -Infinity) > goneMs;
    seen.set(code, at);
    return isNew;
  };
}

/**
 * Uses the camera as a scanner when the browser can read QR codes (BarcodeDetector). Otherwise shows a text that says so.
 * @param {(code: string) => void} found
 */
export function cameraOf(found) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) {
    return { node: el("p", { class: "soft" }, t("hall.camera.none")), stop: () => {} };
  }

  const view = el("video", { playsinline: true, muted: true, hidden: true, "aria-label": t("hall.camera.view") });
  const toggle = el("button", { type: "button", class: "plain", onclick: turn }, t("hall.camera"));
  const node = el("div", { class: "camera" }, toggle, view);
  /** @type {MediaStream | null} */
  let stream = null;
  const isNew = sightings();
  return { node, stop };

  function turn() {
    return stream ? stop() : start();
  }

  // When the camera gives no picture, it is stopped and a message is shown. No message when it was stopped in the meantime.
  async function start() {
    /** @type {MediaStream | null} */
    let mine = null;
    try {
      stream = mine = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      view.srcObject = mine;
      view.hidden = false;
      toggle.textContent = t("hall.camera.stop");
      await view.play();
      await watch(mine, new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      if (stream === mine) {
        stop();
        node.append(alertOf(t("hall.camera.refused")));
      }
    }
  }

  /**
   * @param {MediaStream} mine
   * @param {BarcodeDetector} detector
   */
  async function watch(mine, detector) {
    while (stream === mine) {
      const codes = await detector.detect(view).catch(() => []);
      const code = codes.find(each => each.rawValue.startsWith("TP1:")) ?? codes[0];
      if (code && isNew(code.rawValue, performance.now())) {
        found(code.rawValue);
      }

      await new Promise(next => requestAnimationFrame(next));
    }
  }

  function stop() {
    stream?.getTracks().forEach(track => track.stop());
    stream = null;
    view.hidden = true;
    toggle.textContent = t("hall.camera");
  }
}
