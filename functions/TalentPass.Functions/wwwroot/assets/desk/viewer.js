import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";
import { latest } from "../latest.js";

const pictures = ["image/png", "image/jpeg", "image/webp"];
const pdf = "application/pdf";
const steps = [1, 1.5, 2, 3, 4];

/**
 * Shows the papers of a case beside it. A picture is drawn as `<img>`, which runs nothing. A PDF is opened in a tab of its own: the
 * policy of the page forbids frames and plugins, and a browser's reader does not work in a sandboxed frame. Other files can only be saved.
 * @param {import("../api.js").Client} client
 */
export function viewerOf(client) {
  const node = el("section", { class: "viewer", hidden: true });
  const turns = latest();
  /** @type {string | null} */
  let address = null;
  return { node, show, close };

  /**
   * @param {string} path
   * @param {string} title
   */
  async function show(path, title) {
    const turn = turns.begin();
    try {
      const { body } = await client.download(path);
      if (turn.isLatest()) {
        release();
        // The type decides what the browser does with the file, so only known ones are taken over.
        const kind = [...pictures, pdf].find(each => each === body.type);
        address = URL.createObjectURL(kind ? new Blob([body], { type: kind }) : new Blob([body], { type: "application/octet-stream" }));
        draw(title, kind, address);
      }
    } catch (problem) {
      if (turn.isLatest()) {
        open(title, alertOf(problem));
      }
    }
  }

  /**
   * @param {string} title
   * @param {string | undefined} kind
   * @param {string} from
   */
  function draw(title, kind, from) {
    const save = el("a", { class: "button plain", href: from, download: `${title}.${kind?.slice(kind.indexOf("/") + 1) ?? "bin"}`, "data-save": true }, t("paper.save"));
    if (kind === undefined) {
      open(title, el("p", { class: "soft" }, t("paper.unknown")), el("div", { class: "actions" }, save));
    } else if (kind === pdf) {
      const tab = el("a", { class: "button", href: from, target: "_blank", rel: "noopener", "data-tab": true }, t("paper.tab"));
      open(title, el("p", { class: "soft" }, t("paper.pdf")), el("div", { class: "actions" }, tab, save));
    } else {
      open(title, ...sheetOf(from, title, save));
    }
  }

  /**
   * @param {string} title
   * @param {...Node} content
   */
  function open(title, ...content) {
    const heading = el("h3", { tabindex: "-1" }, t("paper.show", title));
    node.replaceChildren(el("div", { class: "row" }, heading, el("button", { type: "button", class: "plain", "data-close": true, onclick: close }, t("paper.close"))), ...content);
    node.hidden = false;
    heading.focus();
  }

  function close() {
    turns.end();
    release();
    node.hidden = true;
    node.replaceChildren();
  }

  function release() {
    if (address !== null) {
      URL.revokeObjectURL(address);
      address = null;
    }
  }
}

/**
 * A picture that can be turned and made larger. A sheet around it has the size of the turned picture, so that all of it can be reached.
 * @param {string} from
 * @param {string} title
 * @param {Node} save
 * @returns {Node[]}
 */
function sheetOf(from, title, save) {
  const picture = el("img", { src: from, alt: title, onload: fit });
  const sheet = el("div", { class: "sheet" }, picture);
  const frame = el("div", { class: "sheets", tabindex: "0", role: "group", "aria-label": title }, sheet);
  let [size, turn] = [0, 0];
  return [
    el("div", { class: "actions" },
      tool("paper.larger", "＋", () => { size = Math.min(size + 1, steps.length - 1); }),
      tool("paper.smaller", "－", () => { size = Math.max(size - 1, 0); }),
      tool("paper.left", "↺", () => { turn = (turn + 3) % 4; }),
      tool("paper.right", "↻", () => { turn = (turn + 1) % 4; }), save),
    frame,
  ];

  /**
   * @param {string} name
   * @param {string} sign
   * @param {() => void} run
   */
  function tool(name, sign, run) {
    return el("button", { type: "button", class: "plain", "data-tool": name.slice(name.indexOf(".") + 1), "aria-label": t(name), title: t(name), onclick: () => {
      run();
      fit();
    } }, sign);
  }

  function fit() {
    const [across, along] = turn % 2 === 0 ? [picture.naturalWidth, picture.naturalHeight] : [picture.naturalHeight, picture.naturalWidth];
    const scale = Math.min(frame.clientWidth / across, 1) * steps[size];
    picture.style.width = `${picture.naturalWidth * scale}px`;
    picture.style.transform = `translate(-50%, -50%) rotate(${turn * 90}deg)`;
    sheet.style.width = `${across * scale}px`;
    sheet.style.height = `${along * scale}px`;
  }
}
