/**
 * `npm run mutate`: changes the code of what calculates and counts the changes that no test notices. Hours for all of it;
 * `npm run mutate -- --mutate "src/model/growth/**"` takes a part. Texts of messages are left as they are.
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  mutate: [
    "src/{report,model,functions}/**/*.ts",
    "!**/{messages,texts,help,types}.ts",
    "!**/{messages,texts,help}/**",
    "!src/functions/index.ts",
  ],
  testRunner: "vitest",
  vitest: { configFile: "test/mutation.config.ts" },
  // What is a constant of a module is made once, before any test: each change of it would run them all.
  ignoreStatic: true,
  concurrency: 1,
  // All of its tests once; a busy machine takes its time.
  dryRunTimeoutMinutes: 30,
  tempDirName: ".cache/stryker",
  incrementalFile: ".cache/stryker.json",
  ignorePatterns: ["/dist", "/.cache", "/release", "/docs"],
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: ".cache/mutation.json" },
  clearTextReporter: { logTests: false, allowColor: false },
};
