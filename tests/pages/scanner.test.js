import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "./browser.js";
import { documentText, holderText, newKey, signedCode, textOf } from "./city.js";

const { codeIn, fold } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/code-text.js");
const { scanner } = await import("../../functions/TalentPass.Functions/wwwroot/assets/hall/scanner.js");

/** @typedef {import("../../functions/TalentPass.Functions/wwwroot/assets/hall/scanner.js").Focus} Focus */
/** @typedef {import("../../functions/TalentPass.Functions/wwwroot/assets/hall/scanner.js").Burst} Burst */

/**
 * Types a text into a scanner of its own, one key every `ms`, as the page would do. Returns what was read, and what the field has
 * in the end.
 * @param {string} text "\n" is Enter
 * @param {{ ms?: number, focus?: Focus, ours?: ReturnType<typeof scanner>, at?: number, plain?: (key: string) => string }} how
 */
function type(text, { ms = 30, focus = "text", ours = scanner(), at = 0, plain = key => key } = {}) {
  let [field, before, begins, submits] = ["", "", 0, 0];
  /** @type {Burst[]} */
  const read = [];
  for (const key of text) {
    const move = key === "\n" ? ours.end(at, focus) : ours.key({ text: key, plain: plain(key) }, at, focus);
    field += move.release ?? "";
    before = move.starts ? field : before;
    begins += move.begins ? 1 : 0;
    field = move.begins || move.read ? before : field;
    if (move.what === "pass") {
      field += key === "\n" ? "" : key;
      submits += key === "\n" ? 1 : 0;
    }

    read.push(...(move.read ? [move.read] : []));
    at += ms;
  }

  const rest = ours.pause(at);
  return { field: field + ours.release(), begins, submits, read: [...read, ...(rest ? [rest] : [])], at };
}

describe("A hand scanner", () => {
  for (const [name, text] of [["a plain code", "TP1:ABC 12"], ["a code in lower case", "tp1:abc 12"], ["a code in full width", "ＴＰ１：ABC 12"], ["a code behind its mark", "]Q1TP1:ABC 12"], ["a code behind another mark", "*#TP1:ABC 12"], ["half a code and a whole one", "9A.4TP1:ABC 12"]]) {
    it(`is known by its speed and by how ${name} begins, and types nothing`, () => {
      for (const focus of /** @type {const} */ (["text", "code", "none"])) {
        for (const end of ["\n", ""]) {
          const { field, read, begins, submits } = type(text + end, { focus });
          assert.deepEqual([field, begins, submits, read.length], ["", 1, 0, 1]);
          assert.equal(read[0].texts[0], text.normalize("NFKC"));
          assert.equal(read[0].isCode, true);
        }
      }
    });
  }

  it("may send a second Enter or Tab, which presses nothing", () => {
    assert.deepEqual(type("TP1:ABC\n\n", { focus: "none" }).submits, 0);
    const ours = scanner();
    const { at } = type("TP1:ABC\n", { ours });
    assert.equal(type("\n", { ours, at: at + 1000 }).submits, 1);
  });

  it("with the keys of another country is read by where its keys are", () => {
    const { read } = type("TP&Ö12", { plain: key => ({ "&": "1", "Ö": ":" })[key] ?? key });
    assert.deepEqual(read[0].texts, ["TP&Ö12", "TP1:12"]);
  });

  it("that reads something else in a text field types it, but submits nothing; an address is a scan", () => {
    assert.deepEqual([type("6901234567890\n").field, type("6901234567890\n").submits], ["6901234567890", 0]);
    assert.deepEqual([type("https://a.example/b\n").field, type("https://a.example/b\n").read[0].texts[0]], ["", "https://a.example/b"]);
    for (const focus of /** @type {const} */ (["code", "none"])) {
      const { read, submits } = type("6901234567890\n", { focus });
      assert.deepEqual([read[0].texts[0], read[0].isCode, submits], ["6901234567890", false, 0]);
    }
  });

  it("presses no button by a space in what it types", () => {
    const ours = scanner();
    assert.deepEqual([..."AB D"].map((text, at) => ours.key({ text, plain: text }, at * 30, "none").what), ["pass", "pass", "take", "take"]);
  });

  it("joins nothing over a pause", () => {
    const ours = scanner();
    const first = type("TP1:AB", { ours });
    const second = type("TP1:CD\n", { ours, at: first.at + 400 });
    assert.deepEqual([...first.read, ...second.read].map(each => each.texts[0]), ["TP1:AB", "TP1:CD"]);
  });
});

