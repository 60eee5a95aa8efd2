import { el } from "../dom.js";
import { t } from "../language.js";
import { alertOf } from "../parts.js";

/** The camera as a scanner, where the browser can read QR codes itself (BarcodeDetector); elsewhere a word about it. */
export function cameraOf(found) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) {
    return { node: el("p", { class: "soft" }, t("hall.camera.none")), stop: () => {} };
  }

  const view = el("video", { playsinline: true, muted: true, hidden: true, "aria-label": t("hall.camera.view") });
  const toggle = el("button", { type: "button", class: "plain", onclick: () => (stream ? stop() : start()) }, t("hall.camera"));
  const node = el("div", { class: "camera" }, toggle, view);
  let stream = null;
  let last = "";
  return { node, stop };

  async function start() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      node.append(alertOf(t("hall.camera.refused")));
      return;
    }

    view.srcObject = stream;
    view.hidden = false;
    toggle.textContent = t("hall.camera.stop");
    await view.play();
    watch(stream, new BarcodeDetector({ formats: ["qr_code"] }));
  }

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
