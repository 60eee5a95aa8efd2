/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

// For additional information 24 to 27: [number of bytes that follow, smallest value that has no shorter form].
const longHeads = [[1, 24], [2, 0x100], [4, 0x10000], [8, 0x100000000]];

/**
 * Reads the part of CBOR (RFC 8949) that the signed lists use, and only in its deterministic encoding. The caller asks for
 * the type that the format has at this position. A method returns null when the next item has another type.
 */
export class CborReader {
  /** @param {Bytes} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }

  get atEnd() {
    return this.position === this.bytes.length;
  }

  /** Reads an unsigned integer of at most `max`. */
  uint(max = Number.MAX_SAFE_INTEGER) {
    return this.#within(this.#head(0), max);
  }

  /** Reads an integer, positive or negative. */
  int() {
    const negative = !this.atEnd && this.bytes[this.position] >> 5 === 1;
    const value = this.#head(negative ? 1 : 0);
    return value === null ? null : negative ? -1 - value : value;
  }

  /** Reads a byte string. */
  byteString() {
    return this.#string(2);
  }

  /**
   * Reads a text string. With `expected`, any other text gives null.
   * @param {string} [expected]
   */
  text(expected) {
    const bytes = this.#string(3);
    if (bytes === null) {
      return null;
    }

    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return expected === undefined || text === expected ? text : null;
    } catch {
      return null;
    }
  }

  /**
   * Reads the head of an array and returns the number of its items, at most `max`.
   * @param {number} max
   */
  array(max) {
    return this.#within(this.#head(4), max);
  }

  /**
   * Reads the head of a map and returns the number of its pairs, at most `max`.
   * @param {number} max
   */
  map(max) {
    return this.#within(this.#head(5), max);
  }

  /**
   * Reads this tag. Returns whether it was there.
   * @param {number} expected
   */
  tag(expected) {
    return this.#head(6) === expected;
  }

  /** Reads a CBOR null. Returns false, and does not move, when the next item is something else. */
  isNull() {
    if (this.bytes[this.position] !== 0xf6) {
      return false;
    }

    this.position++;
    return true;
  }

  /**
   * @param {number | null} value
   * @param {number} max
   */
  #within(value, max) {
    return value === null || value > max ? null : value;
  }

  /** @param {number} major */
  #string(major) {
    const length = this.#head(major);
    if (length === null || length > this.bytes.length - this.position) {
      return null;
    }

    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  /** @param {number} major */
  #head(major) {
    const first = this.bytes[this.position];
    if (first === undefined || first >> 5 !== major) {
      return null;
    }

    const info = first & 31;
    if (info < 24) {
      this.position++;
      return info;
    }

    const [size, least] = longHeads[info - 24] ?? [Infinity, 0];
    if (this.position + 1 + size > this.bytes.length) {
      return null;
    }

    let value = 0;
    for (let i = 1; i <= size; i++) {
      value = value * 256 + this.bytes[this.position + i];
    }

    this.position += 1 + size;
    return value >= least && value <= Number.MAX_SAFE_INTEGER ? value : null;
  }
}

/**
 * Encodes an array in deterministic CBOR (definite length, shortest head). The items are already encoded.
 * @param {...Uint8Array} items
 */
export function encodeArray(...items) {
  return join(head(4, items.length), ...items);
}

/**
 * Encodes a byte string.
 * @param {Uint8Array} bytes
 */
export function encodeBytes(bytes) {
  return join(head(2, bytes.length), bytes);
}

/**
 * Encodes a text string.
 * @param {string} text
 */
export function encodeText(text) {
  const bytes = new TextEncoder().encode(text);
  return join(head(3, bytes.length), bytes);
}

/**
 * Encodes an unsigned integer of at most 32 bits.
 * @param {number} value
 */
export function encodeUint(value) {
  return head(0, value);
}

/**
 * Joins byte arrays, in the given order.
 * @param {...Uint8Array} parts
 */
export function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }

  return all;
}

/**
 * @param {number} major
 * @param {number} value
 */
function head(major, value) {
  const type = major << 5;
  return Uint8Array.from(
    value < 24 ? [type | value]
      : value < 0x100 ? [type | 24, value]
        : value < 0x10000 ? [type | 25, value >> 8, value & 0xff]
          : [type | 26, value >>> 24, value >>> 16 & 0xff, value >>> 8 & 0xff, value & 0xff]);
}
