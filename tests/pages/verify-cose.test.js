import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { importKey, readSign1, verify } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/cose.js";
import { newKey, sign } from "./city.js";
import { fromBase64url, unhex, vectors } from "./vectors.js";

/** @typedef {{ name: string, x: string, y: string, algorithm: string, external: string, message: string, broken: boolean }} Message */
/** @typedef {{ point: string, signatures: { id: number, message: string, signature: string, valid: boolean }[] }} KeyCases */

describe("COSE_Sign1", () => {
  const { messages } = /** @type {{ messages: Message[] }} */ (vectors("cose-sign1"));

  it("judges the messages of the COSE working group", async () => {
    assert.equal(messages.length, 13);
    for (const { name, x, y, algorithm, external, message, broken } of messages) {
      const read = readSign1(unhex(message), name !== "sign1-tests/sign-pass-03.json");
      const key = await importKey(Uint8Array.of(4, ...fromBase64url(x), ...fromBase64url(y)));
      const holds = read !== null && key !== null && await verify(key, read.signature, read.header, read.payload, unhex(external));
      // One message has the algorithm in the unprotected header.
      assert.equal(holds, !broken && algorithm === "ES256" && name !== "sign1-tests/sign-pass-01.json", name);
    }
  });

  it("tells the key, the type and what was signed", async () => {
    const key = await newKey("33048301");
    const header = unhex("a3012604443304830110" + "6161");
    const read = readSign1(await sign(key, header, unhex("0102")));
    assert.deepEqual([read?.kid, read?.type, read?.payload, read?.header], [key.kid, "a", unhex("0102"), header]);
  });

  it("takes a key id from outside only where the signed part has none", () => {
    const rest = `41015840${"00".repeat(64)}`;
    assert.deepEqual(readSign1(unhex(`d28443a10126a1044131${rest}`))?.kid, unhex("31"));
    assert.equal(readSign1(unhex(`d28446a20126044132a1044131${rest}`)), null);
    assert.equal(readSign1(unhex(`d28443a10126a1054131${rest}`)), null);
    assert.equal(readSign1(unhex(`d28443a10126a2044131054131${rest}`)), null);
  });

  it("refuses other headers, and anything behind the end", () => {
    const after = `a041015840${"00".repeat(64)}`;
    assert.equal(readSign1(unhex(`d28443a10126${after}`))?.signature.length, 64);
    // Headers with another algorithm, no algorithm, a label twice, labels out of order, an unknown label, a value of the wrong
    // type, trailing bytes, and a header that is not a map.
    for (const header of ["a10127", "a1044131", "a201260126", "a2044131" + "0126", "a201260541" + "31", "a2012603" + "6161", "a201260401", "a20126100a", "a1012600", "80", "a0"]) {
      const length = (header.length / 2 + 0x40).toString(16);
      assert.equal(readSign1(unhex(`d284${length}${header}${after}`)), null, header);
    }

    assert.equal(readSign1(unhex(`d28443a10126${after}00`)), null);
    assert.equal(readSign1(unhex(`d28443a10126a04101583f${"00".repeat(63)}`)), null);
    assert.equal(readSign1(unhex("d28343a10126a04101")), null);
    assert.equal(readSign1(unhex(`8443a10126${after}`)), null);
    assert.equal(readSign1(unhex(`8443a10126${after}`), false)?.type, "");
    assert.equal(readSign1(unhex("d28440")), null);
    assert.equal(readSign1(new Uint8Array(0)), null);
  });

  it("names a media type by its number without taking it for a name", () => {
    assert.equal(readSign1(unhex(`d28447a2012603190100a041015840${"00".repeat(64)}`))?.type, "");
  });
});

describe("P-256", () => {
  const { keys } = /** @type {{ keys: KeyCases[] }} */ (vectors("ecdsa-p256-sha256"));

  it("judges the signatures of Wycheproof, with the point whole and compressed", async () => {
    let count = 0;
    for (const { point, signatures } of keys) {
      const whole = unhex(point);
      const compressed = Uint8Array.of(2 + whole[64] % 2, ...whole.subarray(1, 33));
      const imported = await Promise.all([importKey(whole), importKey(compressed)]);
      for (const { id, message, signature, valid } of signatures) {
        for (const key of imported) {
          const holds = key !== null && signature.length === 128
            && await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, unhex(signature), unhex(message));
          assert.equal(holds, valid, `case ${id}`);
        }

        count++;
      }
    }

    assert.equal(count, 262);
  });

  it("takes no point that is not on the curve, and none of another form", async () => {
    const { point } = await newKey("33048301");
    const moved = Uint8Array.from(point);
    moved[64] ^= 1;
    assert.equal(await importKey(moved), null);
    assert.equal(await importKey(point.subarray(0, 64)), null);
    assert.equal(await importKey(Uint8Array.of(5, ...point.subarray(1, 33))), null);
    assert.equal(await importKey(point.subarray(1, 33)), null);
    assert.equal(await importKey(new Uint8Array(0)), null);
    // No point on the curve has this x coordinate.
    assert.equal(await importKey(Uint8Array.of(2, ...new Uint8Array(31), 1)), null);
  });

  it("takes a signature of 64 bytes only", async () => {
    const { point } = await newKey("33048301");
    const key = await importKey(point);
    assert.ok(key);
    assert.equal(await verify(key, new Uint8Array(63), new Uint8Array(0), new Uint8Array(0)), false);
  });
});
