import { unwaited } from "../dom.js";
import { t } from "../language.js";
import { addressOf } from "./filters.js";

/**
 * The keys of the desk. In the list they act on the chosen rows, or on the row that has the focus; with a case open, on this case.
 * @param {import("./queue.js").Queue} queue
 * @param {() => { number: string, node: HTMLElement } | null} open the case that is open
 * @param {() => void} help
 * @returns {import("./keys.js").Key[]}
 */
export function shortcutsOf(queue, open, help) {
  return [
    { key: "j", name: "j", text: t("keys.j"), run: () => queue.walk(1), often: true },
    { key: "k", name: "k", text: t("keys.k"), run: () => queue.walk(-1), often: true },
    // The browser itself opens the link that has the focus.
    { key: "Enter", name: "Enter", text: t("keys.enter"), run: () => {} },
    { key: "x", name: "x", text: t("keys.x"), run: choose, slow: true },
    { key: "c", name: "c", text: t("keys.c"), run: () => act("claim"), slow: true },
    { key: "a", name: "a", text: t("keys.a"), run: () => act("accept"), slow: true },
    { key: "n", name: "n", text: t("keys.n"), run: () => go(1), slow: true },
    { key: "p", name: "p", text: t("keys.p"), run: () => go(-1), slow: true },
    { key: "/", name: "/", text: t("keys.search"), run: search },
    { key: "?", name: "?", text: t("keys.help"), run: help, slow: true },
    { key: "Escape", name: "Esc", text: t("keys.escape"), run: back },
  ];

  function choose() {
    const number = queue.focused();
    if (number) {
      queue.bulk.chosen.toggle(number);
    }
  }

  /** @param {"claim" | "accept"} action */
  function act(action) {
    const shown = open();
    if (shown) {
      /** @type {HTMLElement | null} */ (shown.node.querySelector(`button[data-action="${action}"]`))?.click();
      return;
    }

    const chosen = queue.bulk.numbers();
    const focused = queue.focused();
    if (queue.bulk.may(action)) {
      unwaited(queue.bulk.act(action, chosen.length > 0 || !focused ? chosen : [focused]));
    }
  }

  /** @param {1 | -1} step */
  function go(step) {
    const shown = open();
    if (shown) {
      unwaited(queue.go(shown.number, step));
    }
  }

  /** @param {KeyboardEvent} event */
  function search(event) {
    event.preventDefault();
    queue.search.focus();
  }

  function back() {
    if (open()) {
      location.hash = addressOf("queue", queue.filters());
    }
  }
}
