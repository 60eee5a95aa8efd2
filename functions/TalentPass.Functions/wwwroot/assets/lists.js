/** @typedef {import("./api.js").Client} Client */

/**
 * All items of a list. Reads at most ten pages of 100 items, because people cannot use a longer list.
 * @template {string} P
 * @param {Client} client
 * @param {P} path
 * @param {AbortSignal} [signal]
 */
export async function all(client, path, signal = undefined) {
  return (await gather(client, path, Infinity, signal)).items;
}

/**
 * Reads the pages of a list until there are `enough` items: at most ten pages of 100, or as many as `enough` needs. Returns the
 * `items` of all pages, and the `last` page itself.
 * @template {string} P
 * @param {Client} client
 * @param {P} path
 * @param {number} enough
 * @param {AbortSignal} [signal]
 */
export async function gather(client, path, enough = Infinity, signal = undefined) {
  /** @type {ItemOf<P>[]} */
  const items = [];
  let last = await page("");
  items.push(...last.items);
  const pages = enough === Infinity ? 10 : Math.max(10, Math.ceil(enough / 100));
  for (let more = pages - 1; more > 0 && last.nextCursor !== null && items.length < enough; more--) {
    last = await page(`&cursor=${encodeURIComponent(last.nextCursor)}`);
    items.push(...last.items);
  }

  return { items, last };

  /** @param {string} cursor */
  async function page(cursor) {
    const { body } = await client.get(/** @type {P} */ (`${path}${path.includes("?") ? "&" : "?"}limit=${Math.min(enough, 100)}${cursor}`), { signal });
    return /** @type {PageOf<P>} */ (body);
  }
}
