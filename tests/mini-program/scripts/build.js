// Makes JavaScript of the mini-program and its tests, below dist. The vendor's tool does the same of the mini-program with its own compiler.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { built, root, sources } from "./paths.js";

const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
writeFileSync(join(dist, "package.json"), JSON.stringify({ type: "commonjs" }));
cpSync(sources, built, { recursive: true, filter: source => !source.endsWith(".ts") });
const scripts = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter(each => each.endsWith(".ts") && !each.endsWith(".d.ts"));
const tests = readdirSync(join(root, "test"), { encoding: "utf8" }).filter(each => each.endsWith(".test.ts"));

/** @type {import("esbuild").BuildOptions} */
const common = { absWorkingDir: root, logLevel: "warning", charset: "utf8" };
await build({ ...common, entryPoints: scripts.map(each => join(sources, each)), outdir: built, outbase: sources, format: "cjs", target: "es2020" });
await build({ ...common, entryPoints: tests.map(each => join("test", each)), outdir: join(dist, "test"), bundle: true, packages: "external", platform: "node", format: "esm", target: "node20", outExtension: { ".js": ".mjs" } });
