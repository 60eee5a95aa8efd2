/**
 * One key. `text` is what it types; `plain` what it types on a keyboard of the United States, which most hand scanners imitate.
 * @typedef {{ text: string, plain: string }} Stroke
 */

/**
 * Where the focus is: in the field for codes, in another field for text, or elsewhere.
 * @typedef {"code" | "text" | "none"} Focus
 */

/**
 * What to do with a key, in this order. `release`: the held text that goes to its field after all. `starts`: the key may be the
 * first of a burst, so remember what its field holds. `begins`: it is certain now that a code comes. `read`: the burst is over,
 * and this is what it said. `what`: the key is the page's (`pass`) or the scanner's (`take`), or waits for the next one (`hold`).
 * @typedef {{ what: "pass" | "hold" | "take", release?: string, starts?: boolean, begins?: boolean, read?: Burst }} Move
 */

/**
 * A burst of a hand scanner, in both readings of its keys, with the times of its first and last key. `isCode`: it has begun like
 * a code.
 * @typedef {{ texts: [string, string], begun: number, ended: number, isCode: boolean }} Burst
 */

// A hand scanner types a key every 30 ms or faster. A person needs more than 80 ms, at least over several keys.
const quick = 80;
/** After this pause inside a code the burst is over. */
export const pauseMs = 300;
/** Time for which a key that may begin a code is held. */
export const holdMs = quick;
const suffixMs = 150;
const fewest = 6;
const sure = 3;

// The beginnings of "TP1:", also behind the mark that some scanners put before a QR code (]Q1), in any case and width.
const beginning = /^(?:\]|\](?:Q\d?)|(?:\]Q\d)?(?:T|TP|TP1))$/i;
const begun = /TP1:$/i;
const address = /^[A-Z][A-Z0-9+.-]*:\/\//i;

/**
 * Tells the keys of a hand scanner from those of a person, by their speed and by how a code begins. Pure: the caller gives it
 * each key with its time, and does what the answer says.
 */
export function scanner() {
  /** @type {Stroke[]} */
  let keys = [];
  let [first, last, over] = [0, -Infinity, -Infinity];
  let held = "";
  let [isCode, mayGoOn] = [false, false];
  return { key, end, other, pause, release, get isReading() { return isCode; } };

  /**
   * A key that types something.
   * @param {Stroke} stroke
   * @param {number} at
   * @param {Focus} focus
   * @returns {Move}
   */
  function key(stroke, at, focus) {
    const goesOn = mayGoOn && at - last <= pauseMs;
    mayGoOn = false;
    if (goesOn) {
      isCode = true;
      keys.push(stroke);
      last = at;
      return { what: "take", begins: true };
    }

    if (isCode) {
      last = at;
      keys.push(stroke);
      return { what: "take" };
    }

    const starts = at - last > quick;
    const before = starts ? release() : "";
    if (starts) {
      [keys, first] = [[], at];
    }

    last = at;
    keys.push(stroke);
    const texts = readings();
    if (texts.some(each => begun.test(each))) {
      [isCode, held] = [true, ""];
      return { what: "take", release: before, starts, begins: true };
    }

    if (focus !== "none" && texts.some(each => beginning.test(each))) {
      held += stroke.text;
      return { what: "hold", release: before, starts };
    }

    // Nothing outside a text field needs several keys at this speed; a space among them would press a button.
    return { what: focus === "none" && keys.length >= sure ? "take" : "pass", release: before + release(), starts };
  }

  /**
   * Enter or Tab. After a burst in a text field that is no scan, it only ends the text; it does not submit the form.
   * @param {number} at
   * @param {Focus} focus
   * @returns {Move}
   */
  function end(at, focus) {
    const goesOn = mayGoOn && at - last <= pauseMs;
    mayGoOn = false;
    if (isCode || goesOn) {
      return { what: "take", read: finish(at) };
    }

    // Some scanners send two of them after a code.
    if (at - over <= suffixMs) {
      over = at;
      return { what: "take" };
    }

    const released = release();
    const isBurst = at - last <= quick && keys.length >= fewest;
    const isScan = isBurst && (focus !== "text" || readings().some(each => address.test(each)));
    const read = isScan ? finish(at) : undefined;
    keys = [];
    return { what: isBurst ? "take" : "pass", release: isScan ? "" : released, read };
  }

  /**
   * Any other key that is no modifier, such as Backspace or a shortcut. It is part of a code when one is being read.
   * @returns {Move}
   */
  function other() {
    mayGoOn = false;
    if (isCode) {
      return { what: "take" };
    }

    keys = [];
    return { what: "pass", release: release() };
  }

  /**
   * No key has come for `pauseMs`.
   * @param {number} at
   */
  function pause(at) {
    if (!isCode) {
      return undefined;
    }

    // On a busy device a timer may run before the keys that were pressed meanwhile. Their own times tell that the burst goes on.
    const [before, when] = [keys, last];
    const burst = finish(at);
    [keys, last, mayGoOn] = [before, when, true];
    return burst;
  }

  /** Gives back the text that was held. */
  function release() {
    const text = held;
    held = "";
    return text;
  }

  /** @param {number} at */
  function finish(at) {
    /** @type {Burst} */
    const burst = { texts: readings(), begun: first, ended: last, isCode };
    [keys, isCode, held, over, last] = [[], false, "", at, -Infinity];
    return burst;
  }

  /** @returns {[string, string]} */
  function readings() {
    return [keys.map(each => each.text).join("").normalize("NFKC"), keys.map(each => each.plain).join("")];
  }
}
