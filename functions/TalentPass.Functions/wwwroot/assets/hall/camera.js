import { el, unwaited } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";
import { readerOfPictures } from "./reader.js";

const goneMs = 2000;
const kept = "talentpass.camera";

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
 * Uses a camera as a scanner. When there is more than one, the officer chooses; this browser remembers the choice.
 * @param {(code: string) => void} found
 */
export function cameraOf(found) {
  if (!navigator.mediaDevices?.getUserMedia) {
    return { node: el("p", { class: "soft" }, t("hall.camera.none")), stop: () => {} };
  }

  const view = el("video", { playsinline: true, muted: true, hidden: true, "aria-label": t("hall.camera.view") });
  const toggle = el("button", { type: "button", class: "plain", id: "camera", onclick: turn }, t("hall.camera"));
  const choice = el("select", { id: "which-camera", "aria-label": t("hall.camera.which"), hidden: true, onchange: change });
  const torch = el("button", { type: "button", class: "plain", id: "torch", hidden: true, "aria-pressed": "false", onclick: light }, t("hall.camera.torch"));
  const trouble = el("div", {});
  const node = el("div", { class: "camera" }, el("div", { class: "actions" }, toggle, torch), choice, view, trouble);
  /** @type {MediaStream | null} */
  let stream = null;
  const isNew = sightings();
  return { node, stop };

  function turn() {
    return stream ? stop() : start();
  }

  // The promise lasts as long as the camera. When it gives no picture, it is stopped and a message is shown. No message when it
  // was stopped in the meantime.
  async function start() {
    trouble.replaceChildren();
    /** @type {MediaStream | null} */
    let mine = null;
    /** @type {import("./reader.js").Reader | null} */
    let reader = null;
    try {
      stream = mine = await navigator.mediaDevices.getUserMedia({ video: wanted() });
      view.srcObject = mine;
      view.hidden = false;
      toggle.textContent = t("hall.camera.stop");
      await view.play();
      await offer(mine);
      reader = await readerOfPictures();
      await watch(mine, reader);
    } catch {
      if (stream === mine) {
        stop();
        trouble.replaceChildren(alertOf(t("hall.camera.refused")));
      }
    } finally {
      reader?.stop();
    }
  }

  /**
   * @param {MediaStream} mine
   * @param {import("./reader.js").Reader} reader
   */
  async function watch(mine, reader) {
    while (stream === mine) {
      const codes = await reader.read(view);
      const code = codes.find(each => each.startsWith("TP1:")) ?? codes[0];
      if (code && stream === mine && isNew(code, performance.now())) {
        found(code);
      }

      await new Promise(next => requestAnimationFrame(next));
    }
  }

  /**
   * Offers the other cameras, whose names the browser tells only now, and the lamp when the camera has one.
   * @param {MediaStream} mine
   */
  async function offer(mine) {
    const [track] = mine.getVideoTracks();
    const cameras = (await navigator.mediaDevices.enumerateDevices?.() ?? []).filter(each => each.kind === "videoinput");
    const { deviceId } = track?.getSettings() ?? {};
    choice.replaceChildren(...cameras.map((each, index) =>
      el("option", { value: each.deviceId, selected: each.deviceId === deviceId }, each.label || t("hall.camera.number", index + 1))));
    choice.hidden = cameras.length < 2;
    torch.hidden = !(track?.getCapabilities && "torch" in track.getCapabilities());
    torch.setAttribute("aria-pressed", "false");
  }

  function change() {
    localStorage.setItem(kept, choice.value);
    stop();
    unwaited(start());
  }

  async function light() {
    const [track] = stream?.getVideoTracks() ?? [];
    const isOn = torch.getAttribute("aria-pressed") !== "true";
    /** @type {MediaTrackConstraintSet & { torch: boolean }} */
    const wish = { torch: isOn };
    await track?.applyConstraints({ advanced: [wish] });
    torch.setAttribute("aria-pressed", String(isOn));
  }

  function stop() {
    stream?.getTracks().forEach(track => track.stop());
    stream = null;
    view.hidden = choice.hidden = torch.hidden = true;
    toggle.textContent = t("hall.camera");
  }
}

/** The camera that was chosen before, when it is there; otherwise the rear one, where a device has two. */
function wanted() {
  const before = localStorage.getItem(kept);
  return before ? { deviceId: { ideal: before } } : { facingMode: "environment" };
}
