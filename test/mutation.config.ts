import { defineConfig } from "vitest/config";

/** The tests that judge changes of what calculates: those of its own rooms that need nothing built. */
export default defineConfig({
  test: {
    include: ["test/{report,model,functions}/**/*.test.ts"],
    exclude: ["test/functions/{shipped,docs}.test.ts"],
    setupFiles: ["test/support/analyses.ts"],
    testTimeout: 60_000,
  },
});
