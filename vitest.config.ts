import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    // Several suites build the add-in or drive a browser.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Its icons name their parts without extensions, which Node doesn't resolve.
    server: { deps: { inline: [/[\\/]@fluentui[\\/]/] } },
  },
});
