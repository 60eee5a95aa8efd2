import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { conditionsOf, namesMinor } from "../../functions/TalentPass.Functions/wwwroot/assets/pass/conditions.js";
import { codeWords, versionFor } from "../../functions/TalentPass.Functions/wwwroot/assets/pass/qr-words.js";
import { modules } from "../../functions/TalentPass.Functions/wwwroot/assets/pass/qr.js";

/** @type {Api.MinorsView} */
const minors = { under: 14, consent: "guardianConsent", noticeVersion: "1", notice: "…" };
// The legal day is the day in Shanghai. At half past midnight in Shanghai the UTC date is still the day before.
mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-23T16:30:00Z") });

describe("A field", () => {
  /** @type {Pick<FormSchema, "allOf">} */
  const schema = {
    allOf: [
      { if: { properties: { kind: { enum: ["rent", "buy"] } } }, then: { required: ["address"] } },
      { if: { properties: { family: { enum: ["yes"] } } }, then: { required: ["address", "names"] } },
    ],
  };
  const { needed, shown } = conditionsOf(schema, { people: [] });

  it("without a condition is always asked", () => {
    assert.deepEqual([needed("kind"), shown("kind", {})], [false, true]);
    assert.deepEqual([conditionsOf({}, { people: [] }).needed("a"), conditionsOf({}, { people: [] }).shown("a", {})], [false, true]);
  });

  it("with conditions is asked where one of them holds", () => {
    assert.deepEqual([needed("address"), needed("names")], [true, true]);
    assert.deepEqual([{}, { kind: "rent" }, { kind: "buy" }, { kind: "other" }, { family: "yes" }].map(answers => shown("address", answers)), [false, true, true, false, true]);
    assert.equal(shown("names", { kind: "rent" }), false);
  });

  it("for a guardian's consent is asked where a child is named", () => {
    const people = [{ birthDate: "born" }, { list: "children", birthDate: "born" }];
    const whole = conditionsOf({}, { people, minors });
    assert.equal(whole.needed("guardianConsent"), true);
    assert.equal(whole.shown("guardianConsent", { born: "2000-01-01" }), false);
    assert.equal(whole.shown("guardianConsent", { born: "2020-01-01" }), true);
    assert.equal(whole.shown("guardianConsent", { children: [{ born: "2000-01-01" }, { born: "2020-01-01" }] }), true);
    // Inside a list the consent field is an ordinary field.
    const inside = conditionsOf({}, { people, minors, list: "children" });
    assert.deepEqual([inside.needed("guardianConsent"), inside.shown("guardianConsent", {})], [false, true]);
  });

  it("for a guardian is asked of the child it is about", () => {
    const people = [{ list: "children", document: "document", guardian: "guardian" }];
    const inside = conditionsOf({}, { people, minors, list: "children" });
    assert.equal(inside.needed("guardian"), true);
    assert.equal(inside.shown("guardian", { document: "330106201801011234" }), true);
    assert.equal(inside.shown("guardian", { document: "330106199001011234" }), false);
    assert.equal(inside.shown("guardian", {}), false);
    assert.equal(conditionsOf({}, { people, minors }).needed("guardian"), false);
  });
});

describe("A child", () => {
  const people = [{ birthDate: "born", document: "document" }];
  const isMinor = (/** @type {Answers} */ answers) => namesMinor(answers, people, minors);

  it("is one until the day of its birthday in Shanghai", () => {
    assert.deepEqual(["2012-11-23", "2012-11-24", "2012-11-25", "2020-01-01"].map(born => isMinor({ born })), [false, false, true, true]);
  });

  it("is known by its document number where no date is given", () => {
    assert.equal(isMinor({ document: "33010620121125123X" }), true);
    assert.equal(isMinor({ document: "330106201211241234" }), false);
    assert.equal(isMinor({ document: "C01234567" }), false);
    assert.equal(isMinor({ born: "2000-01-01", document: "330106202001011234" }), false);
    assert.equal(isMinor({ born: 5 }), false);
  });

  it("is nobody where the service has no age of consent, or names nobody", () => {
    assert.equal(namesMinor({ born: "2020-01-01" }, people, undefined), false);
    assert.equal(namesMinor({ born: "2020-01-01" }, [{ list: "children", birthDate: "born" }], minors), false);
    assert.equal(namesMinor({ born: "2020-01-01" }, [{}], minors), false);
  });
});

/** Multiplies in GF(256) with the polynomial of ISO/IEC 18004, bit by bit. */
function times(/** @type {number} */ a, /** @type {number} */ b) {
  let product = 0;
  for (let rest = b, term = a; rest > 0; rest >>= 1, term = term & 0x80 ? (term << 1) ^ 0x11d : term << 1) {
    product ^= rest & 1 ? term : 0;
  }

  return product;
}

