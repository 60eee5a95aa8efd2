import { hex } from "./bytes";

/** Random bytes from the platform's generator, good enough for keys. */
export function randomBytes(length: number): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    wx.getRandomValues({ length, success: ({ randomValues }) => done(new Uint8Array(randomValues)), fail: ({ errMsg }) => fail(new Error(errMsg)) });
  });
}

/** A new random name of 128 bits in hex, used as an idempotency key. */
export async function randomName() {
  return hex(await randomBytes(16));
}
