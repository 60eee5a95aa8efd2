import { loaded } from "../api.js";
import { el } from "../dom.js";
import { alertOf } from "../frame.js";
import { t } from "../language.js";
import { latest } from "../latest.js";
import { pictureOf } from "./picture.js";

const pictures = ["image/png", "image/jpeg", "image/webp"];
const pdf = "application/pdf";

/**
 * Shows the papers of a case beside it. A picture is drawn as `<img>`, which runs nothing, and a PDF as pictures of its pages. A PDF
 * can also be opened in a tab of its own. Other files can only be saved.
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
        await draw(title, kind, address, body, turn);
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
   * @param {Blob} body
   * @param {{ signal: AbortSignal, isLatest: () => boolean }} turn
   */
  async function draw(title, kind, from, body, turn) {
    const save = el("a", { class: "button plain", href: from, download: `${title}.${kind?.slice(kind.indexOf("/") + 1) ?? "bin"}`, "data-save": true }, t("paper.save"));
    if (kind === undefined) {
      open(title, el("p", { class: "soft" }, t("paper.unknown")), el("div", { class: "actions" }, save));
    } else if (kind === pdf) {
      const tab = el("a", { class: "button plain", href: from, target: "_blank", rel: "noopener", "data-tab": true }, t("paper.tab"));
      open(title, el("p", { class: "soft", role: "status" }, t("loading")));
      // The reader is large, so it is loaded with the first PDF.
      const { pdfOf } = await loaded(() => import("./pdf.js"));
      const pages = await pdfOf(body, title, [tab, save], turn.signal);
      if (turn.isLatest()) {
        fill(title, ...(pages?.nodes ?? [el("p", { class: "soft" }, t("paper.unreadable")), el("div", { class: "actions" }, tab, save)]));
        pages?.fit();
      }
    } else {
      open(title, ...pictureOf(from, title, save));
    }
  }

  /**
   * @param {string} title
   * @param {...Node} content
   */
  function open(title, ...content) {
    fill(title, ...content);
    node.querySelector("h3")?.focus();
  }

  /**
   * Shows something else in the viewer. The focus stays outside of it, or goes to its heading.
   * @param {string} title
   * @param {...Node} content
   */
  function fill(title, ...content) {
    const isInside = node.contains(document.activeElement);
    const heading = el("h3", { tabindex: "-1" }, t("paper.show", title));
    node.replaceChildren(el("div", { class: "row" }, heading, el("button", { type: "button", class: "plain", "data-close": true, onclick: close }, t("paper.close"))), ...content);
    node.hidden = false;
    if (isInside) {
      heading.focus();
    }
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
