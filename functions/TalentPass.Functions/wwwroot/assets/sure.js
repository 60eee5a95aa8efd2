import { el } from "./dom.js";

/**
 * A button for what cannot be undone. Its first press says what happens and asks once more, at the same place.
 * @param {{ id: string, text: string, sure: string, yes: string, no: string, run: () => unknown }} what
 */
export function sureOf({ id, text, sure, yes, no, run }) {
  const button = el("button", { type: "button", class: "bad", id, "aria-expanded": "false", onclick: () => open(true) }, text);
  const cancel = el("button", { type: "button", class: "plain", onclick: () => open(false) }, no);
  const question = el("div", { hidden: true },
    el("p", { id: `${id}-sure` }, sure),
    el("div", { class: "actions" }, el("button", { type: "button", class: "bad", "aria-describedby": `${id}-sure`, "data-sure": id, onclick: yesPressed }, yes), cancel));
  return el("div", {}, button, question);

  /** @param {boolean} isOpen */
  function open(isOpen) {
    question.hidden = !isOpen;
    button.hidden = isOpen;
    (isOpen ? cancel : button).focus();
  }

  async function yesPressed() {
    open(false);
    await run();
  }
}
