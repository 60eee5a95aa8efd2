import { el } from "../dom.js";
import { toolsOf } from "./sheet-tools.js";

/**
 * A picture that can be turned and made larger. A sheet around it has the size of the turned picture, so that all of it can be reached.
 * @param {string} from
 * @param {string} title
 * @param {Node} save
 * @returns {Node[]}
 */
export function pictureOf(from, title, save) {
  const picture = el("img", { src: from, alt: title, onload: fit });
  const sheet = el("div", { class: "sheet" }, picture);
  const frame = el("div", { class: "sheets", tabindex: "0", role: "group", "aria-label": title }, sheet);
  const tools = toolsOf(fit, save);
  return [tools.node, frame];

  function fit() {
    const turn = tools.turn();
    const [across, along] = turn % 2 === 0 ? [picture.naturalWidth, picture.naturalHeight] : [picture.naturalHeight, picture.naturalWidth];
    const scale = Math.min(frame.clientWidth / across, 1) * tools.scale();
    picture.style.width = `${picture.naturalWidth * scale}px`;
    picture.style.transform = `translate(-50%, -50%) rotate(${turn * 90}deg)`;
    sheet.style.width = `${across * scale}px`;
    sheet.style.height = `${along * scale}px`;
  }
}
