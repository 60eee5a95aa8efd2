// Takes from the pages what the mini-program has in common with them, and makes one file of each part below miniprogram/shared.
import { join } from "node:path";
import { build } from "esbuild";
import { assets, root, sources } from "./paths.js";

/**
 * Finds the modules of the pages. Only what is used of a module is taken; the language is the mini-program's own.
 * @type {import("esbuild").Plugin}
 */
const pages = {
  name: "pages",
  setup({ onResolve }) {
    onResolve({ filter: /^assets\// }, ({ path }) => ({ path: join(assets, path.slice("assets/".length)), sideEffects: false }));
    onResolve({ filter: /\/language\.js$/ }, () => ({ path: "../language", external: true, sideEffects: false }));
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => (resolveDir.startsWith(assets) ? { path: join(resolveDir, path), sideEffects: false } : undefined));
  },
};

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root, outdir: join(sources, "shared"), bundle: true, format: "cjs", target: "es2020", charset: "utf8", legalComments: "inline", logLevel: "warning",
};
await build({ ...common, entryPoints: ["scripts/shared/texts.js"], plugins: [pages] });
await build({ ...common, entryPoints: ["scripts/shared/pages.js"], plugins: [pages], inject: ["scripts/shared/stand-ins.js"] });
await build({ ...common, entryPoints: ["scripts/shared/p256.js"], inject: ["scripts/shared/stand-ins.js"], define: { "Object.hasOwn": "hasOwn" }, minify: true });
