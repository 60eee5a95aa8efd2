import { el } from "../dom.js";
import { codesText } from "../errors.js";

/**
 * The error text under a control. `hint`: the ids of the texts that describe the control anyway.
 * @param {HTMLElement} control
 * @param {string} id
 * @param {string} hint
 */
export function errorOf(control, id, hint = "") {
  const node = el("p", { class: "error", id: `${id}-error`, hidden: true });
  /** @param {boolean} shown */
  const described = shown => [hint, shown ? node.id : null].filter(each => each).join(" ");
  if (hint) {
    control.setAttribute("aria-describedby", hint);
  }

  return {
    node,
    /**
     * @param {Errors} errors
     * @param {string} pointer
     */
    mark(errors, pointer) {
      /** @type {string[] | undefined} */
      const codes = errors[pointer];
      node.hidden = !codes;
      node.dataset.error = pointer;
      node.textContent = codes ? codesText(codes) : "";
      control.toggleAttribute("aria-invalid", false);
      if (codes) {
        control.setAttribute("aria-invalid", "true");
      }

      const words = described(codes !== undefined);
      if (words) {
        control.setAttribute("aria-describedby", words);
      } else {
        control.removeAttribute("aria-describedby");
      }

      return codes ? control : null;
    },
  };
}

/**
 * The errors of several parts together.
 * @param {Errors[]} errors
 * @returns {Errors}
 */
export function allOf(errors) {
  return Object.fromEntries(errors.flatMap(each => Object.entries(each)));
}

/**
 * The first control with an error.
 * @param {(HTMLElement | null)[]} controls
 */
export function firstOf(controls) {
  return controls.find(each => each) ?? null;
}
