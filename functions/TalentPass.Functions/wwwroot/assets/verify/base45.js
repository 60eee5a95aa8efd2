const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/**
 * Decodes Base45 (RFC 9285). Null for a character outside the alphabet, a group whose value is too large, or a single
 * character at the end.
 * @param {string} text
 */
export function fromBase45(text) {
  if (text.length % 3 === 1) {
    return null;
  }

  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  for (let at = 0, i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map(each => alphabet.indexOf(each));
    const value = digits[0] + digits[1] * 45 + (digits[2] ?? 0) * 2025;
    const pair = digits.length === 2;
    if (digits.includes(-1) || value > (pair ? 0xff : 0xffff)) {
      return null;
    }

    if (!pair) {
      bytes[at++] = value >> 8;
    }

    bytes[at++] = value & 0xff;
  }

  return bytes;
}

/**
 * Encodes bytes in Base45.
 * @param {Uint8Array} bytes
 */
export function toBase45(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    const value = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    text += alphabet[value % 45] + alphabet[Math.floor(value / 45) % 45] + (pair ? alphabet[Math.floor(value / 2025)] : "");
  }

  return text;
}
