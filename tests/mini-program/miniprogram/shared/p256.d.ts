/** How many random bytes a new key is made from. */
export const seedLength: number;
/** A new private key from random bytes. */
export function privateKeyFrom(seed: Uint8Array): Uint8Array;
/** The compressed public key, 33 bytes. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array;
/** The signature with ES256, 64 bytes. */
export function sign(bytes: Uint8Array, privateKey: Uint8Array): Uint8Array;
export function sha256(bytes: Uint8Array): Uint8Array;
