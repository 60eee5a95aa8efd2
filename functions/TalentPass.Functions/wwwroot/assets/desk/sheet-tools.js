import { el } from "../dom.js";
import { t } from "../language.js";

const steps = [1, 1.5, 2, 3, 4];

/**
 * The buttons that make a paper larger and smaller and turn it. `fit` draws it anew after each press.
 * @param {() => unknown} fit
 * @param {...Node} others further buttons
 */
export function toolsOf(fit, ...others) {
  let [size, turn] = [0, 0];
  return {
    node: el("div", { class: "actions" },
      tool("paper.larger", "＋", () => { size = Math.min(size + 1, steps.length - 1); }),
      tool("paper.smaller", "－", () => { size = Math.max(size - 1, 0); }),
      tool("paper.left", "↺", () => { turn = (turn + 3) % 4; }),
      tool("paper.right", "↻", () => { turn = (turn + 1) % 4; }), ...others),
    /** How many times larger than the frame is wide. */
    scale: () => steps[size],
    /** How often it is turned to the right by 90 degrees. */
    turn: () => turn,
  };

  /**
   * @param {string} name
   * @param {string} sign
   * @param {() => void} run
   */
  function tool(name, sign, run) {
    return el("button", { type: "button", class: "plain", "data-tool": name.slice(name.indexOf(".") + 1), "aria-label": t(name), title: t(name), onclick: () => {
      run();
      return fit();
    } }, sign);
  }
}
