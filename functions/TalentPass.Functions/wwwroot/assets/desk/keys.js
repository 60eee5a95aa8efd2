import { el } from "../dom.js";
import { t } from "../language.js";

/** @typedef {{ key: string, name: string, text: string, run: (event: KeyboardEvent) => void, slow?: boolean, often?: boolean }} Key */

// A hand scanner types a key every 30 ms or so, and a person hardly ever does. So what a key does happens after this time, and not at
// all when another key comes before.
const burstMs = 90;
// So many quick keys after each other are no person's.
const burst = 5;

/**
 * The keys of the desk. They work when no field has the focus, without modifiers, and never while a dialog is open. Those that are not
 * `slow` only move the focus, and happen at once; people press the `often` ones quickly. Returns a function that takes the keys away.
 * @param {Key[]} keys
 */
export function listenToKeys(keys) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let last = 0;
  let quick = 0;
  document.addEventListener("keydown", pressed);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", pressed);
  };

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const isBurst = event.timeStamp - last < burstMs && !event.repeat;
    last = event.timeStamp;
    // A scan has characters. Whoever goes on with Tab alone may be as quick as that.
    quick = isBurst ? quick + (event.key.length === 1 ? 1 : 0) : 0;
    clearTimeout(timer);
    if (quick >= burst && ["Enter", " "].includes(event.key)) {
      // The end of a scan presses no button.
      event.preventDefault();
    }

    const key = keys.find(each => each.key === event.key);
    if (!key || (isBurst && !(key.often && quick < burst)) || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || document.querySelector("dialog[open]")) {
      return;
    }

    if (key.slow) {
      timer = setTimeout(() => key.run(event), burstMs);
    } else {
      key.run(event);
    }
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

/**
 * Shows the keys in a dialog.
 * @param {Key[]} keys
 */
export function showKeys(keys) {
  const dialog = el("dialog", { id: "keys", "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, t("keys.title")),
    el("dl", { class: "keys" }, ...keys.map(each => el("div", {}, el("dt", {}, el("kbd", {}, each.name)), el("dd", {}, each.text)))),
    el("form", { method: "dialog" }, el("button", { type: "submit" }, t("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
