import { randomName } from "../platform/random";
import { openSignIn } from "../view/ways";
import { type Answered, type Call, download as downloadNow, type Headers, send, upload as uploadNow } from "./http";
import { Problem, problemOf } from "./problem";
import { renew, tokenForCall } from "./session";

const againMs = 400;
const longestWaitMs = 3000;

/** How a call is made: `seconds` is how long it may take. `once`: it is not made a second time when nobody answers. */
export interface Way {
  seconds?: number;
  once?: boolean;
}

/** The calls of the person who is signed in. The types of the answers come from the API's own contract, by the path. */
export const client = {
  get: <P extends string>(path: P, way?: Way) => call<Api.GetBody<Plain<P>>>({ method: "GET", path }, way),
  read: <T>(path: string, way?: Way) => call<T>({ method: "GET", path }, way),
  post: <P extends string>(path: P, body: object, headers?: Headers, way?: Way) => call<Api.PostBody<Plain<P>>>({ method: "POST", path, body, headers }, way),
  tell: <T>(path: string, body: object, headers?: Headers) => call<T>({ method: "POST", path, body, headers }),
  put: <T>(path: string, body: object) => call<T>({ method: "PUT", path, body }),
  remove: (path: string) => call<unknown>({ method: "DELETE", path }),
  upload, download,
};

/** All items of a list: at most ten pages of 100, because people cannot use a longer list. */
export async function all<P extends string>(path: P): Promise<ItemOf<P>[]> {
  const items: ItemOf<P>[] = [];
  let cursor = "";
  for (let page = 0; page < 10; page++) {
    const { body } = await call<{ items: ItemOf<P>[]; nextCursor: string | null }>({ method: "GET", path: `${path}${path.includes("?") ? "&" : "?"}limit=100${cursor}` });
    items.push(...body.items);
    if (body.nextCursor === null) {
      break;
    }

    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }

  return items;
}

/**
 * Makes idempotency keys. The same content keeps its key, so a second press, or a retry after a lost answer, does nothing twice.
 * Returns the headers for a body.
 */
export function keysByContent() {
  let last = { text: "", key: Promise.resolve("") };
  return async (body: object): Promise<Headers> => {
    const text = JSON.stringify(body);
    last = last.text === text ? last : { text, key: randomName() };
    return { "Idempotency-Key": await last.key };
  };
}

/** Calls the API, and once more when nobody answered and a second call does no harm: it only reads, or it has an idempotency key. */
async function call<T>(what: Call, { seconds, once = false }: Way = {}): Promise<Answered<T>> {
  const all = { ...what, seconds };
  try {
    return await signed(headers => send<T>({ ...all, headers: { ...all.headers, ...headers } }));
  } catch (thrown) {
    const problem = problemOf(thrown);
    const isHarmless = what.method !== "POST" || what.headers?.["Idempotency-Key"] !== undefined;
    if (once || !isHarmless || !problem.isUnanswered || problem.code === "no_answer") {
      throw problem;
    }

    await new Promise(next => setTimeout(next, Math.min(problem.retryAfter ? problem.retryAfter * 1000 : againMs, longestWaitMs)));
    return signed(headers => send<T>({ ...all, headers: { ...all.headers, ...headers } }));
  }
}

/**
 * Uploads a file for a request. Returns the upload, and a function that gives it up.
 * @param progress is told how much has gone up, from 0 to 1
 */
function upload(filePath: string, key: string, progress: (part: number) => void) {
  let abort = () => {};
  const done = signed(headers => uploadNow<Api.FileView>({
    path: "/files", filePath, headers: { ...headers, "Idempotency-Key": key }, progress, begun: stop => {
      abort = stop;
    },
  }));
  return { done, abort: () => abort() };
}

/** Downloads a file and returns its path on this phone. */
function download(path: string, name: string) {
  return signed(headers => downloadNow(path, name, headers));
}

/**
 * Makes a call with the token of the session. After a 401 the session is renewed, and the call is made once more. A session that is
 * over leads to the sign-in, which lies over the page, so that nothing on the page is lost.
 */
async function signed<T>(run: (headers: Headers) => Promise<T>): Promise<T> {
  try {
    const token = await tokenForCall();
    try {
      return await run({ Authorization: `Bearer ${token}` });
    } catch (thrown) {
      if (problemOf(thrown).status !== 401) {
        throw thrown;
      }

      await renew(token);
      return await run({ Authorization: `Bearer ${await tokenForCall()}` });
    }
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.status === 401) {
      openSignIn();
      throw new Problem(401, { ...problem.details, detail: undefined, title: undefined, code: "signed_out" });
    }

    throw problem;
  }
}
