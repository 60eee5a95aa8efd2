import { unwaited } from "./unwaited.js";

/** @typedef {(event: Event) => unknown} Listener */
/** @typedef {Record<string, string | number | boolean | null | undefined | Listener>} Properties */
/** @typedef {Node | string | false | null | undefined} Child */

/**
 * An element. Properties named `on…` become listeners, others attributes; false and null are left out. Text is always
 * text: nothing here reads HTML.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Properties} properties
 * @param {...(Child | Child[])} children
 */
export function el(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/**
 * The same in SVG.
 * @template {keyof SVGElementTagNameMap} N
 * @param {N} name
 * @param {Properties} properties
 * @param {...(Child | Child[])} children
 */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

/**
 * A definition list of [term, description] pairs; pairs without a description are left out.
 * @param {[term: string, description: Child | Child[]][]} pairs
 */
export function facts(pairs) {
  return el("dl", { class: "facts" }, ...pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
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
