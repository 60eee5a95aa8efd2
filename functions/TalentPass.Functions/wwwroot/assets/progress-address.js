/**
 * The address of the progress page with the number and the short code of a receipt. They are in the fragment, so that they are in no
 * log of a server on the way.
 * @param {string} number
 * @param {string} code
 */
export function addressOf(number, code) {
  return `/progress#/?${new URLSearchParams({ number: number.trim(), shortCode: code.trim() })}`;
}

/**
 * The number and the short code in the fragment of an address; empty texts where there are none.
 * @param {string} hash
 */
export function typedIn(hash) {
  const query = new URLSearchParams(hash.startsWith("#/?") ? hash.slice(3) : "");
  return { number: query.get("number") ?? "", code: query.get("shortCode") ?? "" };
}
