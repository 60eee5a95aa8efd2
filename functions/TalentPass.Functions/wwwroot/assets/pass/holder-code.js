import { toBase45 } from "../verify/base45.js";
import { encodeArray, encodeBytes, encodeText, encodeUint, join } from "../verify/cbor.js";

const header = Uint8Array.of(0xa1, 0x01, 0x26);
const context = new TextEncoder().encode("TP1H");

/**
 * Makes the H code of a phone that is offline. It has the stored credential, the phone's time in seconds since 1970, and the
 * phone's signature over both. Verifiers refuse the code after the credential has expired.
 * @param {Uint8Array} credential
 * @param {(signed: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>} sign signs with ES256 and the phone's key: 64 bytes
 * @param {number} time
 */
export async function holderCode(credential, sign, time) {
  const payload = encodeArray(encodeBytes(credential), encodeUint(time));
  const signed = encodeArray(encodeText("Signature1"), encodeBytes(header), encodeBytes(context), encodeBytes(payload));
  const signature = await sign(signed);
  return `TP1:${toBase45(join(Uint8Array.of(0x83), credential, encodeUint(time), encodeBytes(signature)))}`;
}

/**
 * Signs with a key of this browser.
 * @param {CryptoKey} privateKey
 * @returns {(signed: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>}
 */
export function signingWith(privateKey) {
  return async signed => new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, signed));
}
