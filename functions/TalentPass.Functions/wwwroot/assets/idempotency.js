/** A new random name of 128 bits in hex, used as an idempotency key or as the nonce of a scan. */
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), each => each.toString(16).padStart(2, "0")).join("");
}

/**
 * Makes idempotency keys. The same content keeps its key, so a second press, or a retry after a lost answer, sends nothing twice.
 * Returns the headers for a body.
 */
export function keysByContent() {
  let last = { text: "", key: "" };
  return (/** @type {object} */ body) => {
    const text = JSON.stringify(body);
    last = last.text === text ? last : { text, key: randomName() };
    return { "Idempotency-Key": last.key };
  };
}
