// Makes the code words of a QR code (ISO/IEC 18004), but only for what the pages need: error correction level M, versions 1 to
// 12, the alphanumeric mode of passes and the byte mode of addresses.
const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const checkWords = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22];
const blockCounts = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8];

/** The coordinates of the centres of the alignment patterns, by version. */
export const alignments = [[], [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58]];

/**
 * How a text is written: alphanumeric where its characters allow it, else as UTF-8 bytes.
 * @param {string} text
 */
export function segmentOf(text) {
  const isShort = Array.from(text).every(each => characters.includes(each));
  return isShort ? { isShort, values: Array.from(text, each => characters.indexOf(each)) } : { isShort, values: [...new TextEncoder().encode(text)] };
}

/**
 * The smallest version that has space for so many characters or bytes. Throws when there are too many for all versions.
 * @param {number} length
 * @param {boolean} [isShort] whether they are alphanumeric
 */
export function versionFor(length, isShort = true) {
  const size = isShort ? Math.floor(length / 2) * 11 + (length % 2) * 6 : length * 8;
  for (let version = 1; version < checkWords.length; version++) {
    if (4 + countBits(version, isShort) + size <= dataCapacity(version) * 8) {
      return version;
    }
  }

  throw new RangeError(`A text of ${length} characters does not fit.`);
}

/**
 * @param {number} version
 * @param {boolean} isShort
 */
const countBits = (version, isShort) => (isShort ? (version < 10 ? 9 : 11) : version < 10 ? 8 : 16);
/** @param {number} version */
const dataCapacity = version => wordCapacity(version) - checkWords[version] * blockCounts[version];

/**
 * The number of code words: all modules except the patterns, the format information and the version information.
 * @param {number} version
 */
function wordCapacity(version) {
  const marks = alignments[version].length;
  const patterns = marks === 0 ? 0 : (25 * marks - 10) * marks - 55;
  return Math.floor(((16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0)) / 8);
}

/**
 * @param {string} text
 * @param {number} version
 */
function dataWords(text, version) {
  /** @type {number[]} */
  const bits = [];
  /**
   * @param {number} value
   * @param {number} count
   */
  const push = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit--) {
      bits.push((value >> bit) & 1);
    }
  };
  const { isShort, values } = segmentOf(text);
  push(isShort ? 2 : 4, 4);
  push(values.length, countBits(version, isShort));
  for (let index = 0; index < values.length; index += isShort ? 2 : 1) {
    if (!isShort) {
      push(values[index], 8);
    } else if (index + 1 < values.length) {
      push(values[index] * 45 + values[index + 1], 11);
    } else {
      push(values[index], 6);
    }
  }

  const capacity = dataCapacity(version) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - bits.length % 8) % 8);
  for (let pad = 0xEC; bits.length < capacity; pad ^= 0xEC ^ 0x11) {
    push(pad, 8);
  }

  return Array.from({ length: capacity / 8 }, (_, index) => parseInt(bits.slice(index * 8, index * 8 + 8).join(""), 2));
}

/**
 * The code words of a text in drawing order: first the data words, one from each block in turn, then the check words of
 * the blocks in the same way.
 * @param {string} text
 * @param {number} version
 */
export function codeWords(text, version) {
  const data = dataWords(text, version);
  const count = blockCounts[version];
  const short = Math.floor(data.length / count);
  const longOnes = data.length % count;
  const divisor = generator(checkWords[version]);
  let start = 0;
  const blocks = Array.from({ length: count }, (_, index) => {
    const block = data.slice(start, start += short + (index >= count - longOnes ? 1 : 0));
    return { block, check: remainder(block, divisor) };
  });
  /**
   * @param {number[][]} rows
   * @param {number} length
   */
  const columns = (rows, length) => Array.from({ length }, (_, index) => rows.map(row => row[index])).flat().filter(each => each !== undefined);
  return [...columns(blocks.map(each => each.block), short + 1), ...columns(blocks.map(each => each.check), checkWords[version])];
}

/**
 * Multiplies in GF(256) with the polynomial 0x11D, for the Reed–Solomon check words.
 * @param {number} a
 * @param {number} b
 */
function multiply(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11D) ^ (((b >> bit) & 1) * a);
  }

  return product;
}

/** @param {number} degree */
function generator(degree) {
  let result = Array.from({ length: degree }, (_, index) => Number(index === degree - 1));
  for (let step = 0, root = 1; step < degree; step++, root = multiply(root, 2)) {
    result = result.map((each, index) => multiply(each, root) ^ (result[index + 1] ?? 0));
  }

  return result;
}

/**
 * @param {number[]} block
 * @param {number[]} divisor
 */
function remainder(block, divisor) {
  let result = divisor.map(() => 0);
  for (const word of block) {
    const factor = word ^ result[0];
    result = divisor.map((each, index) => (result[index + 1] ?? 0) ^ multiply(each, factor));
  }

  return result;
}
