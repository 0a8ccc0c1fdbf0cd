import globals from "globals";
// Its rules alone: its configurations load React's plugins, with a tenth of all packages.
import rules from "eslint-plugin-office-addins/lib/rules/index.js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const browserGlobals = Object.keys(globals.browser).filter((name) => !(name in globals.node));
const officeGlobals = ["Office", "Excel", "OfficeExtension", "OfficeRuntime", "CustomFunctions"];

export default tseslint.config(
  { ignores: ["dist/", "release/", "node_modules/", ".cache/", "coverage/"] },
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "off",
      // Indexes are checked by the compiler (noUncheckedIndexedAccess); `!` says where the loop's bounds prove one.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    languageOptions: { globals: { ...globals.browser } },
    plugins: { "office-addins": { rules: rules.default } },
    rules: {
      // Not call-sync-*: they can't follow a load in one function and its read in another. Not no-navigational-load:
      // it takes isNullObject for one. The tests run every operation on Microsoft's client, which refuses such reads.
      "office-addins/no-context-sync-in-loop": "error",
      "office-addins/no-empty-load": "error",
      "office-addins/no-office-initialize": "error",
      "office-addins/test-for-null-using-isNullObject": "error",
      // Imported text never becomes markup or code.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "dangerouslySetInnerHTML"].map((property) => ({
          property,
          message: "Text from a report or a workbook must not become HTML.",
        })),
      ],
    },
  },
  {
    files: ["src/{report,model}/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...[...officeGlobals, ...browserGlobals, "fetch", "process", "console"].map((name) => ({
          name,
          message: "report and model are pure: they know neither Office nor the page nor the machine.",
        })),
      ],
    },
  },
  {
    files: ["{host,preview}/**/*.{ts,js}"],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ["src/taskpane/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    // Tests take files apart that no type describes.
    files: ["test/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/no-explicit-any": "off" },
  },
);
