import { t, tag } from "./language.js";

/** @typedef {ReturnType<typeof api>} Client */
/** @typedef {"GET" | "POST" | "PUT" | "DELETE"} Method */

/**
 * The answer to a call.
 * @template T
 * @typedef {{ body: T, etag: string | null, status: number }} Answered
 */

/** @typedef {(address: string, request: import("./upload.js").Request & { cache: RequestCache }) => Promise<Response>} Send */

/**
 * How a call is made. `signal` gives it up. `seconds` is how long it may take; a call that takes longer fails like one that
 * reaches nobody. `retry` false: it is not made a second time when nobody answers, and true: it is, because that does no harm.
 * `send` sends the body in place of `fetch`. `known`: the ETag of what the caller has; an answer of status 304 has no body and says
 * that nothing has changed.
 * @typedef {{ signal?: AbortSignal, seconds?: number, retry?: boolean, send?: Send, known?: string | null }} Way
 */

const deadlineSeconds = 15;
const uploadSeconds = 300;
const retryAfterMs = 400;
const longestRetryMs = 3000;
/** @type {number | null} */
let offset = null;
/**
 * The sessions that took the place of earlier ones of the same person.
 * @type {Map<string, string>}
 */
const successors = new Map();

/**
 * A failed call, with the problem details of the API (RFC 9457). Status 0: the API could not be reached, or did not answer in
 * time. Status -1: the page itself failed.
 */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {Partial<Api.Problem>} details
   * @param {number} [retryAfter] after how many seconds the API asks to try again
   */
  constructor(status, details = {}, retryAfter = undefined) {
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
    this.retryAfter = retryAfter;
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
 * A client of the API for one session. With a slot alone calls may open a session; with null they belong to nobody. The types of the
 * answers come from the API's OpenAPI document, by the path without its query. Each method throws a Problem when the call fails.
 * @param {Caller | null} session
 */
export function api(session) {
  return {
    /**
     * @template {string} P
     * @param {P} path
     * @param {Way} [way]
     * @returns {Promise<Answered<Api.GetBody<Plain<P>>>>}
     */
    get: (path, way) => call(session, "GET", path, undefined, way?.known ? { "If-None-Match": way.known } : {}, way),
    /**
     * @template {string} P
     * @param {P} path
     * @param {object} body
     * @param {Record<string, string>} [headers]
     * @param {Way} [way]
     * @returns {Promise<Answered<Api.PostBody<Plain<P>>>>}
     */
    post: (path, body, headers, way) => call(session, "POST", path, body, headers, way),
    /**
     * @template T
     * @param {string} path
     * @param {object} body
     * @param {Record<string, string>} [headers]
     * @param {Way} [way]
     * @returns {Promise<Answered<T>>}
     */
    put: (path, body, headers, way) => call(session, "PUT", path, body, headers, way),
    /**
     * @param {string} path
     * @returns {Promise<Answered<unknown>>}
     */
    remove: path => call(session, "DELETE", path),
    /**
     * With an idempotency key the file is sent once more when nobody answered.
     * @param {string} path
     * @param {File} file
     * @param {Record<string, string>} [headers]
     * @param {Way} [way]
     * @returns {Promise<Answered<Api.FileView>>}
     */
    upload: (path, file, headers, way) => {
      const form = new FormData();
      form.append("file", file);
      return call(session, "POST", path, form, headers, { seconds: uploadSeconds, ...way });
    },
    /**
     * @param {string} path
     * @returns {Promise<Answered<Blob>>}
     */
    download: path => call(session, "GET", path, undefined, {}, { seconds: uploadSeconds }),
  };
}

/**
 * Loads a part of the page. When its files cannot be fetched in time, nobody can be reached. A browser may not try the same file
 * again before the page is loaded anew, so the problem has a code of its own.
 * @template T
 * @param {() => T | Promise<T>} load
 * @returns {Promise<T>}
 */
export async function loaded(load) {
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Problem(0, { code: "not_loaded" })), deadlineSeconds * 1000); });
  try {
    return await Promise.race([load(), late]);
  } catch (thrown) {
    throw thrown instanceof TypeError ? new Problem(0, { code: "not_loaded" }) : thrown;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether the problem is in the network or the server, and not in the request. True for every status except 4xx, and for
 * 429 (too many requests).
 * @param {Problem} problem
 */
export function isAway({ status }) {
  return !(status >= 400 && status < 500) || status === 429;
}

/**
 * Whether nobody answered for the API, so that it is not known whether the call was done. A 429 or a fault of this page says that it
 * was not.
 * @param {Problem} problem
 */
export function isUnanswered({ status }) {
  return [0, 502, 503, 504].includes(status);
}

/**
 * By how many milliseconds the server's clock is ahead of this device's, by the last answer; null before the first one. The
 * server tells its time in whole seconds.
 */
export function clockOffset() {
  return offset;
}

/**
 * Notes the server's time in an answer. An answer from a cache (with an age) tells nothing.
 * @param {Response} answer
 */
export function noteClock({ headers }) {
  const at = Date.parse(headers.get("Date") ?? "");
  if (!Number.isNaN(at) && !Number(headers.get("Age"))) {
    offset = at + 500 - Date.now();
  }
}

/**
 * From now on calls of an earlier session are made in a later one of the same person.
 * @param {string} earlier
 * @param {string} later
 */
export function succeed(earlier, later) {
  if (latestOf(earlier) !== later) {
    successors.set(latestOf(earlier), later);
  }
}

/**
 * The session that took the place of this one; the same when none did.
 * @param {string} session
 * @returns {string}
 */
export function latestOf(session) {
  const later = successors.get(session);
  return later === undefined ? session : latestOf(later);
}

/**
 * Calls the API. A call that is refused because the session needs renewal did nothing, so it is made again once the session is
 * renewed. Throws a Problem when the call fails.
 * @template T
 * @param {Caller | null} caller
 * @param {Method} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 * @param {Way} [way]
 * @returns {Promise<Answered<T>>}
 */
async function call(caller, method, path, body, headers, way = {}) {
  try {
    return await twice(caller, method, path, body, headers, way);
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.status !== 401 || !caller || !("session" in caller) || !await goesOn(caller, way)) {
      throw problem;
    }

    return twice(caller, method, path, body, headers, way);
  }
}

