import { alignments, codeWords, segmentOf, versionFor } from "./qr-words.js";

/**
 * The rows of modules: true is dark, null is not drawn yet.
 * @typedef {(boolean | null)[][]} Drawing
 */

/**
 * The eight masks of ISO/IEC 18004. The mask with the lowest penalty (the easiest picture to scan) is used.
 * @type {((x: number, y: number) => boolean)[]}
 */
const masks = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => (x * y) % 2 + (x * y) % 3 === 0,
  (x, y) => ((x * y) % 2 + (x * y) % 3) % 2 === 0,
  (x, y) => ((x + y) % 2 + (x * y) % 3) % 2 === 0,
];

/**
 * The QR code of a text, as rows of booleans (true is dark), without the quiet zone. Throws when the text is too long.
 * @param {string} text
 */
export function modules(text) {
  const { values, isShort } = segmentOf(text);
  const version = versionFor(values.length, isShort);
  const words = codeWords(text, version);
  const drawn = masks.map((_, mask) => draw(version, words, mask));
  return drawn.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}

/**
 * @param {number} version
 * @param {number[]} words
 * @param {number} mask
 */
function draw(version, words, mask) {
  const size = 17 + version * 4;
  /** @type {Drawing} */
  const dark = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  drawPatterns(dark, version);
  drawInformation(dark, version, mask);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    const column = right <= 6 ? right - 1 : right;
    for (let step = 0; step < size; step++) {
      const upward = ((column + 1) & 2) === 0;
      const y = upward ? size - 1 - step : step;
      for (const x of [column, column - 1]) {
        if (dark[y][x] === null) {
          const value = bit < words.length * 8 && ((words[bit >> 3] >> (7 - (bit & 7))) & 1) === 1;
          bit++;
          dark[y][x] = value !== masks[mask](x, y);
        }
      }
    }
  }

  return dark;
}

/**
 * @param {Drawing} dark
 * @param {number} version
 */
function drawPatterns(dark, version) {
  const size = dark.length;
  /**
   * @param {number} x
   * @param {number} y
   * @param {boolean} value
   */
  const set = (x, y, value) => x >= 0 && y >= 0 && x < size && y < size && (dark[y][x] = value);
  for (let index = 0; index < size; index++) {
    set(6, index, index % 2 === 0);
    set(index, 6, index % 2 === 0);
  }

  for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    around(4, (x, y, ring) => set(left + x, top + y, ring !== 2 && ring !== 4));
  }

  const places = alignments[version];
  const last = places.length - 1;
  places.forEach((x, i) => places.forEach((y, j) => {
    if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) {
      around(2, (dx, dy, ring) => set(x + dx, y + dy, ring !== 1));
    }
  }));
}

/**
 * @param {number} radius
 * @param {(x: number, y: number, ring: number) => void} each
 */
function around(radius, each) {
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      each(x, y, Math.max(Math.abs(x), Math.abs(y)));
    }
  }
}

/**
 * @param {Drawing} dark
 * @param {number} version
 * @param {number} mask
 */
function drawInformation(dark, version, mask) {
  const size = dark.length;
  const format = ((mask << 10) | bch(mask, 10, 0x537)) ^ 0x5412; // the two bits of level M are 00
  for (let index = 0; index < 15; index++) {
    const value = ((format >> index) & 1) === 1;
    // The copy at the upper left corner leaves out the modules of the timing patterns.
    if (index < 8) {
      dark[index < 6 ? index : index + 1][8] = value;
      dark[8][size - 1 - index] = value;
    } else {
      dark[8][index === 8 ? 7 : 14 - index] = value;
      dark[size - 15 + index][8] = value;
    }
  }

  dark[size - 8][8] = true;
  if (version >= 7) {
    const bits = (version << 12) | bch(version, 12, 0x1F25);
    for (let index = 0; index < 18; index++) {
      const value = ((bits >> index) & 1) === 1;
      const a = size - 11 + index % 3;
      const b = Math.floor(index / 3);
      dark[b][a] = value;
      dark[a][b] = value;
    }
  }
}

/**
 * @param {number} value
 * @param {number} degree
 * @param {number} polynomial
 */
function bch(value, degree, polynomial) {
  let rest = value;
  for (let step = 0; step < degree; step++) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  }

  return rest;
}

/** @param {Drawing} dark */
function penalty(dark) {
  const size = dark.length;
  const lines = [...dark, ...dark.map((_, x) => dark.map(row => row[x]))].map(line => line.map(each => (each ? 1 : 0)).join(""));
  let total = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) {
      total += run.length - 2;
    }

    total += 40 * (line.match(/(?=10111010000|00001011101)/g) ?? []).length;
  }

  for (let y = 0; y < size - 1; y++) {
    for (let x = 0; x < size - 1; x++) {
      total += dark[y][x] === dark[y][x + 1] && dark[y][x] === dark[y + 1][x] && dark[y][x] === dark[y + 1][x + 1] ? 3 : 0;
    }
  }

  const share = dark.flat().filter(each => each).length / (size * size);
  return total + 10 * Math.floor(Math.abs(share * 20 - 10));
}