describe("A busy device", () => {
  it("may think that a code is over; the times of its other keys say that it is not", () => {
    const ours = scanner();
    const first = type("TP1:AB", { ours });
    const second = type("CD\n", { ours, at: first.at });
    assert.deepEqual([...first.read, ...second.read].map(each => each.texts[0]), ["TP1:AB", "TP1:ABCD"]);
    assert.deepEqual([second.field, second.begins, second.submits], ["", 1, 0]);
  });
});

describe("A person", () => {
  it("types as ever, also what begins like a code", () => {
    for (const text of ["Tea at TP1 street", "tp1:abc", "T", "]Q"]) {
      for (const ms of [81, 120, 400]) {
        assert.deepEqual([type(text, { ms }).field, type(text, { ms }).read], [text, []]);
      }
    }
  });

  it("who types two keys quickly loses none of them", () => {
    assert.equal(type("the top", { ms: 60 }).field, "the top");
    assert.equal(type("TPX", { ms: 60 }).field, "TPX");
  });

  it("submits with Enter, and corrects with Backspace what was held", () => {
    assert.equal(type("Tea\n", { ms: 120 }).submits, 1);
    const ours = scanner();
    assert.equal(ours.key({ text: "T", plain: "T" }, 0, "text").what, "hold");
    assert.deepEqual(ours.other(), { what: "pass", release: "T" });
  });
});

describe("The text of a code", async () => {
  const [key, device] = await Promise.all(["33020001", "33020002"].map(newKey));
  const code = textOf(await signedCode(key, "S"));
  const holder = await holderText(key, device);

  it("is found as it is, and folded where only its form was changed", () => {
    const wide = [...code].map(each => (each === " " ? "\u3000" : String.fromCharCode(each.charCodeAt(0) + 0xfee0))).join("");
    const method = code.replace(":", "：").replaceAll("$", "￥").replaceAll(".", "。").replaceAll("/", "、");
    for (const text of [code, code.toLowerCase(), wide, method, `  ${code}\r\n`, `]Q1${code}`, `x${code};`, `${code}.`]) {
      assert.deepEqual(codeIn(text), { kind: "pass", text: code });
    }

    assert.deepEqual(codeIn(holder.toLowerCase()), { kind: "pass", text: holder });
    assert.equal(fold("ｔｐ１：。"), "TP1:.");
  });

  it("is the last whole one, and nothing is joined", () => {
    assert.equal(codeIn(code.slice(0, 90) + holder).text, holder);
    assert.equal(codeIn(code + holder.slice(0, 200)).text, code);
    assert.equal(codeIn(code + holder).text, holder);
    assert.equal(codeIn(code.slice(0, 90) + code.slice(90)).text, code);
  });

  it("that was not read to its end is a half, and a forgery is for the city", () => {
    for (const length of [20, 60, 150]) {
      assert.equal(codeIn(code.slice(0, length)).kind, "half");
    }

    assert.equal(codeIn(holder.slice(0, 300)).kind, "half");
    for (const text of ["TP1:NOT A CODE", `TP1:A${code.slice(5)}`, "TP1:::::::", `${code.slice(0, 60)}TP1:FFFF`]) {
      assert.equal(codeIn(text).kind, "pass", text);
    }
  });

  it("of a document, an address, a payment or anything else is told apart", async () => {
    assert.equal(codeIn(await documentText(key)).kind, "document");
    for (const [text, kind] of [["https://example.com/a?b", "address"], ["www.example.com", "address"], ["wxp://f2f0abc", "payment"], ["https://qr.alipay.com/fkx1", "payment"],
      ["134567890123456789", "payment"], ["281234567890123456", "payment"], ["6901234567890", "other"], ["你好", "other"]]) {
      assert.equal(codeIn(text).kind, kind, text);
    }

    assert.equal(codeIn(" https://Example.com/a ").text, "https://Example.com/a");
  });
});
