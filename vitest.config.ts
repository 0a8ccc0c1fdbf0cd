import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Of rooms whose files take longest: begun first, so that no core waits for another at the end. */
const longest = ["workbook", "preview", "taskpane", "workbooks", "fuzz"];

/** Rooms whose tests open workbooks in Node. */
const withWorkbooks = ["host", "workbook", "workbooks"];
const tests = (folder: string): string[] => [`test/${folder}/*.test.ts`, `test/${folder}/*.test.tsx`];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const room = ({ moduleId }: TestSpecification) =>
      longest.findIndex((name) => moduleId.replaceAll("\\", "/").includes(`/test/${name}/`));
    const place = (file: TestSpecification) => (room(file) < 0 ? longest.length : room(file));
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    projects: [
      // Modules are made anew for each file in a process that stays: the grid and Office's client, loaded once, are a
      // third of what these files cost.
      { extends: true, test: { name: "workbooks", include: tests(`{${withWorkbooks.join()}}/**`), isolate: false } },
      // Where Excel hands over blank cells as 0, as some builds do, instead of null.
      {
        extends: true,
        test: {
          name: "blanks as zero",
          include: ["load", "formulas", "detach"].map((name) => `test/workbook/${name}.test.ts`),
          setupFiles: ["test/support/blanks-as-zero.ts"],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "rooms", include: tests("**"), exclude: tests(`{${withWorkbooks.join()}}/**`), isolate: true },
      },
    ],
    setupFiles: ["test/support/analyses.ts"],
    // What the grid says of formulas that have been taken away.
    onConsoleLog: (log) => !log.startsWith("Dependency tree not found"),
    sequence: { sequencer: LongestFirst },
    // Several suites build the add-in or drive a browser, and machines are busy: what waits, waits for an event.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 90_000 } },
    // Its icons name their parts without extensions, which Node doesn't resolve.
    server: { deps: { inline: [/[\\/]@fluentui[\\/]/] } },
  },
});
