import { defineConfig, globalIgnores } from "eslint/config";
import { configs } from "typescript-eslint";

// The type check finds unknown names, so no rule here does. The rules here use type information.
export default defineConfig(
  globalIgnores(["dist/", "node_modules/", "miniprogram/shared/*.js", "scripts/", "eslint.config.js"]),
  {
    files: ["**/*.ts"],
    extends: [configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./test/tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // `void` says that nobody waits for a promise: the platform waits for no handler.
      "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["describe", "it", "before", "after"] }] }],
      // The platform calls lifecycle functions and handlers, and does not look at what they return.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_+$" }],
      // A page is typed by the data that it begins with, so null and [] say there what they will be.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
      "@typescript-eslint/unbound-method": "off",
      "no-warning-comments": ["error", { terms: ["@ts-nocheck", "@ts-ignore", "@ts-expect-error", "eslint-disable"], location: "anywhere" }],
    },
  },
);
