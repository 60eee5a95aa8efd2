import { loaded } from "../api.js";
import { el, unwaited } from "../dom.js";
import { t } from "../language.js";
import { toolsOf } from "./sheet-tools.js";

/**
 * What this page uses of pdf.js (https://mozilla.github.io/pdf.js/api).
 * @typedef {{ width: number, height: number }} Viewport
 * @typedef {{ promise: Promise<void>, cancel: () => void }} Drawing
 * @typedef {{ rotate: number, getViewport: (how: { scale: number, rotation?: number }) => Viewport, render: (how: { canvas: HTMLCanvasElement, viewport: Viewport, transform: number[] }) => Drawing }} PdfPage
 * @typedef {{ numPages: number, getPage: (number: number) => Promise<PdfPage> }} Pdf
 * @typedef {{ GlobalWorkerOptions: { workerSrc: string }, getDocument: (how: object) => { promise: Promise<Pdf>, destroy: () => Promise<void> } }} PdfLibrary
 */

const library = new URL("/assets/lib/pdfjs-dist/", location.href).href;
// A canvas of this size takes 64 MB.
const mostPixels = 16_000_000;

/**
 * A PDF, page below page, drawn by pdf.js as pictures: nothing in the file is executed. A page is drawn when it comes into view and
 * let go when it leaves it, so that a long file needs little memory. Rejects a file that is locked or broken.
 * @param {Blob} file
 * @param {string} title
 * @param {Node[]} others
 */
export async function pdfOf(file, title, others) {
  const main = `${library}legacy/build/pdf.min.mjs`;
  const pdfjs = await loaded(() => /** @type {Promise<PdfLibrary>} */ (import(main)));
  pdfjs.GlobalWorkerOptions.workerSrc = `${library}legacy/build/pdf.worker.min.mjs`;
  const task = pdfjs.getDocument({
    data: new Uint8Array(await file.arrayBuffer()), isEvalSupported: false, enableXfa: false, verbosity: 0, cMapUrl: `${library}cmaps/`, wasmUrl: `${library}wasm/`,
  });
  const pdf = await task.promise;
  const first = await pdf.getPage(1);
  const frame = el("div", { class: "sheets pages", tabindex: "0", role: "group", "aria-label": title });
  const pages = Array.from({ length: pdf.numPages }, (_, index) => pageOf(index + 1));
  const tools = toolsOf(fit, ...others);
  const seen = new IntersectionObserver(entries => entries.forEach(each => unwaited(pages.find(page => page.node === each.target)?.show(each.isIntersecting))), { root: frame, rootMargin: "50% 0%" });
  frame.append(...pages.map(each => each.node));
  return { nodes: [tools.node, frame], fit, stop };

  function fit() {
    seen.disconnect();
    pages.forEach(each => each.resize());
    pages.forEach(each => seen.observe(each.node));
  }

  function stop() {
    seen.disconnect();
    return task.destroy();
  }

  /** @param {number} number */
  function pageOf(number) {
    const node = el("div", { class: "page", role: "img", "aria-label": t("paper.page", number, pdf.numPages) });
    /** @type {Drawing | null} */
    let drawing = null;
    let turn = 0;
    return { node, resize, show };

    // Until a page is known it is taken to be like the first.
    function resize() {
      clear();
      const { width, height } = viewOf(first);
      node.style.width = `${width}px`;
      node.style.height = `${height}px`;
    }

    /** @param {boolean} isSeen */
    async function show(isSeen) {
      clear();
      if (!isSeen) {
        return;
      }

      const mine = turn;
      const page = await pdf.getPage(number);
      if (mine !== turn) {
        return;
      }

      const view = viewOf(page);
      const ratio = Math.min(devicePixelRatio, 2, Math.sqrt(mostPixels / (view.width * view.height)));
      const canvas = el("canvas", { width: Math.ceil(view.width * ratio), height: Math.ceil(view.height * ratio) });
      node.style.width = `${view.width}px`;
      node.style.height = `${view.height}px`;
      node.replaceChildren(canvas);
      drawing = page.render({ canvas, viewport: view, transform: [ratio, 0, 0, ratio, 0, 0] });
      // A drawing that was given up is no failure.
      await drawing.promise.then(() => canvas.setAttribute("data-drawn", ""), () => {});
    }

    function clear() {
      turn++;
      drawing?.cancel();
      drawing = null;
      node.replaceChildren();
    }
  }

  /** @param {PdfPage} page */
  function viewOf(page) {
    const rotation = (page.rotate + tools.turn() * 90) % 360;
    const { width } = page.getViewport({ scale: 1, rotation });
    return page.getViewport({ scale: frame.clientWidth / width * tools.scale(), rotation });
  }
}
