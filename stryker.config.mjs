/**
 * `npm run mutate`: changes the code of what calculates and counts the changes that no test notices. Texts of messages are
 * left as they are. `npm run mutate -- --mutate "src/model/growth/**"` takes a part; with MUTATION_SAMPLE=0.1 in the
 * environment every tenth change is judged, the same ones each time.
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  mutate: [
    "src/{report,model,functions}/**/*.ts",
    // Words, and what says how things are called: tests of the wording would only repeat it.
    "!**/{messages,texts,help,types}.ts",
    "!**/*.help.ts",
    "!**/{messages,texts,help}/**",
    "!src/functions/index.ts",
  ],
  plugins: ["./test/mutation/runner.mjs"],
  testRunner: "rooms",
  // What is a constant of a module is made once, before any test: each change of it would run them all.
  ignoreStatic: true,
  disableTypeChecks: false,
  concurrency: 1,
  dryRunTimeoutMinutes: 30,
  // What loops for ever mostly runs into a limit of hits; a busy machine takes its time for all else.
  timeoutMS: 60_000,
  tempDirName: ".cache/stryker",
  incrementalFile: ".cache/stryker.json",
  ignorePatterns: ["/dist", "/.cache", "/release", "/docs", "/assets", "/preview", "/bench"],
  reporters: ["survivors", "clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: ".cache/mutation.json" },
  clearTextReporter: { logTests: false, allowColor: false, reportMutants: false },
};
