import { loaded, Problem } from "../api.js";
import { el, unwaited } from "../dom.js";
import { t } from "../language.js";
import { toolsOf } from "./sheet-tools.js";

/**
 * What this page uses of pdf.js (https://mozilla.github.io/pdf.js/api).
 * @typedef {{ width: number, height: number }} Viewport
 * @typedef {{ promise: Promise<void>, cancel: () => void }} Drawing
 * @typedef {{ rotate: number, cleanup: () => unknown, getViewport: (how: { scale: number, rotation?: number }) => Viewport, render: (how: { canvas: HTMLCanvasElement, viewport: Viewport, transform: number[] }) => Drawing }} PdfPage
 * @typedef {{ numPages: number, getPage: (number: number) => Promise<PdfPage> }} Pdf
 * @typedef {{ PDFWorker: { create: (how: { port: Worker, verbosity: number }) => object }, getDocument: (how: object) => { promise: Promise<Pdf> } }} PdfLibrary
 */

const library = new URL("/assets/lib/pdfjs-dist/", location.href).href;
// A canvas of this size takes 64 MB, and browsers draw none whose side is longer.
const mostPixels = 16_000_000;
const longestSide = 8192;
const mostPages = 500;

/**
 * A PDF, page below page, drawn by pdf.js as pictures: nothing in the file is executed. A page is drawn when it comes into view and
 * let go when it leaves it, so that a long file needs little memory. Null for a file that is locked, broken or has too many pages.
 * `signal` ends everything, also in the middle of a file that takes for ever.
 * @param {Blob} file
 * @param {string} title
 * @param {Node[]} others
 * @param {AbortSignal} signal
 */
export async function pdfOf(file, title, others, signal) {
  const main = `${library}legacy/build/pdf.min.mjs`;
  const pdfjs = await loaded(() => /** @type {Promise<PdfLibrary>} */ (import(main)));
  const port = new Worker(`${library}legacy/build/pdf.worker.min.mjs`, { type: "module" });
  signal.addEventListener("abort", () => port.terminate());
  const found = await opened(pdfjs, port, new Uint8Array(await file.arrayBuffer()), signal);
  if (!found || found.numPages > mostPages) {
    port.terminate();
    return null;
  }

  const pdf = found;
  const first = await pdf.getPage(1);
  const frame = el("div", { class: "sheets pages", tabindex: "0", role: "group", "aria-label": title });
  const pages = Array.from({ length: pdf.numPages }, (_, index) => pageOf(index + 1));
  const tools = toolsOf(fit, ...others);
  const seen = new IntersectionObserver(entries => entries.forEach(each => unwaited(pages.find(page => page.node === each.target)?.show(each.isIntersecting))), { root: frame, rootMargin: "50% 0%" });
  frame.append(...pages.map(each => each.node));
  return { nodes: [tools.node, frame], fit };

  // Draws the pages in another size, at the same place.
  function fit() {
    const place = frame.scrollTop / Math.max(1, frame.scrollHeight);
    seen.disconnect();
    pages.forEach(each => each.resize());
    pages.forEach(each => seen.observe(each.node));
    frame.scrollTop = place * frame.scrollHeight;
  }

  /** @param {number} number */
  function pageOf(number) {
    const node = el("div", { class: "page", role: "img", "aria-label": t("paper.page", number, pdf.numPages) });
    /** @type {Drawing | null} */
    let drawing = null;
    /** @type {PdfPage | null} */
    let shown = null;
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

      shown = page;
      const view = viewOf(page);
      const ratio = Math.min(devicePixelRatio, 2, Math.sqrt(mostPixels / (view.width * view.height)), longestSide / Math.max(view.width, view.height));
      const canvas = el("canvas", { width: Math.ceil(view.width * ratio), height: Math.ceil(view.height * ratio) });
      node.style.width = `${view.width}px`;
      node.style.height = `${view.height}px`;
      node.replaceChildren(canvas);
      drawing = page.render({ canvas, viewport: view, transform: [ratio, 0, 0, ratio, 0, 0] });
      try {
        await drawing.promise;
        canvas.setAttribute("data-drawn", "");
      } catch {
        // A drawing that was given up is no failure.
        if (mine === turn) {
          node.replaceChildren(el("p", { class: "soft" }, t("paper.unreadable")));
        }
      }
    }

    function clear() {
      turn++;
      drawing?.cancel();
      shown?.cleanup();
      [drawing, shown] = [null, null];
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

/**
 * Reads a file in a worker. Null when it is locked or broken. When the worker cannot be loaded, nobody can be reached.
 * @param {PdfLibrary} pdfjs
 * @param {Worker} port
 * @param {Uint8Array} data
 * @param {AbortSignal} signal
 * @returns {Promise<Pdf | null>}
 */
function opened(pdfjs, port, data, signal) {
  return new Promise((done, fail) => {
    port.addEventListener("error", () => fail(new Problem(0, { code: "not_loaded" })));
    signal.addEventListener("abort", () => done(null));
    pdfjs.getDocument({
      data, worker: pdfjs.PDFWorker.create({ port, verbosity: 0 }), isEvalSupported: false, enableXfa: false, cMapUrl: `${library}cmaps/`, wasmUrl: `${library}wasm/`,
    }).promise.then(done, () => done(null));
  });
}
