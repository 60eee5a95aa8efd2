import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromBase45, toBase45 } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/base45.js";
import { CborReader, encodeArray, encodeBytes, encodeText, encodeUint } from "../../functions/TalentPass.Functions/wwwroot/assets/verify/cbor.js";
import { unhex, vectors } from "./vectors.js";

describe("Base45", () => {
  const { pairs, refused } = /** @type {{ pairs: { hex: string, text: string }[], refused: string[] }} */ (vectors("base45"));

  it("says what RFC 9285 says", () => {
    assert.equal(pairs.length, 5);
    for (const { hex, text } of pairs) {
      assert.equal(toBase45(unhex(hex)), text);
      assert.deepEqual(fromBase45(text), unhex(hex));
    }
  });

  it("refuses what is none", () => {
    assert.equal(refused.length, 10);
    for (const text of refused) {
      assert.equal(fromBase45(text), null, JSON.stringify(text));
    }
  });

  it("brings every byte back, in even and odd numbers", () => {
    const all = Uint8Array.from({ length: 257 }, (_, index) => index);
    assert.deepEqual(fromBase45(toBase45(all)), all);
    assert.deepEqual(fromBase45(toBase45(all.subarray(1))), all.subarray(1));
    assert.deepEqual(fromBase45(""), new Uint8Array(0));
  });
});

describe("CBOR", () => {
  const { items } = /** @type {{ items: { hex: string, shortest: boolean, value?: unknown, diagnostic?: string }[] }} */ (vectors("cbor-items"));

  it("reads the numbers of RFC 8949 that JavaScript can hold", () => {
    const numbers = items.filter(({ hex, value }) => Number.isSafeInteger(value) && /^[0-3]/.test(hex));
    assert.equal(numbers.length, 14);
    for (const { hex, value } of numbers) {
      const reader = new CborReader(unhex(hex));
      assert.equal(reader.int(), value, hex);
      assert.ok(reader.atEnd);
      assert.equal(new CborReader(unhex(hex)).uint(), Number(value) < 0 ? null : value, hex);
    }
  });

  it("reads its texts and byte strings", () => {
    const texts = items.filter(({ hex, value }) => typeof value === "string" && hex !== "7f657374726561646d696e67ff");
    assert.equal(texts.length, 7);
    for (const { hex, value } of texts) {
      assert.equal(new CborReader(unhex(hex)).text(), value);
    }

    assert.deepEqual(new CborReader(unhex("4401020304")).byteString(), unhex("01020304"));
    assert.deepEqual(new CborReader(unhex("40")).byteString(), new Uint8Array(0));
  });

  it("reads nothing that is not deterministic, too large, or of another kind", () => {
    const others = items.filter(({ hex, shortest, value }) => !shortest || !/^[0-7]/.test(hex) || !(Number.isSafeInteger(value) || typeof value === "string"));
    assert.ok(others.length > 50);
    for (const { hex } of others.filter(each => !/^[45]/.test(each.hex) || !each.shortest)) {
      const reader = () => new CborReader(unhex(hex));
      assert.deepEqual([reader().uint(), reader().int(), reader().byteString(), reader().text()], [null, null, null, null], hex);
    }
  });

  it("refuses longer forms of small numbers, and heads that are cut short", () => {
    for (const hex of ["1817", "1900ff", "1a0000ffff", "1b00000000ffffffff", "18", "19ff", "1b0000000100", "1c", "1f", "1bffffffffffffffff", ""]) {
      assert.equal(new CborReader(unhex(hex)).uint(), null, hex);
    }

    assert.equal(new CborReader(unhex("1b0000000100000000")).uint(), 2 ** 32);
    assert.equal(new CborReader(unhex("1b001fffffffffffff")).uint(), Number.MAX_SAFE_INTEGER);
    assert.equal(new CborReader(unhex("1b0020000000000000")).uint(), null);
  });

  it("keeps to the limits it is given", () => {
    assert.equal(new CborReader(unhex("0a")).uint(10), 10);
    assert.equal(new CborReader(unhex("0a")).uint(9), null);
    assert.equal(new CborReader(unhex("83")).array(3), 3);
    assert.equal(new CborReader(unhex("83")).array(2), null);
    assert.equal(new CborReader(unhex("a1")).map(1), 1);
    assert.equal(new CborReader(unhex("a2")).map(1), null);
  });

  it("stays where something else stands", () => {
    const reader = new CborReader(unhex("f6d26161"));
    assert.equal(reader.uint(), null);
    assert.equal(reader.isNull(), true);
    assert.equal(reader.isNull(), false);
    assert.equal(reader.tag(18), true);
    assert.equal(reader.byteString(), null);
    assert.equal(reader.atEnd, false);
    assert.equal(reader.text("b"), null);
    assert.equal(new CborReader(unhex("6161")).text("a"), "a");
    assert.equal(new CborReader(unhex("d1")).tag(18), false);
  });

  it("refuses texts that are no UTF-8 and strings that are cut short", () => {
    assert.equal(new CborReader(unhex("61ff")).text(), null);
    assert.equal(new CborReader(unhex("6261")).text(), null);
    assert.equal(new CborReader(unhex("4201")).byteString(), null);
  });

  it("writes what it reads, in the shortest form", () => {
    for (const [value, hex] of /** @type {[number, string][]} */ ([[0, "00"], [23, "17"], [24, "1818"], [255, "18ff"], [256, "190100"], [65535, "19ffff"],
      [65536, "1a00010000"], [4294967295, "1affffffff"]])) {
      assert.deepEqual(encodeUint(value), unhex(hex));
      assert.equal(new CborReader(encodeUint(value)).uint(), value);
    }

    assert.deepEqual(encodeArray(encodeBytes(Uint8Array.of(1)), encodeText("水")), unhex("8241" + "01" + "63e6b0b4"));
    assert.deepEqual(encodeArray(), unhex("80"));
  });
});
