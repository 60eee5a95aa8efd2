/**
 * Reads the QR codes in the picture of a camera. `read` fails when this browser cannot read codes at all.
 * @typedef {{ read: (view: HTMLVideoElement) => Promise<string[]>, stop: () => void }} Reader
 */

const script = "/assets/hall/camera-worker.js";
const betweenMs = 100;

/**
 * The browser's own reader where it knows QR codes, otherwise a library in a worker.
 * @returns {Promise<Reader>}
 */
export async function readerOfPictures() {
  return "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code") ? ownReader() : libraryReader();
}

/** @returns {Reader} */
function ownReader() {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return {
    // It fails while the camera has no picture yet.
    read: async view => (await detector.detect(view).catch(() => [])).map(each => each.rawValue),
    stop: () => {},
  };
}

/** @returns {Reader} */
function libraryReader() {
  const worker = new Worker(script);
  /** @type {((codes: string[] | null) => void) | null} */
  let answered = null;
  let cannotRun = false;
  worker.onmessage = (/** @type {MessageEvent<string[] | null>} */ event) => answered?.(event.data);
  worker.onerror = event => {
    event.preventDefault();
    cannotRun = true;
    answered?.(null);
  };
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return { read, stop: () => worker.terminate() };

  /** @param {HTMLVideoElement} view */
  async function read(view) {
    // Ten pictures in a second are enough, and leave a slow computer time for the page.
    await new Promise(next => setTimeout(next, betweenMs));
    if (!pen || view.videoWidth === 0) {
      return [];
    }

    [canvas.width, canvas.height] = [view.videoWidth, view.videoHeight];
    pen.drawImage(view, 0, 0);
    const { width, height, data: pixels } = pen.getImageData(0, 0, canvas.width, canvas.height);
    /** @type {Promise<string[] | null>} */
    const answer = new Promise(next => { answered = next; });
    worker.postMessage({ width, height, pixels }, [pixels.buffer]);
    const codes = cannotRun ? null : await answer;
    if (!codes) {
      throw new Error("This browser cannot run the reader.");
    }

    return codes;
  }
}
