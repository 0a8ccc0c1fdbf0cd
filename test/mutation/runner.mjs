/** Stryker's runner of the tests of what calculates; `rooms.mjs` says what makes it quick. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  commonTokens,
  declareClassPlugin,
  declareFactoryPlugin,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { finish, run } from "./harness.mjs";
import { compile, evaluate } from "./rooms.mjs";

/** Milliseconds of a processor from which a test is dear: its file's cheaper ones are asked before. */
const DEAR = 150;

/** Milliseconds of a processor after which a mutant is asked no further test: it counts as alive. */
const PATIENCE = 10_000;

/** Keeps what tests cost for a runner that takes the place of one whose mutant never ended. */
const COSTS = "costs.json";

/** Tests of what is built, of docs and of programs. */
const ELSEWHERE = /\/(shipped|docs|terminal|report-file)\.test\.ts$/;

const ROOMS = ["report", "model", "functions"];

const filesOf = (root, ending) =>
  ROOMS.flatMap((room) =>
    readdirSync(`${root}/${room}`, { recursive: true })
      .filter((name) => name.endsWith(ending))
      .map((name) => `${root}/${room}/${name.replaceAll("\\", "/")}`)
      .sort(),
  );

/** The part of all mutants to judge, from 0 to 1: the same ones each time. */
const sample = Number(process.env.MUTATION_SAMPLE ?? 1);

class Rooms {
  #state;
  #scripts;
  /** What each test took, in milliseconds, by id. */
  #costs = new Map();

  constructor(namespace) {
    this.#state = globalThis[namespace] ??= {};
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    if (existsSync(COSTS)) this.#costs = new Map(JSON.parse(readFileSync(COSTS, "utf8")));
    const generator = xoroshiro128plus(2);
    this.#scripts = await compile(process.cwd(), {
      isJudged: () => uniformFloat64(generator) < sample,
      // Evaluated first, so that what they make of themselves counts as no test's.
      sources: filesOf("src", ".ts").filter((file) => file !== "src/functions/index.ts"),
      tests: filesOf("test", ".test.ts").filter((file) => !ELSEWHERE.test(file)),
    });
  }

  async dryRun() {
    const coverage = (this.#state.mutantCoverage = { static: {}, perTest: {} });
    const results = [];
    for (const [index] of (await evaluate(this.#scripts.measured)).entries()) {
      this.#state.currentTestId = undefined;
      const { file, collect } = (await evaluate(this.#scripts.measured))[index];
      this.#state.currentTestId = file;
      const tests = await collect();
      const ready = new Set();
      for (const test of tests) {
        this.#state.currentTestId = test.id;
        const since = stopwatch();
        const failure = await failureOf(test, ready);
        const cost = since();
        this.#costs.set(test.id, cost);
        const result = { id: test.id, name: test.id, fileName: file, timeSpentMs: cost };
        if (failure) results.push({ ...result, status: TestStatus.Failed, failureMessage: failure });
        else results.push({ ...result, status: TestStatus.Success });
      }
      this.#state.currentTestId = undefined;
      await finish(ready);
      // What a file makes as it loads, all of its tests look at.
      const loaded = coverage.perTest[file] ?? {};
      delete coverage.perTest[file];
      for (const { id } of tests) {
        const own = (coverage.perTest[id] ??= {});
        for (const [mutant, count] of Object.entries(loaded)) own[mutant] = (own[mutant] ?? 0) + count;
      }
    }
    writeFileSync(COSTS, JSON.stringify([...this.#costs]));
    // As if they were of constants, which Stryker ignores.
    for (const id of this.#scripts.left) coverage.static[id] = 1;
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: coverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(this.#state, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const groups = new Map();
    for (const id of testFilter) {
      const file = id.slice(0, id.indexOf(" > "));
      const cost = this.#costs.get(id);
      const key = `${file} ${cost > DEAR}`;
      const group = groups.get(key) ?? { file, cost: 0, tests: new Set() };
      groups.set(key, { ...group, cost: group.cost + cost, tests: group.tests.add(id) });
    }
    const since = stopwatch();
    let count = 0;
    try {
      // The cheapest first: most mutants are killed by any.
      for (const { file, tests } of [...groups.values()].sort((one, other) => one.cost - other.cost)) {
        const ready = new Set();
        try {
          const found = (await evaluate(this.#scripts.plain)).find((one) => one.file === file);
          for (const test of await found.collect()) {
            if (!tests.has(test.id)) continue;
            if (since() > PATIENCE) return this.#judged() ?? { status: MutantRunStatus.Survived, nrOfTests: count };
            count++;
            const failure = await failureOf(test, ready);
            if (failure) return this.#judged({ killedBy: [test.id], failureMessage: failure, nrOfTests: count });
          }
        } catch (error) {
          return this.#judged({ killedBy: [[...tests][0]], failureMessage: String(error), nrOfTests: count });
        } finally {
          await finish(ready).catch(() => undefined);
        }
      }
      return this.#judged() ?? { status: MutantRunStatus.Survived, nrOfTests: count };
    } finally {
      this.#state.activeMutant = undefined;
    }
  }

  /** A loop that no longer ends runs into Stryker's limit, whoever catches that. */
  #judged(killed) {
    if (this.#state.hitLimit !== undefined && this.#state.hitCount > this.#state.hitLimit)
      return { status: MutantRunStatus.Timeout, reason: "Hit limit reached" };
    return killed && { status: MutantRunStatus.Killed, ...killed };
  }
}

/** Gives the milliseconds of a processor since it was made. */
function stopwatch() {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

async function failureOf(test, ready) {
  try {
    await run(test, ready);
  } catch (error) {
    return String(error?.message ?? error).slice(0, 300) || "failed";
  }
}

/** Names each change that no test notices as soon as that is known. */
class Survivors {
  onMutantTested({ status, fileName, location, replacement }) {
    if (status !== "Survived" && status !== "NoCoverage") return;
    const { line, column } = location.start;
    const end = location.end.line === line ? location.end.column : `${location.end.line}:${location.end.column}`;
    const by = replacement.replace(/\s+/g, " ").slice(0, 100);
    console.log(`${status} ${path.relative(process.cwd(), fileName)}:${line}:${column}-${end} ${by}`);
  }
}

const create = (namespace) => new Rooms(namespace);
create.inject = tokens("globalNamespace");

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, "rooms", createRooms),
  declareClassPlugin(PluginKind.Reporter, "survivors", Survivors),
];
function createRooms(injector) {
  return injector.provideValue("globalNamespace", "__stryker__").injectFunction(create);
}
createRooms.inject = tokens(commonTokens.injector);
