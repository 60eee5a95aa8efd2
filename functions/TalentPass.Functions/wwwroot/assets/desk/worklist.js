import { api } from "../api.js";
import { latest } from "../latest.js";
import { gather } from "../lists.js";
import { queryOf } from "./filters.js";
import { merged } from "./merge.js";

/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {ReturnType<typeof worklistOf>} Worklist */

/**
 * What is known of a desk's list. `waiting`: how many new requests are not shown yet, because they would move the rows. `gone`: the
 * shown rows that have left the list since. `found`: the rows are the results of a search. `said`: what the API said about it.
 * @typedef {{ rows: Api.DeskItem[], hasMore: boolean, counts: Api.DeskCounts | null, gone: Set<string>, waiting: number, found: boolean, said: string, problem: unknown, isKnown: boolean }} Listed
 */

/**
 * How many requests are open, in all states together.
 * @param {Api.DeskCounts} counts
 */
export function openOf({ states }) {
  return Object.values(states).reduce((sum, each) => sum + each, 0);
}

const pageSize = 50;
// As many as a person can look through; the API is asked for them a hundred at a time.
const mostRows = 1000;
// Enough for a person to read. A page of results may have no request of this desk while later pages have some.
const mostFound = 100;

/**
 * The open requests of a desk by due date, and its counts. `changed` is called after each change.
 * @param {DeskSession} session
 * @param {() => void} changed
 */
export function worklistOf(session, changed) {
  const client = api(session);
  /** @type {`/desks/${string}`} */
  const desk = `/desks/${session.department}`;
  const turns = latest();
  /** @type {Listed} */
  let now = { rows: [], hasMore: false, counts: null, gone: new Set(), waiting: 0, found: false, said: "", problem: null, isKnown: false };
  /** @type {Filters} */
  let filters = {};
  let wanted = pageSize;
  let isWhole = false;
  let sought = "";
  /** @type {string | null} */
  let version = null;
  let asking = 0;
  return {
    now: () => now,
    filters: () => filters,
    sought: () => sought,
    load,
    poll,
    find,
    end: turns.end,
    more() {
      wanted += pageSize;
      return load();
    },
    /** @param {boolean} wish whether the whole list is read from now on, or one page after the other */
    setWhole(wish) {
      isWhole = wish;
    },
    /**
     * Narrows the list, and reads it again when that changes it.
     * @param {Filters} wish
     */
    narrow(wish) {
      if (now.isKnown && queryOf(wish) === queryOf(filters)) {
        return Promise.resolve();
      }

      [filters, wanted, sought] = [wish, pageSize, ""];
      return load();
    },
  };

  /** @param {Partial<Listed>} change */
  function set(change) {
    now = { ...now, ...change };
    changed();
  }

  /**
   * Searches. The results stay in place of the list until an empty text is searched. The API records a search for a person, and its
   * answer says so.
   * @param {string} text
   */
  async function find(text) {
    sought = text;
    if (text === "") {
      await load();
      return;
    }

    await ask(async turn => {
      const { items, last } = await gather(client, `${desk}/search?q=${encodeURIComponent(text)}`, mostFound, turn.signal);
      return { rows: items, hasMore: false, found: true, said: last.reason, gone: new Set(), waiting: 0 };
    });
  }

  /** Reads the list and the counts anew. A search is done again. */
  async function load() {
    if (sought !== "") {
      await find(sought);
      return;
    }

    await ask(async turn => {
      const [list, { body: counts, etag }] = await Promise.all([read(isWhole ? mostRows : wanted, turn.signal), client.get(`${desk}/counts`, { signal: turn.signal })]);
      if (turn.isLatest()) {
        version = etag;
      }

      return { ...list, counts, found: false, said: "", gone: new Set(), waiting: 0 };
    });
  }

  /**
   * Asks whether anything has changed: one call, and nothing is sent when nothing has. Then the rows are brought up to date where they
   * are; new ones between them wait until somebody wants to see them. What somebody has just asked comes first.
   */
  async function poll() {
    if (asking > 0) {
      return;
    }

    if (version === null || now.problem) {
      await load();
      return;
    }

    await ask(async turn => {
      const { body: counts, etag, status } = await client.get(`${desk}/counts`, { signal: turn.signal, known: version });
      if (status === 304 || sought !== "") {
        return status === 304 ? {} : { counts };
      }

      const fresh = await read(isWhole ? mostRows : Math.max(now.rows.length, wanted) + pageSize, turn.signal);
      if (turn.isLatest()) {
        version = etag;
      }

      const { rows, gone, between } = merged(now.rows, now.hasMore, fresh.rows, fresh.hasMore);
      return { counts, rows, gone, waiting: between };
    });
  }

  /**
   * @param {number} enough
   * @param {AbortSignal} signal
   */
  async function read(enough, signal) {
    const query = queryOf(filters);
    const { items, last } = await gather(client, `${desk}/requests?sort=due${query && `&${query}`}`, enough, signal);
    return { rows: items.slice(0, enough), hasMore: last.nextCursor !== null || items.length > enough };
  }

  /**
   * Asks something, and takes the answer when nothing else has been asked since. What is shown stays when the answer fails: it was true
   * a moment ago, and somebody may be working with it.
   * @param {(turn: import("../latest.js").Turn) => Promise<Partial<Listed>>} question
   */
  async function ask(question) {
    const turn = turns.begin();
    asking++;
    try {
      const answer = await question(turn);
      if (turn.isLatest() && (Object.keys(answer).length > 0 || now.problem)) {
        set({ ...answer, problem: null, isKnown: true });
      }
    } catch (problem) {
      if (turn.isLatest()) {
        set({ problem });
      }
    } finally {
      asking--;
    }
  }
}
