/**
 * The address of the progress page with the number and the short code of a receipt. They are in the fragment, so that they are in no
 * log of a server on the way.
 * @param {string} number
 * @param {string} code
 */
export function addressOf(number, code) {
  return `/progress#/?${new URLSearchParams({ number: number.trim(), shortCode: code.trim() })}`;
}
