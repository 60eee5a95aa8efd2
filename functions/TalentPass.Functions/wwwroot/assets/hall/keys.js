import { holdMs, pauseMs, scanner } from "./scanner.js";

/** @typedef {import("./scanner.js").Burst} Burst */
/** @typedef {import("./scanner.js").Focus} Focus */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

const textTypes = ["text", "search", "url", "tel", "email", "password", "number"];
const suffixes = ["Enter", "NumpadEnter", "Tab"];
const modifiers = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Fn"];
// The keys of a keyboard of the United States that Base45 needs, without and with Shift.
/** @type {Record<string, string>} */
const plainKeys = { Space: "  ", Minus: "-_", Equal: "=+", Period: ".>", Slash: "/?", Semicolon: ";:", BracketLeft: "[{", BracketRight: "]}" };
const shiftedDigits = ")!@#$%^&*(";

/**
 * Listens to all keys of the page before anything else does, and takes those of a hand scanner. `isOn`: whether codes are read
 * now. `begins`: a code has begun. `read`: a burst is over.
 * @param {{ isOn: () => boolean, begins: () => void, read: (burst: Burst) => void }} page
 */
export function listenToScanner({ isOn, begins, read }) {
  const ours = scanner();
  /** @type {Set<string>} */
  const taken = new Set();
  /** @type {{ field: Field, value: string, selection: [number | null, number | null] } | null} */
  let before = null;
  /** @type {Element | null} */
  let focused = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let [typed, isReleasing] = ["", false];
  addEventListener("keydown", down, true);
  addEventListener("keyup", event => taken.delete(event.code) && stop(event), true);
  addEventListener("beforeinput", input, true);

  /** @param {KeyboardEvent} event */
  function down(event) {
    typed = "";
    if (!isOn() || modifiers.includes(event.key)) {
      return;
    }

    if (event.repeat && !ours.isReading) {
      act(event, ours.other());
    } else if (suffixes.includes(event.key) || (isComposing(event) && suffixes.includes(event.code))) {
      act(event, ours.end(event.timeStamp, focusOf(event.target)));
    } else if (isComposing(event) && plainOf(event)) {
      // The input method has this key already. What it types is removed when a code begins.
      const move = ours.key({ text: plainOf(event), plain: plainOf(event) }, event.timeStamp, "none");
      act(event, ours.isReading ? move : { ...move, what: "pass" });
    } else if (([...event.key].length === 1 || event.key === "Dead") && (!event.ctrlKey && !event.metaKey && !event.altKey || event.getModifierState("AltGraph"))) {
      typed = event.key;
      act(event, ours.key({ text: event.key === "Dead" ? "" : event.key, plain: plainOf(event) }, event.timeStamp, focusOf(event.target)));
    } else {
      act(event, ours.other());
    }
  }

  /**
   * Text that an input method types without a key of its own, such as full-width characters.
   * @param {InputEvent} event
   */
  function input(event) {
    if (!isOn() || isReleasing || event.inputType !== "insertText" || !event.data || event.data === typed) {
      return;
    }

    // Several characters at once are no keys of a scanner.
    if ([...event.data].length > 1 && !ours.isReading) {
      insert(ours.release());
      return;
    }

    for (const each of event.data) {
      act(event, ours.key({ text: each, plain: each }, event.timeStamp, focusOf(event.target)));
    }
  }

  /**
   * @param {KeyboardEvent | InputEvent} event
   * @param {import("./scanner.js").Move} move
   */
  function act(event, { what, release, starts, begins: isBegun, read: burst }) {
    insert(release ?? "");
    if (starts) {
      [focused, before] = [document.activeElement, stateOf(event.target)];
    }

    if (what !== "pass") {
      stop(event);
    }

    if (isBegun) {
      restore();
      if (event instanceof KeyboardEvent && isComposing(event) && focused instanceof HTMLElement) {
        // Without a field there is no input method in the way of the other keys.
        focused.blur();
      }

      begins();
    }

    if (burst) {
      restore();
      read(burst);
    }

    clearTimeout(timer);
    timer = ours.isReading ? setTimeout(paused, pauseMs) : what === "hold" ? setTimeout(() => insert(ours.release()), holdMs) : undefined;
  }

  function paused() {
    const burst = ours.pause(performance.now());
    if (burst) {
      read(burst);
    }
  }

  /** @param {KeyboardEvent | InputEvent} event */
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event instanceof KeyboardEvent && event.type === "keydown") {
      taken.add(event.code);
    }
  }

  /**
   * Types held text into its field, as if the keys had not been held.
   * @param {string} text
   */
  function insert(text) {
    if (text === "" || !(before?.field instanceof HTMLInputElement || before?.field instanceof HTMLTextAreaElement)) {
      return;
    }

    isReleasing = true;
    if (document.activeElement !== before.field || !document.execCommand("insertText", false, text)) {
      before.field.value += text;
      before.field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    isReleasing = false;
  }

  /** Takes away what the burst typed before it was known to be a scan. */
  function restore() {
    if (before && before.field.value !== before.value) {
      before.field.value = before.value;
      if (!(before.field instanceof HTMLSelectElement) && before.selection[0] !== null) {
        before.field.setSelectionRange(...before.selection);
      }

      before.field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    before = null;
  }
}

/** @param {EventTarget | null} target */
function stateOf(target) {
  /** @type {[number | null, number | null]} */
  const selection = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? [target.selectionStart, target.selectionEnd] : [null, null];
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    ? { field: target, value: target.value, selection } : null;
}

/**
 * @param {EventTarget | null} target
 * @returns {Focus}
 */
function focusOf(target) {
  const isText = (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && textTypes.includes(target.type))) && !target.readOnly && !target.disabled;
  return !isText ? "none" : target.id === "code" ? "code" : "text";
}

/** @param {KeyboardEvent} event */
function isComposing(event) {
  return event.isComposing || event.key === "Process" || event.key === "Unidentified";
}

/** @param {KeyboardEvent} event */
function plainOf({ code, shiftKey }) {
  return code.startsWith("Key") ? code.slice(3)
    : code.startsWith("Digit") ? (shiftKey ? shiftedDigits[Number(code[5])] : code[5])
      : /^Numpad\d$/.test(code) ? code[6]
        : plainKeys[code]?.[shiftKey ? 1 : 0] ?? "";
}
