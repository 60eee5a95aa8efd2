import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { require } from "./dom.ts";
import { Phone } from "./phone.ts";

const built = join(import.meta.dirname, "..", "miniprogram");
const sources = join(import.meta.dirname, "..", "..", "miniprogram");
const mostBytes = 2 * 1024 * 1024;

type Texts = Record<string, [chinese: string, english: string]>;
type App = { pages: string[]; subPackages: { root: string; pages: string[] }[]; tabBar: { list: { pagePath: string }[] }; preloadRule: Record<string, { packages: string[] }>; sitemapLocation: string };

const app = json(join(built, "app.json")) as App;
const routes = [...app.pages, ...app.subPackages.flatMap(each => each.pages.map(page => `${each.root}/${page}`))];
const files = readdirSync(sources, { recursive: true, encoding: "utf8" });
const components = files.filter(each => each.endsWith(".wxml") && each.startsWith("components")).map(each => each.slice(0, -".wxml".length));

describe("The shape of the mini-program", () => {
  let phone: Phone;
  before(async () => {
    phone = new Phone("http://localhost:9");
    phone.wire.isOn = false;
    await phone.open("pages/me/me");
  });
  after(() => phone.close());

  it("has every file that app.json names, and names every page", () => {
    for (const route of routes) {
      for (const kind of ["wxml", "wxss", "json", "ts"]) {
        assert.ok(existsSync(join(sources, `${route}.${kind}`)), `${route}.${kind}`);
      }
    }

    const pages = files.filter(each => each.endsWith(".wxml") && !each.startsWith("components")).map(each => each.slice(0, -".wxml".length));
    assert.deepEqual(pages.sort(), [...routes].sort());
    app.tabBar.list.forEach(each => assert.ok(app.pages.includes(each.pagePath), each.pagePath));
    for (const [page, rule] of Object.entries(app.preloadRule)) {
      assert.ok(routes.includes(page), page);
      rule.packages.forEach(each => assert.ok(app.subPackages.some(one => one.root === each), each));
    }

    assert.ok(existsSync(join(sources, app.sitemapLocation)));
    assert.equal((json(join(sources, "..", "project.config.json")) as { miniprogramRoot: string }).miniprogramRoot, "miniprogram/");
  });

  it("opens only pages that there are", () => {
    for (const file of scripts()) {
      for (const [, url] of text(file).matchAll(/["`]\/?((?:pages|filing|cases|more)\/[a-z-]+\/[a-z-]+)/g)) {
        assert.ok(routes.includes(url ?? ""), `${file}: ${url}`);
      }
    }

    for (const file of files.filter(each => each.endsWith(".wxml"))) {
      for (const [, url] of text(file).matchAll(/data-url="\/([^"{]+)"/g)) {
        assert.ok(routes.includes(url ?? ""), `${file}: ${url}`);
      }
    }
  });

  it("names components that there are, and only those that it uses", () => {
    for (const each of [...routes, ...components]) {
      const { usingComponents = {} } = json(join(sources, `${each}.json`)) as { usingComponents?: Record<string, string> };
      for (const [name, path] of Object.entries(usingComponents)) {
        assert.ok(components.includes(relative(sources, join(sources, each, "..", path))), `${each}: ${path}`);
        assert.match(text(`${each}.wxml`), new RegExp(`<${name}[\\s/>]`), `${each} does not use ${name}`);
      }

      const custom = [...text(`${each}.wxml`).matchAll(/<([a-z]+(?:-[a-z]+)*)[\s/>]/g)].map(found => found[1] ?? "").filter(name => components.some(one => one.endsWith(`/${name}`)));
      custom.forEach(name => assert.ok(name in usingComponents, `${each} uses ${name} without naming it`));
    }
  });

  it("has a method for every event that WXML binds, and the data that it shows", () => {
    const all = new Map([...routes, ...components].map(each => [each, declared(each)]));
    for (const [each, { methods, fields }] of all) {
      const wxml = text(`${each}.wxml`);
      for (const [, handler] of wxml.matchAll(/\b(?:bind|catch):?[a-z]+="([^"]*)"/g)) {
        assert.ok(methods.includes(handler ?? ""), `${each}: no method ${handler}`);
      }

      const inLoops = [...wxml.matchAll(/wx:for-item="([^"]+)"/g)].map(found => found[1]);
      const known = [...fields, ...inLoops, "item", "index", "true", "false"];
      for (const [, expression] of wxml.matchAll(/\{\{(.*?)\}\}/gs)) {
        for (const [name] of (expression ?? "").replace(/'[^']*'/g, "").matchAll(/(?<![.\w])[A-Za-z_]\w*/g)) {
          assert.ok(known.includes(name), `${each}: nothing gives ${name} in {{${expression}}}`);
        }
      }
    }
  });

  it("binds every event of its components", () => {
    for (const each of components) {
      const told = [...text(`${each}.ts`).matchAll(/triggerEvent\("([a-z]+)"/g)].map(found => found[1]);
      const name = each.split("/").pop();
      for (const page of routes.filter(route => new RegExp(`<${name}[\\s/>]`).test(text(`${route}.wxml`)))) {
        for (const [, use] of text(`${page}.wxml`).matchAll(new RegExp(`<${name}((?:"[^"]*"|[^">])*)>`, "g"))) {
          told.forEach(event => assert.match(use ?? "", new RegExp(`bind:${event}=`), `${page}: ${name} without ${event}`));
        }
      }
    }
  });

  it("has every text in both languages, and each page has the texts that it shows and no others", () => {
    const strings = { ...(require(join(built, "shared/texts.js")) as { texts: Texts }).texts, ...(require(join(built, "strings.js")) as { texts: Texts }).texts };
    for (const [key, [chinese, english]] of Object.entries(strings)) {
      assert.ok(chinese.trim() && english.trim(), key);
      assert.deepEqual(places(chinese), places(english), key);
    }

    for (const each of [...routes, ...components]) {
      const [, list] = /\nconst texts = \[(.*?)\];/s.exec(text(`${each}.ts`)) ?? [];
      const keys = [...(list ?? "").matchAll(/"([^"]+)"/g)].map(found => found[1] ?? "");
      keys.forEach(key => assert.ok(key in strings, `${each}: ${key}`));
      const shown = [...text(`${each}.wxml`).matchAll(/\btx\.(\w+)/g)].map(found => found[1] ?? "");
      assert.deepEqual([...new Set(shown)].sort(), keys.map(key => key.replace(/[^A-Za-z0-9]/g, "_")).sort(), each);
    }

    for (const file of scripts()) {
      for (const [, key] of text(file).matchAll(/\bt\(\s*"([^"]+)"/g)) {
        assert.ok((key ?? "") in strings, `${file}: ${key}`);
      }

      for (const [, group] of text(file).matchAll(/\b(?:named\(\s*"|t\(`)([a-z-]+)(?:"|\.\$)/g)) {
        assert.ok(Object.keys(strings).some(key => key.startsWith(`${group}.`)), `${file}: ${group}`);
      }
    }

    /** The places for values in a text. */
    function places(words: string) {
      return [...words.matchAll(/\{\d\}/g)].map(found => found[0]).sort();
    }
  });

  it("says nothing that is not one of its texts", () => {
    for (const file of files.filter(each => each.endsWith(".wxml"))) {
      const words = text(file).replace(/<!--.*?-->/gs, "").replace(/\{\{.*?\}\}/gs, "").replace(/<(?:"[^"]*"|[^">])*>/gs, "");
      assert.doesNotMatch(words, /[\p{L}]/u, file);
    }

    for (const file of scripts().filter(each => !["strings.ts", "language.ts"].includes(each))) {
      assert.doesNotMatch(text(file).replace(/^ *(?:\/\/|\/?\*).*$/gm, ""), /[\u4e00-\u9fff]/, file);
    }
  });

  it("shares with the pages only what the platform can do", () => {
    for (const file of ["shared/pages.js", "shared/p256.js"]) {
      const code = readFileSync(join(built, file), "utf8").replace(/^ *(?:\/\/|\/?\*).*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"/g, "\"\"");
      for (const name of ["document", "window", "navigator", "location", "Intl", "TextDecoder", "AbortController", "AbortSignal", "fetch", "URL", "structuredClone", "indexedDB"]) {
        assert.equal(new RegExp(`.{0,40}(?<![.\\w"'$])${name}(?![\\w"'$:]).{0,40}`).exec(code)?.[0], undefined, `${file} uses ${name}`);
      }

      // The local storage and the text encoder are stand-ins, which the file brings along.
      assert.equal(/.{0,40}\.(?:at|replaceAll|findLast|toSorted|toReversed)\(|Object\.(?:groupBy|hasOwn)\(/.exec(code)?.[0], undefined, file);
    }
  });

  it("keeps demo accounts out of what is shipped", () => {
    for (const file of files.filter(each => statSync(join(sources, each)).isFile())) {
      assert.doesNotMatch(text(file), /sign-in\/demo/, file);
    }
  });

  it("fits into the packages of the platform", context => {
    const packages = new Map<string, number>([["main", 0], ...app.subPackages.map(each => [each.root, 0] as [string, number])]);
    for (const file of readdirSync(built, { recursive: true, encoding: "utf8" }).filter(each => statSync(join(built, each)).isFile())) {
      const name = app.subPackages.find(each => file.startsWith(`${each.root}/`))?.root ?? "main";
      packages.set(name, (packages.get(name) ?? 0) + statSync(join(built, file)).size);
    }

    for (const [name, bytes] of packages) {
      context.diagnostic(`package ${name}: ${(bytes / 1024).toFixed(1)} KiB of ${mostBytes / 1024} KiB`);
      assert.ok(bytes > 0 && bytes < mostBytes, name);
    }
  });
});

function scripts() {
  return files.filter(each => each.endsWith(".ts") && !each.endsWith(".d.ts"));
}

function text(file: string) {
  return readFileSync(join(sources, file), "utf8");
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** The methods and data that a page or component declares, when its file runs. */
function declared(path: string) {
  const found = { methods: [] as string[], fields: [] as string[] };
  const before = { Page: (globalThis as Record<string, unknown>).Page, Component: (globalThis as Record<string, unknown>).Component };
  Object.assign(globalThis, {
    Page: (options: Record<string, unknown>) => Object.assign(found, { methods: Object.keys(options).filter(each => typeof options[each] === "function"), fields: Object.keys(options.data as object) }),
    Component: ({ methods = {}, data = {}, properties = {} }: Record<string, object>) => Object.assign(found, { methods: Object.keys(methods), fields: [...Object.keys(data), ...Object.keys(properties)] }),
  });
  const file = require.resolve(join(built, `${path}.js`));
  Reflect.deleteProperty(require.cache, file);
  require(file);
  Reflect.deleteProperty(require.cache, file);
  Object.assign(globalThis, before);
  return found;
}
