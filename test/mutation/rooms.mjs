/**
 * The tests of what calculates as one script, which is compiled once and evaluated anew for every mutant: a tenth of a second
 * instead of the several that a test runner's worker and 200 modules take.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { build } from "esbuild";
import fc from "fast-check";
import { collect, vitest } from "./harness.mjs";

/** Of each property at most so many cases: most of what a property finds is found by the first. */
const RUNS = 25;

const fewRuns = (property, { numRuns = RUNS, ...parameters } = {}) =>
  fc.assert(property, { ...parameters, numRuns: Math.min(numRuns, RUNS), seed: 1, endOnFailure: true });

const supplied = new Map([
  ["vitest", vitest],
  ["fast-check", { default: { ...fc, assert: fewRuns } }],
]);

const isName = (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== "module.exports";
const SUPPLY = "market-model:supply";

/** What isn't the project's own is loaded once, by Node. */
const external = {
  name: "external",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: name, kind }) => {
      if (kind === "entry-point") return;
      if (!supplied.has(name)) supplied.set(name, { ...(await import(name)) });
      return { path: name, namespace: "external" };
    });
    onLoad({ filter: /.*/, namespace: "external" }, ({ path: name }) => {
      const { default: whole, ...parts } = supplied.get(name);
      return {
        contents: [
          `const given = globalThis[${JSON.stringify(SUPPLY)}].get(${JSON.stringify(name)});`,
          `export const { ${Object.keys(parts).filter(isName).join(", ")} } = given;`,
          whole === undefined ? "" : "export default given.default;",
        ].join("\n"),
      };
    });
    onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href)),
      loader: "ts",
    }));
  },
};

/** Compiles sources and tests as they stand below `root`. `left`: the mutants that aren't judged. */
export async function compile(root, { sources, tests, isJudged }) {
  const quoted = (file) => JSON.stringify(`./${file}`);
  const entry = [
    'import { loadAnalyses } from "./src/functions/analyses";',
    ...sources.map((file) => `import ${quoted(file)};`),
    `globalThis[${JSON.stringify(SUPPLY)}].set("files", {`,
    ...tests.map((file) => `${quoted(file)}: () => import(${quoted(file)}),`),
    "});",
    "await loadAnalyses();",
  ].join("\n");
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: "rooms.js", loader: "js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    keepNames: false,
    // A change of what no test imports is one that no test notices.
    treeShaking: false,
    logLevel: "error",
    plugins: [external],
  });
  const whole = outputFiles[0].text;
  const mutants = [...new Set([...whole.matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => id))];
  const left = new Set(mutants.filter((id) => !isJudged(id)));
  // What isn't judged needn't be asked for, nor counted.
  const code = whole
    .replaceAll(/stryMutAct_\w+\("(\d+)"\)/g, (call, id) => (left.has(id) ? "false" : call))
    .replaceAll(/(stryCov_\w+)\(("\d+"(?:, "\d+")*)\)/g, (_, name, ids) => {
      const judged = ids.split(", ").filter((id) => !left.has(id.slice(1, -1)));
      return judged.length === 0 ? "0" : `${name}(${judged.join(", ")})`;
    });
  const compiled = (text) => new vm.Script(`(async () => {${text}\n})`, { filename: path.join(root, "rooms.js") });
  return {
    left,
    measured: compiled(code),
    // Without the count of what every test reaches, which costs most of the time.
    plain: compiled(code.replaceAll(/function (stryCov_\w+)\(\) \{/g, "function $1() { return;")),
  };
}

/** Evaluates a script anew and gives its files, each a way to collect its tests. */
export async function evaluate(script) {
  globalThis[SUPPLY] = supplied;
  await script.runInThisContext()();
  return Object.entries(supplied.get("files")).map(([file, load]) => ({ file, collect: () => collect(file, load) }));
}
