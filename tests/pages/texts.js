import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** The folder of the pages' modules. */
export const assets = new URL("../../functions/TalentPass.Functions/wwwroot/assets/", import.meta.url);

/**
 * The texts of each file, by its name. `first` are those that every page has.
 * @type {Record<string, Texts>}
 */
export const textsByFile = { first: await textsOf("strings.js") };
for (const file of readdirSync(new URL("strings/", assets))) {
  textsByFile[basename(file, ".js")] = await textsOf(`strings/${file}`);
}

/** All texts. A test whose texts matter adds them to the language, as a page does with those that it needs. */
export const allTexts = union(Object.values(textsByFile));

/**
 * @param {Texts[]} files
 * @returns {Texts}
 */
export function union(files) {
  return Object.fromEntries(files.flatMap(each => Object.entries(each)));
}

/**
 * The modules that a page may load, from its entry on, also those that it loads later.
 * @param {string} name the path of the entry below the assets
 */
export function modulesOf(name) {
  return followed(name, /(?:^import [^;]*?|^export [^;]*? from |import\()"(\.[^"]+)"/gm);
}

/**
 * The modules that a browser needs before it runs this one.
 * @param {string} name the path of the module below the assets
 */
export function importsOf(name) {
  return followed(name, /(?:^import [^;]*?|^export [^;]*? from )"(\.[^"]+)"/gm);
}

/**
 * @param {string} name
 * @param {RegExp} ways
 * @param {Set<string>} [found]
 */
function followed(name, ways, found = new Set()) {
  if (!found.has(name)) {
    found.add(name);
    for (const [, path] of sourceOf(name).matchAll(ways)) {
      followed(new URL(path, new URL(name, "file:///")).pathname.slice(1), ways, found);
    }
  }

  return found;
}

/** @param {string} name */
export function sourceOf(name) {
  return readFileSync(new URL(name, assets), "utf8").replaceAll(/^ *\/?\*.*$/gm, "");
}

/** @param {string} file */
async function textsOf(file) {
  /** @type {unknown} */
  const module = await import(new URL(file, assets).href);
  return /** @type {{ texts: Texts }} */ (module).texts;
}