describe("The words of a QR code", () => {
  it("are of the smallest version that holds them", () => {
    // ISO/IEC 18004, table 7: alphanumeric characters at level M.
    const capacities = [20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419];
    capacities.forEach((most, index) => {
      assert.equal(versionFor(most), index + 1);
      assert.equal(index === 11 || versionFor(most + 1) === index + 2, true);
    });
    assert.throws(() => versionFor(420), RangeError);
  });

  it("are those of the example everybody computes", () => {
    // HELLO WORLD in version 1, level M. The expected check words are those of public tutorials.
    assert.deepEqual(codeWords("HELLO WORLD", 1), [
      0x20, 0x5b, 0x0b, 0x78, 0xd1, 0x72, 0xdc, 0x4d, 0x43, 0x40, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 196, 35, 39, 119, 235, 215, 231, 226, 93, 23,
    ]);
  });

  it("take turns where there are several blocks, and every block can be mended", () => {
    // Version 10 at level M: four blocks of 43 words of data and one of 44, each with 26 check words.
    const text = "TALENT PASS ".repeat(26).slice(0, 311);
    const words = codeWords(text, 10);
    assert.equal(words.length, 346);
    for (let block = 0; block < 5; block++) {
      const data = Array.from({ length: 43 }, (_, index) => words[index * 5 + block]);
      const check = Array.from({ length: 26 }, (_, index) => words[216 + index * 5 + block]);
      const whole = [...data, ...(block === 4 ? [words[215]] : []), ...check];
      // A block with its check words is a multiple of the generator polynomial, so it is zero at each root of the generator.
      for (let power = 0, root = 1; power < 26; power++, root = times(root, 2)) {
        assert.equal(whole.reduce((sum, word) => times(sum, root) ^ word, 0), 0, `block ${block}, root ${power}`);
      }
    }
  });

  it("write what is not in the alphabet as bytes", () => {
    // Mode 0100, two bytes in UTF-8, "é" is C3 A9.
    assert.deepEqual(codeWords("é", 1).slice(0, 5), [0x40, 0x2c, 0x3a, 0x90, 0xec]);
    // ISO/IEC 18004, table 7: bytes at level M.
    [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287].forEach((most, index) => assert.equal(versionFor(most, false), index + 1));
    assert.throws(() => versionFor(288, false), RangeError);
  });
});

describe("The picture of a QR code", () => {
  const picture = modules("HELLO WORLD");
  const row = (/** @type {number} */ y) => picture[y].map(dark => (dark ? "#" : ".")).join("");

  it("has the finder, timing and dark module of version 1", () => {
    assert.equal(picture.length, 21);
    assert.ok(picture.every(each => each.length === 21));
    assert.deepEqual([row(0).slice(0, 8), row(1).slice(0, 8), row(2).slice(0, 8), row(7).slice(0, 8)], ["#######.", "#.....#.", "#.###.#.", "........"]);
    assert.deepEqual([row(0).slice(13), row(20).slice(0, 8)], [".#######", "#######."]);
    assert.equal(row(6).slice(6, 15), "#.#.#.#.#");
    assert.equal(picture[13][8], true);
  });

  it("tells level M and its mask twice alike", () => {
    const first = [...[0, 1, 2, 3, 4, 5, 7].map(y => picture[y][8]), picture[8][8], picture[8][7], ...[5, 4, 3, 2, 1, 0].map(x => picture[8][x])];
    const second = [...Array.from({ length: 8 }, (_, index) => picture[8][20 - index]), ...Array.from({ length: 7 }, (_, index) => picture[14 + index][8])];
    assert.deepEqual(first, second);
    const bits = first.reduceRight((sum, dark) => sum * 2 + Number(dark), 0);
    // ISO/IEC 18004, annex C: the eight sequences of level M.
    const sequences = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];
    assert.ok(sequences.includes(bits), bits.toString(16));
  });

  it("has alignment patterns from version 2, and tells its version from 7", () => {
    const seven = modules("A".repeat(178));
    assert.equal(seven.length, 45);
    assert.deepEqual([seven[22][22], seven[22][23], seven[22][24]], [true, false, true]);
    // The version information of 7 is 0x07c94.
    const bits = Array.from({ length: 18 }, (_, index) => seven[Math.floor(index / 3)][34 + index % 3]).reduceRight((sum, dark) => sum * 2 + Number(dark), 0);
    assert.equal(bits, 0x07c94);
    const mirrored = Array.from({ length: 18 }, (_, index) => seven[34 + index % 3][Math.floor(index / 3)]).reduceRight((sum, dark) => sum * 2 + Number(dark), 0);
    assert.equal(mirrored, bits);
  });
});
