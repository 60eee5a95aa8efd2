import { named, t, tag } from "./language.js";

/** What the API refused, as problem details (RFC 9457); status 0 when it could not be reached. */
export class Problem extends Error {
  constructor(status, details = {}) {
    super(details.detail ?? details.title ?? t(status === 0 ? "problem.offline" : "problem.unexpected"));
    this.status = status;
    this.code = details.code ?? (status === 0 ? "offline" : "unexpected");
    this.title = details.title ?? this.message;
    this.errors = details.errors ?? {};
    this.traceId = details.traceId;
  }
}

/** The API on behalf of one session; null calls it without a token. */
export function api(session) {
  return {
    get: (path, signal) => call(session, "GET", path, undefined, {}, signal),
    post: (path, body, headers, signal) => call(session, "POST", path, body ?? {}, headers, signal),
    upload: (path, file) => {
      const form = new FormData();
      form.append("file", file);
      return call(session, "POST", path, form);
    },
    download: path => call(session, "GET", path),
  };
}

/** Whether it was the way to the city that failed, and not what was asked. */
export function isAway({ status }) {
  return !(status >= 400 && status < 500) || status === 429;
}

/** A fresh random name, 128 bits: an idempotency key or the nonce of a scan. */
export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), each => each.toString(16).padStart(2, "0")).join("");
}

/** All pages of a list, as long as it is a list for people: at most ten pages. */
export async function all(client, path) {
  return (await gather(client, path)).items;
}

/** The pages of a list until there is `enough`, at most ten: `items` of all, and the `last` page itself. */
export async function gather(client, path, enough = Infinity) {
  const items = [];
  let last = { nextCursor: "" };
  for (let page = 0; page < 10 && last.nextCursor !== null && items.length < enough; page++) {
    last = (await client.get(`${path}${path.includes("?") ? "&" : "?"}limit=100${last.nextCursor && `&cursor=${encodeURIComponent(last.nextCursor)}`}`)).body;
    items.push(...last.items);
  }

  return { items, last };
}

/** The codes of a field, in words. */
export function codesText(codes) {
  return codes.map(code => named("code", code)).join(", ");
}

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

  const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => undefined) : undefined;
  if (!answer.ok) {
    if (answer.status === 401 && session) {
      dispatchEvent(new CustomEvent("session-lost"));
    }

    throw new Problem(answer.status, json);
  }

  return { body: json ?? await answer.blob().catch(() => undefined), etag: answer.headers.get("ETag"), status: answer.status };
}
