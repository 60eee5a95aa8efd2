import { svg } from "../dom.js";
import { modules } from "./qr.js";

const quiet = 4;

/**
 * The picture of a QR code, with its quiet zone. It is black on white also where the page is dark, because readers expect that.
 * @param {string} text
 * @param {string} label
 */
export function qrPicture(text, label) {
  const rows = modules(text);
  const size = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : ""))).join("");
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges", class: "qr" },
    svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path, fill: "#000" }));
}
