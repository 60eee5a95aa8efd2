import { latest } from "../latest.js";

/** @typedef {Api.GetBody<"/me/notifications">["items"][number]} Notice */

const atOnce = 20;

/**
 * What a person was told, newest first, as far as it has been read from the city. Only the latest question is answered.
 * @param {import("../api.js").Client} client
 */
export function noticesOf(client) {
  const turns = latest();
  /** @type {Notice[]} */
  let items = [];
  /** @type {string | null} */
  let cursor = null;
  /** @type {Set<string>} */
  const unread = new Set();
  let told = "";
  return {
    load, more, tellRead, stop: turns.end,
    /** What is new stays so while the view is open, although the city counts it as read by then. */
    shown: () => items.map(each => ({ ...each, isNew: unread.has(each.id) })),
    hasMore: () => cursor !== null,
  };

  /** Reads the newest. What was read further down stays. Tells whether the answer is the latest; throws when nobody answers. */
  function load() {
    return ask("", body => {
      const ids = new Set(body.items.map(each => each.id));
      // Without one in common there may be others between them.
      const older = items.some(each => ids.has(each.id)) ? items.filter(each => !ids.has(each.id)) : [];
      items = [...body.items, ...older];
      cursor = older.length > 0 ? cursor : body.nextCursor;
    });
  }

  /** Reads on further down. Tells whether the answer is the latest; throws when nobody answers. */
  function more() {
    return ask(cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`, body => {
      items = [...items, ...body.items.filter(each => !items.some(one => one.id === each.id))];
      cursor = body.nextCursor;
    });
  }

  /**
   * @param {string} from
   * @param {(body: Api.GetBody<"/me/notifications">) => void} take
   */
  async function ask(from, take) {
    const turn = turns.begin();
    try {
      const { body } = await client.get(/** @type {"/me/notifications"} */ (`/me/notifications?limit=${atOnce}${from}`), { signal: turn.signal });
      if (!turn.isLatest()) {
        return false;
      }

      take(body);
      body.items.filter(each => !each.readAt).forEach(each => unread.add(each.id));
      return true;
    } catch (problem) {
      if (turn.isLatest()) {
        throw problem;
      }

      return false;
    }
  }

  /** Tells the city, once, that what is shown is read. What it does not learn it is told the next time. Tells whether it knows now. */
  async function tellRead() {
    const newest = items[0]?.id ?? "";
    if (newest === told || items.every(each => each.readAt)) {
      return false;
    }

    told = newest;
    try {
      await client.post("/me/notifications/read", { upTo: newest }, {}, { retry: true });
      return true;
    } catch {
      told = told === newest ? "" : told;
      return false;
    }
  }
}
