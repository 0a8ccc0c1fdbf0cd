import { readFileSync } from "node:fs";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildMetadata } from "../../src/functions/metadata";
import "../support/built";

const read = (name: string): string => readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");

/** What a bare custom-functions runtime has: the language, and `CustomFunctions`. */
function registered(): Map<string, (...args: unknown[]) => unknown> {
  const formulas = new Map<string, (...args: unknown[]) => unknown>();
  const CustomFunctions = {
    associate: (id: string, call: (...args: unknown[]) => unknown) => formulas.set(id, call),
    Error: class extends Error {},
    ErrorCode: {},
  };
  vm.runInNewContext(read("functions.js"), { CustomFunctions });
  return formulas;
}

test("functions.js alone registers every id of functions.json, in each language", async () => {
  const ids = [...registered().keys()].sort();
  for (const [name, language] of [
    ["functions.json", "en"],
    ["functions.zh-CN.json", "zh"],
  ] as const) {
    const metadata = JSON.parse(read(name)) as { readonly functions: readonly { readonly id: string }[] };
    expect(metadata).toEqual(await buildMetadata(language));
    expect(metadata.functions.map(({ id }) => id).sort()).toEqual(ids);
  }
});

test("functions.js calculates with nothing else there", () => {
  const formulas = registered();
  expect(formulas.get("SIZE")!(2030, "base")).toBe(1800);
  expect(formulas.get("VERSION")!()).toMatch(/^Market Model \d/);
});

test("functions.js is at most 48 kB compressed, the report and both languages included", () => {
  expect(gzipSync(read("functions.js")).length).toBeLessThanOrEqual(48_000);
});
