import { el } from "../dom.js";
import { failed } from "../frame.js";
import { latest } from "../latest.js";
import { whileVisible } from "../visible.js";

const refreshSeconds = 10;

/**
 * Shows what is read, and keeps it up to date while the page is visible. Only the latest answer is drawn, and only what has changed.
 * What is shown stays when a later question fails: it was true a moment ago. Then the reason stands above it. The focus stays at the
 * same action or link, or goes to the heading when that is gone.
 * @template T
 * @param {HTMLElement} host
 * @param {(signal: AbortSignal) => Promise<T>} read
 * @param {(found: T) => (Node | string)[]} draw
 */
export function keepCurrent(host, read, draw) {
  const turns = latest();
  const trouble = el("div", { "aria-live": "polite" });
  const whole = el("div", {});
  let shown = "";
  let asking = 0;
  host.append(trouble, whole);
  const stopPolling = whileVisible(refreshSeconds, poll);
  return {
    load,
    stop() {
      stopPolling();
      turns.end();
    },
  };

  /** Asks again, unless an answer is awaited already or somebody writes in a dialog. */
  async function poll() {
    if (asking === 0 && !document.querySelector("dialog[open]")) {
      await load();
    }
  }

  async function load() {
    const turn = turns.begin();
    asking++;
    try {
      const found = await read(turn.signal);
      if (turn.isLatest()) {
        trouble.replaceChildren();
        const text = JSON.stringify(found);
        if (shown !== text) {
          redraw(draw(found));
          shown = text;
        }
      }
    } catch (problem) {
      if (turn.isLatest()) {
        trouble.replaceChildren(failed(problem, load));
      }
    } finally {
      asking--;
    }
  }

  /** @param {(Node | string)[]} nodes */
  function redraw(nodes) {
    const focused = whole.contains(document.activeElement) ? document.activeElement : null;
    whole.replaceChildren(...nodes);
    if (focused) {
      (sameIn(whole, focused) ?? whole.querySelector("h1"))?.focus({ preventScroll: true });
    }
  }
}

/**
 * The control that stands now for one that had the focus.
 * @param {HTMLElement} whole
 * @param {Element} before
 * @returns {HTMLElement | null}
 */
function sameIn(whole, before) {
  const name = ["data-action", "data-file", "href"].find(each => before.hasAttribute(each));
  return name ? whole.querySelector(`${before.tagName}[${name}="${CSS.escape(before.getAttribute(name) ?? "")}"]`) : null;
}
