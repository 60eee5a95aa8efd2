import { toBase45 } from "../verify/base45.js";
import { encodeArray, encodeBytes, encodeText, encodeUint, join } from "../verify/cbor.js";

const header = Uint8Array.of(0xa1, 0x01, 0x26);
const context = new TextEncoder().encode("TP1H");

/**
 * Makes the H code of a phone that is offline. It has the stored credential, the phone's time in seconds since 1970, and the
 * phone's signature over both. Verifiers refuse the code after the credential has expired.
 * @param {Uint8Array} credential
 * @param {CryptoKey} privateKey
 * @param {number} time
 */
export async function holderCode(credential, privateKey, time) {
  const payload = encodeArray(encodeBytes(credential), encodeUint(time));
  const signed = encodeArray(encodeText("Signature1"), encodeBytes(header), encodeBytes(context), encodeBytes(payload));
  const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, signed));
  return `TP1:${toBase45(join(Uint8Array.of(0x83), credential, encodeUint(time), encodeBytes(signature)))}`;
}
