import { el } from "./dom.js";
import { titled } from "./language.js";

/**
 * The errors of a form as a list: those that its fields show, each as a link to its field, and the others with their pointers.
 * @param {HTMLElement} form
 * @param {Errors} errors
 */
export function errorListOf(form, errors) {
  const nodes = [...form.querySelectorAll("[data-error]")].filter(each => each instanceof HTMLElement && !each.hidden && !each.parentElement?.closest("[hidden]"));
  const shown = new Set(nodes.map(each => each.getAttribute("data-error")));
  const others = Object.entries(errors).filter(([pointer]) => !shown.has(pointer));
  return nodes.length + others.length === 0 ? "" : el("ul", { class: "errors", id: "errors" },
    ...nodes.map(each => el("li", {}, linkTo(form, each))),
    ...others.map(([pointer, codes]) => el("li", {}, titled(pointer, codesText(codes)))));
}

/**
 * @param {HTMLElement} form
 * @param {Element} error
 */
function linkTo(form, error) {
  const control = /** @type {HTMLElement | null} */ (form.querySelector(`[aria-describedby~="${error.id}"]`));
  return el("a", { href: "#", onclick: event => {
    // The fragment of the address is the view's; the link only moves the focus.
    event.preventDefault();
    control?.focus();
  } }, titled(titleOf(control), error.textContent ?? ""));
}

/** @param {HTMLElement | null} control */
function titleOf(control) {
  const label = control?.getAttribute("aria-label") ?? (control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement
    ? firstText(control.labels?.[0]) : null);
  return label ?? firstText(control?.closest("fieldset")?.querySelector("legend")) ?? "";
}

/**
 * The text of a label, without what is optional or noted beside it.
 * @param {Element | null | undefined} label
 * @returns {string | null}
 */
function firstText(label) {
  const node = label && [...label.childNodes].find(each => each.textContent?.trim());
  return node instanceof Element && node.tagName === "SPAN" ? firstText(node) : node?.textContent ?? null;
}
