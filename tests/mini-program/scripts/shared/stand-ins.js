// What browsers have and the platform has not, as far as the shared modules use it.

/** Writes text as UTF-8. */
export class TextEncoder {
  encode(text) {
    return Uint8Array.from(unescape(encodeURIComponent(text)), each => each.charCodeAt(0));
  }
}

/** The storage of the mini-program, as browsers call it. */
export const localStorage = {
  getItem: key => wx.getStorageSync(key) || null,
  setItem: (key, value) => wx.setStorageSync(key, value),
  removeItem: key => wx.removeStorageSync(key),
};

/** ES2022, which phones of before 2022 do not have. */
export const hasOwn = (thing, name) => Object.prototype.hasOwnProperty.call(thing, name);
