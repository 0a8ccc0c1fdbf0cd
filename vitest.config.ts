import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { BRIEF_AMONG_OTHERS } from "./scripts/v8.mjs";

/** Rooms whose tests look at what is built, most of them in a browser. */
const ofWhatIsBuilt = ["taskpane", "preview", "shell"];
const tests = (folder: string): string[] => [`test/${folder}/*.test.ts`, `test/${folder}/*.test.tsx`];
const built = tests(`{${ofWhatIsBuilt.join()}}/**`);

/** Rooms by when their tests begin, the other rooms' short ones after them: of those in a browser, the last has short ones, too. */
const LONG_ROOMS = ["workbook", "workbooks", "host", "fuzz", "functions", "report", "shell", "preview", "taskpane"];

/** What may begin before anything is built comes first. */
const PROJECTS = ["rooms", "built"];

/**
 * What takes longest is begun first, so that no core waits for another at the end; and a project's files one after the other,
 * since a process ends where a file of another project is next, and what was loaded in it is lost.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const room = LONG_ROOMS.findIndex((room) => moduleId.replaceAll("\\", "/").includes(`/test/${room}/`));
      const inProject = room < 0 ? LONG_ROOMS.length : room;
      return PROJECTS.indexOf(project.name) * (LONG_ROOMS.length + 1) + inProject;
    };
    return [...sorted].sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    // One more than cores: who waits for a browser leaves its core to another.
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    execArgv: BRIEF_AMONG_OTHERS,
    projects: [
      // The grid and Office's client, loaded once in a process that stays, are a third of what these files cost.
      {
        extends: true,
        test: { name: "rooms", include: tests("**"), exclude: built, setupFiles: ["test/support/afresh.ts"] },
      },
      // So are a browser and the preview in it.
      { extends: true, test: { name: "built", include: built, setupFiles: ["test/support/built.ts"] } },
    ],
    sequence: { sequencer: LongestFirst },
    // Several suites build the add-in or drive a browser, and machines are busy: what waits, waits for an event.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 90_000 } },
  },
});
