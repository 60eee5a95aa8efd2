// A small fake browser with the parts that the pages' logic uses: storage, a document of simple nodes, events, and a fetch
// whose answers the test sets. Import it before any module of the pages. Each test file runs in its own process, so each has
// its own browser.

/** A fake of localStorage. With `isFull`, writing fails. */
export class FakeStorage {
  /** @type {Map<string, string>} */
  #kept = new Map();
  isFull = false;

  getItem(/** @type {string} */ name) {
    return this.#kept.get(name) ?? null;
  }

  setItem(/** @type {string} */ name, /** @type {string} */ value) {
    if (this.isFull) {
      throw new Error("Full");
    }

    this.#kept.set(name, value);
  }

  removeItem(/** @type {string} */ name) {
    this.#kept.delete(name);
  }

  clear() {
    this.#kept.clear();
    this.isFull = false;
  }
}

/** A fake element with attributes, children, listeners and the members of form controls. */
export class FakeNode extends EventTarget {
  /** @type {Record<string, string>} */
  attributes = {};
  /** @type {(FakeNode | string)[]} */
  children = [];
  /** @type {FakeNode | null} */
  parent = null;
  value = "";
  lang = "";

  constructor(/** @type {string} */ name) {
    super();
    this.name = name;
  }

  setAttribute(/** @type {string} */ name, /** @type {string} */ value) {
    this.attributes[name] = value;
  }

  append(/** @type {(FakeNode | string)[]} */ ...children) {
    for (const child of children) {
      if (child instanceof FakeNode) {
        child.parent = this;
      }

      this.children.push(child);
    }
  }

  replaceChildren(/** @type {(FakeNode | string)[]} */ ...children) {
    this.children = [];
    this.append(...children);
  }

  replaceWith(/** @type {FakeNode} */ other) {
    const { parent } = this;
    if (parent) {
      parent.replaceChildren(...parent.children.map(each => (each === this ? other : each)));
    }
  }

  before(/** @type {FakeNode} */ other) {
    const { parent } = this;
    if (parent) {
      parent.replaceChildren(...parent.children.flatMap(each => (each === this ? [other, each] : [each])));
    }
  }

  /** @returns {string} */
  get textContent() {
    return this.children.map(each => (typeof each === "string" ? each : each.textContent)).join("");
  }

  /** All descendants with this name, in document order. */
  all(/** @type {string} */ name) {
    /** @type {FakeNode[]} */
    const found = [];
    for (const child of this.children) {
      if (child instanceof FakeNode) {
        found.push(...(child.name === name ? [child] : []), ...child.all(name));
      }
    }

    return found;
  }

  click() {
    this.dispatchEvent(new Event("click"));
  }
}

/** Casts an element that a module made to the fake node that it is in the tests. */
export function node(/** @type {unknown} */ made) {
  if (!(made instanceof FakeNode)) {
    throw new TypeError("Not a node.");
  }

  return made;
}

/** The descriptions in a definition list, by term. */
export function factsIn(/** @type {unknown} */ made) {
  const list = node(made);
  return Object.fromEntries(list.all("dt").map((term, index) => [term.textContent, list.all("dd")[index].textContent]));
}

export const localStorage = new FakeStorage();
export const sessionStorage = new FakeStorage();
export const page = new EventTarget();

/**
 * The cookies that scripts can read.
 * @type {Map<string, string>}
 */
export const cookies = new Map();
export const html = new FakeNode("html");

/**
 * The requests that were sent (`asked`), and the answers to the next requests (`answers`). An answer may throw, as when the
 * network is lost.
 */
export const network = {
  /** @type {{ path: string, method: string, headers: Record<string, string>, body: unknown, signal: unknown }[]} */
  asked: [],
  /** @type {(() => Response | Promise<Response>)[]} */
  answers: [],
};

/** Sets the next answer of the network, in JSON. */
export function answer(/** @type {unknown} */ body, status = 200, /** @type {Record<string, string>} */ headers = {}) {
  network.answers.push(() => new Response(JSON.stringify(body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers } }));
}

/** Makes the next request fail, as without a network. */
export function away() {
  network.answers.push(() => { throw new TypeError("fetch failed"); });
}

/** Resets the browser between two tests. */
export function reset() {
  localStorage.clear();
  sessionStorage.clear();
  cookies.clear();
  network.asked = [];
  network.answers = [];
}

/** The fake `fetch` that the modules call. */
async function fetch(/** @type {string} */ path, /** @type {{ method?: string, headers?: Record<string, string>, body?: unknown, signal?: AbortSignal }} */ { method = "GET", headers = {}, body, signal } = {}) {
  network.asked.push({ path, method, headers, body, signal });
  await Promise.resolve();
  const next = network.answers.shift();
  if (!next) {
    throw new Error(`Nobody answers ${path}.`);
  }

  // As in a browser, giving up ends the wait for an answer.
  return Promise.race([next(), /** @type {Promise<never>} */ (new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("Given up.")))))]);
}

/** A fake of XMLHttpRequest over the same network. */
class FakeXhr extends EventTarget {
  upload = new EventTarget();
  status = 0;
  responseText = "";
  #given = new AbortController();
  #asked = { path: "", method: "" };
  /** @type {Record<string, string>} */
  #headers = {};
  #answered = new Headers();

  open(/** @type {string} */ method, /** @type {string} */ path) {
    this.#asked = { path, method };
  }

  setRequestHeader(/** @type {string} */ name, /** @type {string} */ value) {
    this.#headers[name] = value;
  }

  getAllResponseHeaders() {
    return [...this.#answered].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  }

  abort() {
    this.#given.abort();
  }

  send(/** @type {unknown} */ body) {
    fetch(this.#asked.path, { method: this.#asked.method, headers: this.#headers, body, signal: this.#given.signal }).then(async answered => {
      this.upload.dispatchEvent(Object.assign(new Event("progress"), { lengthComputable: true, loaded: 1, total: 2 }));
      this.status = answered.status;
      this.#answered = answered.headers;
      this.responseText = await answered.text();
      this.dispatchEvent(new Event("load"));
    }, () => this.dispatchEvent(new Event(this.#given.signal.aborted ? "abort" : "error")));
  }
}

const document = Object.assign(new EventTarget(), {
  hidden: false,
  documentElement: html,
  createElement: (/** @type {string} */ name) => new FakeNode(name),
  createElementNS: (/** @type {string} */ space, /** @type {string} */ name) => Object.assign(new FakeNode(name), { space }),
});
Object.defineProperty(document, "cookie", {
  get: () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  set(/** @type {string} */ text) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    if (/max-age=0/.test(text)) {
      cookies.delete(name);
    } else {
      cookies.set(name, value);
    }
  },
});
const parts = {
  localStorage, sessionStorage, document, fetch, location: { pathname: "/hall", hash: "" }, XMLHttpRequest: FakeXhr, navigator: { language: "zh-CN" }, dispatchEvent: page.dispatchEvent.bind(page), addEventListener: page.addEventListener.bind(page),
};
for (const [name, value] of Object.entries(parts)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
