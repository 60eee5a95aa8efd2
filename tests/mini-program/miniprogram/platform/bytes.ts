/** Writes bytes as base64url, without padding. */
export function toBase64url(bytes: Uint8Array) {
  return wx.arrayBufferToBase64(bytes.slice().buffer).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** Reads base64url. */
export function fromBase64url(text: string) {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return new Uint8Array(wx.base64ToArrayBuffer(plain.padEnd(Math.ceil(plain.length / 4) * 4, "=")));
}

/** Writes bytes in hex. */
export function hex(bytes: Uint8Array) {
  return Array.from(bytes, each => each.toString(16).padStart(2, "0")).join("");
}
