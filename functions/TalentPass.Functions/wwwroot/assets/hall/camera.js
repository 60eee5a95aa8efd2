import { el } from "../dom.js";
import { t } from "../language.js";
import { alertOf } from "../parts.js";

/**
 * The camera as a scanner, where the browser can read QR codes itself (BarcodeDetector); elsewhere a word about it.
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

  // A camera that gives no picture is stopped, and said to be of no use; one that was stopped meanwhile is not.
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
      // A code held in front of the camera is one presentation, however many frames show it.
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
