import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { it } from "node:test";
import "./browser.js";
import { assets, importsOf } from "./texts.js";

const site = new URL("../", assets);
const pages = readdirSync(site).filter(name => name.endsWith(".html")).map(name => ({ name, html: readFileSync(new URL(name, site), "utf8") }))
  .flatMap(({ name, html }) => [...html.matchAll(/<script type="module" src="\/assets\/([^"]+)"/g)].map(([, entry]) => ({ name, html, entry })));

it("Each page preloads the modules that its entry imports, and no others", () => {
  assert.equal(pages.length, 6);
  for (const { name, html, entry } of pages) {
    const preloaded = [...html.matchAll(/<link rel="modulepreload" href="\/assets\/([^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(preloaded.sort(), [...importsOf(entry)].filter(each => each !== entry).sort(), name);
  }
});
