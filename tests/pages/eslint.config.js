import { defineConfig, globalIgnores } from "eslint/config";
import { configs } from "typescript-eslint";

// The type check finds unknown names, so no rule here does. The rules here use type information.
export default defineConfig(
  globalIgnores(["**/node_modules/", "**/assets/lib/"]),
  {
    files: ["**/*.js"],
    extends: [configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./tsconfig.worker.json"], tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // The test runner itself waits for the promises of `describe` and `it`.
      "@typescript-eslint/no-floating-promises": ["error", {
        ignoreVoid: false, allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["describe", "it"] }],
      }],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_+$" }],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
      // unbound-method: the modules use closures and not `this`. prefer-promise-reject-errors: IndexedDB fails with a
      // DOMException, which is not an Error for the type check.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      // Forbids comments that switch off the type check or a lint rule, and the type "any" in JSDoc.
      "no-warning-comments": ["error", { terms: ["@ts-nocheck", "@ts-ignore", "@ts-expect-error", "{any}", "eslint-disable"], location: "anywhere" }],
    },
  },
);
