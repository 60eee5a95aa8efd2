// ES256 for the key of this phone. The platform has no Web Crypto, so the curve comes from a library that was audited.
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** How many random bytes a new key is made from. */
export const seedLength = p256.lengths.seed;

/** A new private key from random bytes. */
export const privateKeyFrom = seed => p256.utils.randomSecretKey(seed);

/** The compressed public key, 33 bytes. */
export const publicKeyOf = privateKey => p256.getPublicKey(privateKey, true);

/** The signature with ES256, 64 bytes (RFC 6979, so no randomness is needed). */
export const sign = (bytes, privateKey) => p256.sign(bytes, privateKey, { lowS: false });

export { sha256 };
