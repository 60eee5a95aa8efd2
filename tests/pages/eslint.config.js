import { defineConfig, globalIgnores } from "eslint/config";
import { configs } from "typescript-eslint";

// What a name means is the type check's affair; the rules here need to know the types.
export default defineConfig(
  globalIgnores(["**/node_modules/"]),
  {
    files: ["**/*.js"],
    extends: [configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./tsconfig.worker.json"], tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // The test runner waits for what it is given.
      "@typescript-eslint/no-floating-promises": ["error", {
        ignoreVoid: false, allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["describe", "it"] }],
      }],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_+$" }],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
      // The modules are made of closures, without `this`; a database fails with a DOMException.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      // No way around the types.
      "no-warning-comments": ["error", { terms: ["@ts-nocheck", "@ts-ignore", "@ts-expect-error", "{any}", "eslint-disable"], location: "anywhere" }],
    },
  },
);
