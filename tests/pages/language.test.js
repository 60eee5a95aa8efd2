import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html, localStorage } from "./browser.js";
import { allTexts, modulesOf, sourceOf, textsByFile, union } from "./texts.js";

localStorage.setItem("talentpass.language", "en");
const { addTexts, current, date, moment, named, onLanguage, switchLanguage, t, tag } = await import("../../functions/TalentPass.Functions/wwwroot/assets/language.js");
const pages = ["home", "pass", "hall", "desk", "progress", "verify"];
addTexts(allTexts);

describe("The texts", () => {
  const texts = Object.entries(allTexts);
  const blanks = (/** @type {string} */ text) => (text.match(/\{\d\}/g) ?? []).sort();

  it("are there in Chinese and English, with the same blanks", () => {
    assert.ok(texts.length > 300);
    for (const [key, text] of texts) {
      assert.equal(text.length, 2, key);
      assert.ok(text.every(each => each.trim() !== ""), key);
      assert.deepEqual(blanks(text[0]), blanks(text[1]), key);
    }
  });

  it("number their blanks from zero", () => {
    for (const [key, [chinese]] of texts) {
      const used = new Set(blanks(chinese));
      assert.deepEqual([...used], [...used].map((_, index) => `{${index}}`), key);
    }
  });

  it("are Chinese in Chinese, and English in English", () => {
    const others = texts.filter(([key]) => !key.startsWith("language.") && key !== "list.between");
    assert.deepEqual(others.filter(([, [chinese]]) => !/\p{Script=Han}/u.test(chinese)).map(([key]) => key), []);
    assert.deepEqual(others.filter(([, [, english]]) => /\p{Script=Han}/u.test(english)).map(([key]) => key), []);
  });

  it("have full-width punctuation in Chinese", () => {
    assert.deepEqual(texts.filter(([, [chinese]]) => /\p{Script=Han}[,;:?!(]|[,;?!)]\p{Script=Han}/u.test(chinese)).map(([key]) => key), []);
  });

  it("are in one file alone", () => {
    assert.equal(Object.values(textsByFile).reduce((sum, each) => sum + Object.keys(each).length, 0), texts.length);
  });

  it("are there for every name in the scripts of a page, with as many values as blanks", () => {
    for (const page of pages) {
      const modules = [...modulesOf(`${page}.js`)];
      const here = union([textsByFile.first, ...modules.filter(name => name.startsWith("strings/")).map(name => textsByFile[name.slice("strings/".length, -".js".length)])]);
      const scripts = modules.filter(name => !name.startsWith("strings")).map(sourceOf);
      let count = 0;
      for (const [, key, rest] of scripts.flatMap(script => [...script.matchAll(/\bt\("([^"]+)"([,)])/g)])) {
        assert.ok(Object.hasOwn(here, key), `${page}: ${key}`);
        assert.equal(rest === ",", blanks(here[key][0]).length > 0, `${page}: ${key}`);
        count++;
      }

      for (const [, group] of scripts.flatMap(script => [...script.matchAll(/(?:\bnamed\("([^"]+)"|\bt\(`([^`$]+)\.\$)/g)].map(found => ["", found[1] ?? found[2]]))) {
        assert.ok(Object.keys(here).some(key => key.startsWith(`${group}.`)), `${page}: ${group}`);
        count++;
      }

      assert.ok(count > 10, page);
    }
  });
});

describe("The language", () => {
  it("is the one that was chosen before", () => {
    assert.deepEqual([current(), tag(), html.lang], ["en", "en", "en"]);
  });

  it("fills in values, and shows an unknown key as it is", () => {
    assert.equal(t("pass.from-to", "a", 2), allTexts["pass.from-to"][1].replace("{0}", "a").replace("{1}", "2"));
    assert.equal(t("no.such.text"), "no.such.text");
  });

  it("names what is published, and leaves what is new", () => {
    assert.equal(named("light", "red"), "Overdue");
    assert.equal(named("light", "purple"), "purple");
  });

  it("is switched for everybody who shows text, and kept", () => {
    let told = 0;
    onLanguage(() => told++);
    switchLanguage();
    assert.deepEqual([told, current(), tag(), localStorage.getItem("talentpass.language"), html.lang], [1, "zh", "zh-CN", "zh", "zh-CN"]);
    assert.equal(t("yes"), "是");
    switchLanguage();
    assert.deepEqual([told, t("yes")], [2, "Yes"]);
  });

  it("writes dates as they are, and moments in the city's time", () => {
    assert.equal(date("2026-11-24"), "Nov 24, 2026");
    assert.equal(date(null), "—");
    assert.equal(date(""), "—");
    assert.match(moment("2026-11-24T16:30:00Z"), /^Nov 25, 2026, 12:30\sAM$/);
    assert.equal(moment(Date.parse("2026-11-24T16:30:00Z")), moment("2026-11-24T16:30:00Z"));
  });
});
