import { el } from "../dom.js";
import { t } from "../language.js";
import { alertOf } from "../parts.js";

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
  let last = "";
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
      const [code] = await detector.detect(view).catch(() => []);
      // A code that stays in front of the camera is one presentation, even when many frames show it.
      if (code && code.rawValue !== last) {
        last = code.rawValue;
        found(last);
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
