import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { ESLint } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRepository } from "../support/dist";

/** Every room, a file of each. */
const files = [
  "src/report/a.ts",
  "src/model/a.ts",
  "src/functions/a.ts",
  "src/excel/a.ts",
  "src/workbook/a.ts",
  "src/commands/a.ts",
  "src/taskpane/a.tsx",
  "host/a.ts",
  "preview/a.ts",
  "test/a.ts",
  "bench/a.ts",
  "scripts/a.ts",
];

describe("imports", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "rooms-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What the rules say of files that hold nothing but imports: `from → to`, or a circle. */
  async function refused(imports: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const tree = await mkdtemp(path.join(folder, "tree-"));
    for (const file of new Set([...files, ...Object.keys(imports)])) {
      await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
      await writeFile(path.join(tree, file), `${imports[file] ?? ""}\nexport type A = 1;\nexport const a = 1;`);
    }
    const rules = await extractOptions(inRepository(".dependency-cruiser.mjs"));
    const { output } = await cruise(["src", "host", "preview", "scripts"], {
      ...rules,
      tsConfig: undefined,
      baseDir: tree,
    });
    return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  }

  it.each([
    ["src/report/a.ts", "../model/a"],
    ["src/model/a.ts", "../functions/a"],
    ["src/model/a.ts", "../../test/a"],
    ["src/functions/a.ts", "../workbook/a"],
    ["src/functions/definitions/b.ts", "../../taskpane/a"],
    ["src/excel/a.ts", "../report/a"],
    ["src/excel/a.ts", "../workbook/a"],
    ["src/workbook/a.ts", "../commands/a"],
    ["src/commands/a.ts", "../taskpane/a"],
    ["src/taskpane/a.tsx", "../../host/a"],
    ["src/taskpane/views/b.tsx", "../../../preview/a"],
    ["host/a.ts", "../src/model/a"],
    ["host/a.ts", "../preview/a"],
    ["preview/a.ts", "../src/report/a"],
    ["src/model/a.ts", "node:fs"],
    ["src/workbook/a.ts", "react"],
  ])("in %s, %s is refused", async (file, target) => {
    for (const line of [`import "${target}";`, `import type { A } from "${target}";`, `void import("${target}");`]) {
      const faults = await refused({ [file]: line });
      expect(faults, line).toHaveLength(1);
      expect(faults[0]).toContain(`: ${file} → `);
    }
  });

  it("along the way are fine", async () => {
    const imports = {
      "src/model/a.ts": 'import "../report/a"; import "./b";',
      "src/model/b.ts": "",
      "src/functions/a.ts": 'import "../model/a"; import "../report/a";',
      "src/workbook/a.ts": 'import "../excel/a"; import "../functions/a";',
      "src/commands/a.ts": 'import "../workbook/a";',
      "src/taskpane/a.tsx": 'import "../commands/a"; import "../workbook/a"; import "react";',
      "preview/a.ts": 'import "../host/a";',
      "host/a.ts": 'import "node:fs";',
      "scripts/a.ts": 'import "../src/model/a"; import "../test/a";',
    };
    expect(await refused(imports)).toEqual([]);
  });

  it.each([
    "src/report",
    "src/model",
    "src/functions",
    "src/excel",
    "src/workbook",
    "src/taskpane",
    "host",
    "preview",
    "scripts",
  ])("in a circle are refused in %s, types included", async (room) => {
    const [b, c] = [`${room}/b.ts`, `${room}/deep/c.ts`];
    for (const line of ['import type { A } from "../b";', 'import "../b";', 'void import("../b");']) {
      const faults = await refused({ [b]: 'import "./deep/c";', [c]: line });
      expect(faults, line).toEqual([`no circles: ${b} → ${c}`]);
    }
  });

  it("of a room that the list of rooms doesn't name are refused", async () => {
    const faults = await refused({ "src/extra/a.ts": "", "src/report/a.ts": 'import "../extra/a";' });
    expect(faults).toContain("every room of src stands in the list of rooms: src/report/a.ts → src/extra/a.ts");
  });
});

describe("code", () => {
  const eslint = new ESLint({ cwd: inRepository() });

  it.each([
    ["src/model/a.ts", "export const a = Excel.run;", "no-restricted-globals"],
    ["src/report/a.ts", "export const a = document.title;", "no-restricted-globals"],
    ["src/report/a.ts", 'export const a = fetch("x");', "no-restricted-globals"],
    ["src/taskpane/a.ts", 'document.body.innerHTML = "x";', "no-restricted-properties"],
  ])("in %s, %s is refused", async (file, code, rule) => {
    const [result] = await eslint.lintText(code, { filePath: inRepository(file) });
    expect(result!.messages.map(({ ruleId, message }) => ruleId ?? message)).toContain(rule);
  });
});
