import { fromBase45 } from "../verify/base45.js";
import { isDocument } from "../verify/document.js";
import { readCode } from "../verify/template.js";

/**
 * What was read. `pass`: one whole code, or a text that begins like one and that the city has to judge. `half`: the beginning
 * of a code. `document`: the code on a result document. `address`, `payment`, `other`: no code of ours. `text` is the folded code.
 * @typedef {{ kind: "pass" | "half" | "document" | "address" | "payment" | "other", text: string }} Found
 */

const start = "TP1:";
const alphabet = /^[0-9A-Z $%*+\-./:]*/;
const mostSuffix = 3;

// What a Chinese input method types for a character of the alphabet, where NFKC does not already fold it.
/** @type {Record<string, string>} */
const typedFor = { "¥": "$", "。": ".", "、": "/", "×": "*", "–": "-", "—": "-", "−": "-", "\u00a0": " " };

// The first bytes of a code, and the length of the shortest whole code that begins with them: S and P, then H.
const beginnings = [{ head: [0xd2, 0x84, 0x49, 0xa2, 0x01, 0x26, 0x04, 0x44], shortest: 120 }, { head: [0x83, 0x84, 0x49, 0xa2, 0x01, 0x26, 0x04, 0x44], shortest: 227 }];

/**
 * Folds a text into the alphabet of Base45 as far as that is possible: upper case, half width. Base45 has no lower case, so
 * nothing is lost.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKC").replace(/[¥。、×–—−\u00a0]/gu, each => typedFor[each]).toUpperCase();
}

/**
 * Finds the code in a text that was scanned or typed: the last whole code, without what a scanner puts before and after it.
 * @param {string} text
 * @returns {Found}
 */
export function codeIn(text) {
  const folded = fold(text).trim();
  const starts = [...folded.matchAll(/TP1:/g)].map(each => each.index);
  if (starts.length === 0) {
    return { kind: foreign(folded), text: text.trim() };
  }

  // "TP1:" may also stand in the middle of a code, so a code may go on after the next start.
  for (const from of starts.toReversed()) {
    for (const to of [folded.length, ...starts.filter(each => each > from).toReversed()]) {
      const found = whole(folded.slice(from, to));
      if (found) {
        return found;
      }
    }
  }

  const last = alphabet.exec(folded.slice(starts[starts.length - 1]))?.[0] ?? "";
  return { kind: isHalf(last) ? "half" : "pass", text: last.trimEnd() };
}

/**
 * The code that a text begins with, with at most a few characters after it. Null when it is not one whole code.
 * @param {string} text
 * @returns {Found | null}
 */
function whole(text) {
  const rest = alphabet.exec(text)?.[0] ?? "";
  for (let cut = 0; cut <= mostSuffix; cut++) {
    const code = rest.slice(0, rest.length - cut);
    const bytes = fromBase45(code.slice(start.length));
    if (bytes && !readCode(bytes).reason) {
      return { kind: "pass", text: code };
    }

    if (bytes && isDocument(bytes)) {
      return { kind: "document", text: code };
    }
  }

  return null;
}

/**
 * Whether the text is the beginning of a code that was not read to its end.
 * @param {string} text
 */
function isHalf(text) {
  const digits = text.slice(start.length);
  const bytes = fromBase45(digits.slice(0, digits.length - digits.length % 3));
  return bytes !== null && beginnings.some(({ head, shortest }) => bytes.length < shortest && bytes.slice(0, head.length).every((each, at) => each === head[at]));
}

/**
 * What a text is that is no code of ours.
 * @param {string} folded
 */
function foreign(folded) {
  const isPayment = /^(WXP:|WEIXIN:|ALIPAYS?:|HTTPS?:\/\/(QR\.ALIPAY|PAYAPP\.|WX\.TENPAY|QR\.95516|QR\.CHINAUMS)|000201)/.test(folded) || /^(1[0-5]\d{16}|(2[5-9]|30)\d{14,22})$/.test(folded);
  return isPayment ? "payment" : /^([A-Z][A-Z0-9+.-]*:\/\/|WWW\.)/.test(folded) ? "address" : "other";
}
