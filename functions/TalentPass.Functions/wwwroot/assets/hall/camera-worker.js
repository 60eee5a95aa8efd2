// Reads QR codes in pictures, for browsers that cannot do so by themselves. It is a worker because its policy allows WebAssembly,
// which the policy of the page does not. Page and worker use the same two libraries of this origin and nothing from elsewhere.
importScripts("/assets/lib/barcode-detector/dist/iife/ponyfill.js");

/**
 * What the library offers, as far as it is used here.
 * @typedef {object} Library
 * @property {new (options: { formats: string[] }) => { detect: (picture: ImageData) => Promise<{ rawValue: string }[]> }} BarcodeDetector
 * @property {(options: { overrides: { locateFile: () => string } }) => void} prepareZXingModule
 */
const worker = /** @type {DedicatedWorkerGlobalScope & { BarcodeDetectionAPI: Library }} */ (/** @type {unknown} */ (self));
const { BarcodeDetector, prepareZXingModule } = worker.BarcodeDetectionAPI;
prepareZXingModule({ overrides: { locateFile: () => "/assets/lib/zxing-wasm/dist/reader/zxing_reader.wasm" } });
const detector = new BarcodeDetector({ formats: ["qr_code"] });

// Each picture gets one answer: the texts in it, or null when this browser cannot run the library.
worker.addEventListener("message", (/** @type {MessageEvent<{ width: number, height: number, pixels: Uint8ClampedArray<ArrayBuffer> }>} */ event) => {
  const { width, height, pixels } = event.data;
  detector.detect(new ImageData(pixels, width, height)).then(
    codes => worker.postMessage(codes.map(each => each.rawValue)),
    () => worker.postMessage(null));
});
