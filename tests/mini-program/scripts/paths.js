import { fileURLToPath } from "node:url";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** The folder of the mini-program's own tests and scripts. */
export const root = at("..");

/** What the vendor's tool opens and uploads. */
export const sources = at("../miniprogram");

/** The modules of the pages. */
export const assets = at("../../../functions/TalentPass.Functions/wwwroot/assets");

/** The mini-program as JavaScript, which the tests run. */
export const built = at("../dist/miniprogram");
