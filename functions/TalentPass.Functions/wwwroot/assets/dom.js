/** @typedef {(event: Event) => unknown} Listener */
/** @typedef {Record<string, string | number | boolean | null | undefined | Listener>} Properties */
/** @typedef {Node | string | false | null | undefined} Child */

/**
 * Makes an element. Properties named `on…` become listeners, the others become attributes. Children and properties that are
 * false or null are left out. A text child is always plain text; HTML in it is not parsed.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Properties} properties
 * @param {...(Child | Child[])} children
 */
export function el(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/**
 * Makes an SVG element, in the same way as `el`.
 * @template {keyof SVGElementTagNameMap} N
 * @param {N} name
 * @param {Properties} properties
 * @param {...(Child | Child[])} children
 */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

/**
 * Makes a definition list of [term, description] pairs. Pairs without a description are left out.
 * @param {[term: string, description: Child | Child[]][]} pairs
 */
export function facts(pairs) {
  return el("dl", { class: "facts" }, ...pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

/** @typedef {Map<string, { text: string, node: HTMLElement }>} ShownItems */

/** @type {WeakMap<Element, ShownItems>} */
const shownIn = new WeakMap();

/**
 * Shows items in a list. The node of an item that has not changed stays as it is, and the focus stays where it was, so that a
 * list can be loaded again while somebody works in it.
 * @template T
 * @param {HTMLElement} list
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} make
 */
export function showItems(list, items, keyOf, make) {
  /** @type {ShownItems} */
  const before = shownIn.get(list) ?? new Map();
  const focused = document.activeElement;
  const focusedKey = [...before].find(([, { node }]) => node.contains(focused))?.[0];
  /** @type {ShownItems} */
  const now = new Map();
  for (const item of items) {
    const [key, text] = [keyOf(item), JSON.stringify(item)];
    const old = before.get(key);
    now.set(key, old?.text === text ? old : { text, node: make(item) });
  }

  shownIn.set(list, now);
  const nodes = [...now.values()].map(each => each.node);
  [...list.children].filter(each => !nodes.some(node => node === each)).forEach(each => each.remove());
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) {
      list.insertBefore(node, list.children[index] ?? null);
    }
  });
  const kept = focusedKey === undefined ? undefined : now.get(focusedKey)?.node;
  if (kept && !kept.contains(document.activeElement)) {
    /** @type {HTMLElement | null} */ (kept.contains(focused) ? focused : kept.querySelector("a, button"))?.focus({ preventScroll: true });
  }
}

/**
 * @template {Element} E
 * @param {E} node
 * @param {Properties} properties
 * @param {(Child | Child[])[]} children
 */
function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) {
      continue;
    }

    if (typeof value === "function") {
      node.addEventListener(name.slice(2), event => unwaited(value(event)));
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }

  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * Runs work in the background: no caller waits for it. When the work fails, the event `work-failed` tells the page, and the
 * page shows the failure.
 * @param {unknown} work a promise, or what a handler returned
 */
export function unwaited(work) {
  if (work instanceof Promise) {
    work.catch((/** @type {unknown} */ problem) => dispatchEvent(new CustomEvent("work-failed", { detail: problem })));
  }
}
