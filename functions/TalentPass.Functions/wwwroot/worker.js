// What there is of this site, each with its version, filled in by the server: the worker changes with any of it.
const site = /** @type {{ version: string, files: Record<string, string> }} */ (/** @type {unknown} */ ("site"));
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const name = `talentpass-${site.version}`;
const patience = 5000;

worker.addEventListener("install", event => event.waitUntil(takeAll().then(() => worker.skipWaiting())));
worker.addEventListener("activate", event => event.waitUntil(dropOthers().then(() => worker.clients.claim())));

// The pages and their assets only; the API is never touched, so nothing it answers is ever kept here.
worker.addEventListener("fetch", event => {
  const { origin, pathname } = new URL(event.request.url);
  const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
  if (event.request.method === "GET" && origin === location.origin && Object.hasOwn(site.files, path)) {
    event.respondWith(answer(event.request, path));
  }
});

/**
 * The network comes first, so nobody is left with an old page; what was kept serves where there is none.
 * @param {Request} request
 * @param {string} path
 */
async function answer(request, path) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), patience);
  try {
    const fresh = await fetch(request, { signal: given.signal });
    if (fresh.status < 500) {
      return fresh;
    }
  } catch {
    // Without a network.
  } finally {
    clearTimeout(timer);
  }

  return await (await caches.open(name)).match(path) ?? Response.error();
}

// All or nothing: a page and its scripts are of one version, or this worker is not taken.
async function takeAll() {
  const cache = await caches.open(name);
  await Promise.all(Object.entries(site.files).map(async ([path, version]) => {
    const fresh = await fetch(path, { cache: "no-cache" });
    if (!fresh.ok || !(fresh.headers.get("ETag") ?? version).includes(version)) {
      throw new Error(`${path} is not of this version.`);
    }

    await cache.put(path, fresh);
  }));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter(each => each.startsWith("talentpass-") && each !== name).map(each => caches.delete(each)));
}
