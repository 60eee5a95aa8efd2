import { readFileSync } from "node:fs";

/**
 * Reads a file of test vectors from tests/vectors.
 * @param {string} name
 * @returns {unknown}
 */
export function vectors(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
}

/**
 * Decodes hex digits.
 * @param {string} digits
 */
export function unhex(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], each => Number.parseInt(each, 16));
}

/**
 * Decodes Base64url.
 * @param {string} text
 */
export function fromBase64url(text) {
  return Uint8Array.from(Buffer.from(text, "base64url"));
}
