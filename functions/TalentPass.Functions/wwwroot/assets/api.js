import { named, t, tag } from "./language.js";

/** @typedef {ReturnType<typeof api>} Client */

/**
 * The answer to a call.
 * @template T
 * @typedef {{ body: T, etag: string | null, status: number }} Answered
 */

/**
 * A failed call, with the problem details of the API (RFC 9457). Status 0: the API could not be reached. Status -1: the page
 * itself failed.
 */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Partial<Api.Problem>} details
   */
  constructor(status, details = {}) {
    super(details.detail ?? details.title ?? t(status === 0 ? "problem.offline" : "problem.unexpected"));
    this.status = status;
    this.code = details.code ?? (status === 0 ? "offline" : "unexpected");
    this.title = details.title ?? this.message;
    /** @type {Errors} */
    this.errors = details.errors ?? {};
    /** @type {NonNullable<Api.Problem["conditions"]>} */
    this.conditions = details.conditions ?? [];
    this.earlier = details.earlier;
    this.traceId = details.traceId;
  }
}

/**
 * Turns a caught value into a Problem. A Problem stays as it is; any other error becomes a problem with status -1.
 * @param {unknown} thrown
 */
export function problemOf(thrown) {
  return thrown instanceof Problem ? thrown : new Problem(-1, { detail: thrown instanceof Error ? thrown.message : String(thrown) });
}

/**
 * A client of the API for one session; with null, calls have no token. The types of the answers come from the API's OpenAPI
 * document, by the path without its query. Each method throws a Problem when the call fails.
 * @param {Session | null} session
 */
export function api(session) {
  return {
    /**
     * @template {string} P
     * @param {P} path
     * @param {AbortSignal} [signal]
     * @returns {Promise<Answered<Api.GetBody<Plain<P>>>>}
     */
    get: (path, signal) => call(session, "GET", path, undefined, {}, signal),
    /**
     * @template {string} P
     * @param {P} path
     * @param {object} body
     * @param {Record<string, string>} [headers]
     * @param {AbortSignal} [signal]
     * @returns {Promise<Answered<Api.PostBody<Plain<P>>>>}
     */
    post: (path, body, headers, signal) => call(session, "POST", path, body, headers, signal),
    /**
     * @param {string} path
     * @param {File} file
     * @returns {Promise<Answered<Api.FileView>>}
     */
    upload: (path, file) => {
      const form = new FormData();
      form.append("file", file);
      return call(session, "POST", path, form);
    },
    /**
     * @param {string} path
     * @returns {Promise<Answered<Blob>>}
     */
    download: path => call(session, "GET", path),
  };
}

/**
 * Whether the problem is in the network or the server, and not in the request. True for every status except 4xx, and for
 * 429 (too many requests).
 * @param {Problem} problem
 */
export function isAway({ status }) {
  return !(status >= 400 && status < 500) || status === 429;
}

/** A new random name of 128 bits in hex, used as an idempotency key or as the nonce of a scan. */
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), each => each.toString(16).padStart(2, "0")).join("");
}

/**
 * All items of a list. Reads at most ten pages of 100 items, because people cannot use a longer list.
 * @template {string} P
 * @param {Client} client
 * @param {P} path
 */
export async function all(client, path) {
  return (await gather(client, path)).items;
}

/**
 * Reads the pages of a list until there are `enough` items, at most ten pages of 100. Returns the `items` of all pages, and
 * the `last` page itself.
 * @template {string} P
 * @param {Client} client
 * @param {P} path
 * @param {number} enough
 */
export async function gather(client, path, enough = Infinity) {
  /** @type {ItemOf<P>[]} */
  const items = [];
  let last = await page("");
  items.push(...last.items);
  for (let more = 9; more > 0 && last.nextCursor !== null && items.length < enough; more--) {
    last = await page(`&cursor=${encodeURIComponent(last.nextCursor)}`);
    items.push(...last.items);
  }

  return { items, last };

  /** @param {string} cursor */
  async function page(cursor) {
    const { body } = await client.get(/** @type {P} */ (`${path}${path.includes("?") ? "&" : "?"}limit=100${cursor}`));
    return /** @type {PageOf<P>} */ (body);
  }
}

/**
 * The error codes of a field as text in the user's language.
 * @param {string[]} codes
 */
export function codesText(codes) {
  return codes.map(code => named("code", code)).join(", ");
}

/**
 * Calls the API. Throws a Problem when the call fails. A 401 for a call with a session also raises `session-lost`. The type
 * of the body is not checked here; the caller names it.
 * @template T
 * @param {Session | null} session
 * @param {"GET" | "POST"} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} headers
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answered<T>>}
 */
async function call(session, method, path, body, headers = {}, signal = undefined) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      cache: "no-store",
      headers: {
        "Accept-Language": tag(),
        ...(body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" }),
        ...(session ? { Authorization: `Bearer ${session.token}` } : {}),
        ...headers,
      },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      signal,
    });
  } catch {
    throw new Problem(0);
  }

  const json = answer.headers.get("Content-Type")?.includes("json") ? await jsonOf(answer) : undefined;
  if (!answer.ok) {
    if (answer.status === 401 && session) {
      dispatchEvent(new CustomEvent("session-lost"));
    }

    throw new Problem(answer.status, json);
  }

  const content = json ?? await answer.blob().catch(() => undefined);
  return { body: /** @type {T} */ (content), etag: answer.headers.get("ETag"), status: answer.status };
}

/**
 * The JSON of the answer; undefined when the body is not valid JSON.
 * @param {Response} answer
 * @returns {Promise<object | undefined>}
 */
function jsonOf(answer) {
  return /** @type {Promise<object | undefined>} */ (answer.json().catch(() => undefined));
}