/**
 * Renews a session whose call was refused. Whether the person is signed in still, or again: when the session is over, a page in
 * which somebody is in the middle of something may wait until the same person has signed in. Throws when nobody answers.
 * @param {Session} session
 * @param {Way} way
 * @returns {Promise<boolean>}
 */
async function goesOn(session, { signal, seconds = deadlineSeconds, retry }) {
  const { renewed } = await loaded(() => import("./renewal.js"));
  if (await waited(renewed(session), AbortSignal.timeout(seconds * 1000), signal)) {
    return true;
  }

  /** @type {SessionLost} */
  const lost = { session };
  dispatchEvent(new CustomEvent("session-lost", { detail: lost }));
  return lost.back !== undefined && retry !== false && waited(lost.back, null, signal);
}

/**
 * Waits for something, until the deadline or until the asker gives it up.
 * @template T
 * @param {Promise<T>} what
 * @param {AbortSignal | null} deadline
 * @param {AbortSignal | undefined} given
 * @returns {Promise<T>}
 */
function waited(what, deadline, given) {
  const ends = [deadline, given].filter(each => each !== null && each !== undefined);
  return new Promise((done, fail) => {
    ends.forEach(each => each.addEventListener("abort", () => fail(unanswered(deadline)), { once: true }));
    what.then(done, fail);
  });
}

/**
 * Calls the API, and once more when nobody answered and a second call does no harm: it only reads, or it has an idempotency
 * key.
 * @template T
 * @param {Caller | null} caller
 * @param {Method} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 * @param {Way} [way]
 * @returns {Promise<Answered<T>>}
 */
async function twice(caller, method, path, body, headers = {}, way = {}) {
  try {
    return await once(caller, method, path, body, headers, way);
  } catch (thrown) {
    const problem = problemOf(thrown);
    const harmless = way.retry ?? (method !== "POST" || "Idempotency-Key" in headers);
    const mayPass = isUnanswered(problem) && problem.code !== "no_answer";
    if (!harmless || !mayPass || way.signal?.aborted) {
      throw problem;
    }

    await new Promise(next => setTimeout(next, Math.min(problem.retryAfter ? problem.retryAfter * 1000 : retryAfterMs, longestRetryMs)));
    return once(caller, method, path, body, headers, way);
  }
}

/**
 * One call. The type of the body is not checked here; the caller names it.
 * @template T
 * @param {Caller | null} caller
 * @param {Method} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {Record<string, string>} headers
 * @param {Way} way
 * @returns {Promise<Answered<T>>}
 */
async function once(caller, method, path, body, headers, { signal, seconds = deadlineSeconds, send = fetch }) {
  const deadline = AbortSignal.timeout(seconds * 1000);
  const all = {
    "Accept-Language": tag(),
    ...(body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" }),
    ...(caller ? { "TalentPass-Session": "session" in caller ? `${caller.slot} ${latestOf(caller.session)}` : caller.slot } : {}),
    ...headers,
  };
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  let answer;
  try {
    const content = body === undefined || body instanceof FormData ? body : JSON.stringify(body);
    answer = await send(`/api/v1${path}`, { method, cache: "no-store", headers: all, body: content, signal: either });
  } catch {
    throw unanswered(deadline);
  }

  noteClock(answer);
  const json = answer.headers.get("Content-Type")?.includes("json") ? await jsonOf(answer) : undefined;
  if (!answer.ok && answer.status !== 304) {
    throw new Problem(answer.status, json, Number(answer.headers.get("Retry-After")) || undefined);
  }

  const content = json ?? await answer.blob().catch(() => undefined);
  if (deadline.aborted || signal?.aborted) {
    throw unanswered(deadline);
  }

  return { body: /** @type {T} */ (content), etag: answer.headers.get("ETag"), status: answer.status };
}

/** @param {AbortSignal | null} deadline */
function unanswered(deadline) {
  return deadline?.aborted ? new Problem(0, { code: "no_answer", title: t("problem.no-answer") }) : new Problem(0);
}

/**
 * The JSON of the answer; undefined when the body is not valid JSON.
 * @param {Response} answer
 * @returns {Promise<object | undefined>}
 */
function jsonOf(answer) {
  return /** @type {Promise<object | undefined>} */ (answer.json().catch(() => undefined));
}
