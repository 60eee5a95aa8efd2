// The files of the pages that open without a network, each with its version. The server fills this in when it serves the worker.
// When any file changes, the text of the worker changes too, so the browser installs the new worker. The large libraries (`later`)
// are kept when they are first used.
const site = /** @type {{ version: string, files: Record<string, string>, later: Record<string, string> }} */ (/** @type {unknown} */ ("site"));
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const name = `talentpass-${site.version}`;
const atOnce = 3;

// What the workers of all versions tell each other: which version is complete in the cache, and which one the pages get.
const notes = "notes-of-talentpass";
const [completeNote, servedNote] = ["/complete", "/served"];
/** @type {Promise<Cache> | null} */
let served = null;

worker.addEventListener("install", event => event.waitUntil(takeAll().then(() => note(completeNote))));
worker.addEventListener("activate", event => event.waitUntil(note(servedNote).then(dropOthers).then(() => worker.clients.claim())));

// A page that has just been opened asks for the newer version, and begins again when it gets it. While another page is open with the
// older one, it has to wait, so that no page gets modules of two versions. A browser may let a new worker wait for minutes although
// it asks to begin, so the worker at work serves the newer files.
worker.addEventListener("message", event => event.waitUntil(serveNewer(event.source)));

// Handles requests for the pages and their assets only. Requests to the API pass by, so no API response is ever cached.
worker.addEventListener("fetch", event => {
  const { origin, pathname } = new URL(event.request.url);
  const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
  if (event.request.method !== "GET" || origin !== location.origin) {
    return;
  }

  if (Object.hasOwn(site.later, path)) {
    event.respondWith(answerLarge(event.request, path));
  } else if (Object.hasOwn(site.files, path) || path.startsWith("/assets/")) {
    event.respondWith(answer(event, path));
  }
});

/**
 * A file of the version that is served, so that a page and its scripts always belong together and open at once, also on a bad
 * network. The desk is not kept, so it gets all its files from the network.
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answer({ request, clientId }, path) {
  const page = clientId ? await worker.clients.get(clientId) : undefined;
  const isOfDesk = page !== undefined && new URL(page.url).pathname.replace(/\/$/, "") === "/desk";
  return (isOfDesk ? undefined : await (await servedFiles()).match(path)) ?? fetch(request);
}

function servedFiles() {
  return served ??= noted(servedNote).then(version => caches.open(version ?? name));
}

/** @param {ExtendableMessageEvent["source"]} page */
async function serveNewer(page) {
  const newer = await noted(completeNote);
  if (newer && newer !== await noted(servedNote) && (await worker.clients.matchAll({ type: "window", includeUncontrolled: true })).length <= 1) {
    await note(servedNote, newer);
    served = null;
    page?.postMessage("newer");
  }
}

/** @param {string} about */
async function noted(about) {
  return (await (await caches.open(notes)).match(about))?.text();
}

/**
 * @param {string} about
 * @param {string} version
 */
async function note(about, version = name) {
  await (await caches.open(notes)).put(about, new Response(version));
}

/**
 * A large library, from the cache when it was used before. It may take long to load, so the network has no time limit.
 * @param {Request} request
 * @param {string} path
 */
async function answerLarge(request, path) {
  const cache = await caches.open(name);
  const before = await cache.match(path);
  if (before) {
    return before;
  }

  const fresh = await fetch(request);
  if (isOf(fresh, site.later[path])) {
    // Without space to keep it, it is fetched again the next time.
    await cache.put(path, fresh.clone()).catch(() => {});
  }

  return fresh;
}

// Caches all files, or fails and this worker is not installed. A page and its scripts must be of the same version. A large
// library that an earlier worker has kept is kept again. Few files at once, because the page itself may be loading something.
async function takeAll() {
  const cache = await caches.open(name);
  const used = await Promise.all(Object.entries(site.later).map(async ([path, version]) => (await caches.match(path) ? [[path, version]] : [])));
  const wanted = [...Object.entries(site.files), ...used.flat()];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      await take(cache, next[0], next[1]);
    }
  }));
}

/**
 * @param {Cache} cache
 * @param {string} path
 * @param {string} version
 */
async function take(cache, path, version) {
  const fresh = await fetch(path, { cache: "no-cache" });
  if (!isOf(fresh, version)) {
    throw new Error(`${path} is not of this version.`);
  }

  await cache.put(path, fresh);
}

/**
 * @param {Response} fresh
 * @param {string} version
 */
function isOf(fresh, version) {
  return fresh.ok && (fresh.headers.get("ETag") ?? version).includes(version);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter(each => each.startsWith("talentpass-") && each !== name).map(each => caches.delete(each)));
}
