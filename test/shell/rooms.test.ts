import { ESLint } from "eslint";
import { expect, it } from "vitest";
import { inRepository } from "../support/dist";

const eslint = new ESLint({ cwd: inRepository() });

async function rulesBroken(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: inRepository(file) });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

it.each([
  ["src/report/a.ts", 'import "../model";', "no-restricted-imports"],
  ["src/model/a.ts", 'import "../functions/current";', "no-restricted-imports"],
  ["src/functions/a.ts", 'import "../workbook";', "no-restricted-imports"],
  ["src/functions/definitions/a.ts", 'import "../../taskpane/Pane";', "no-restricted-imports"],
  ["src/workbook/a.ts", 'import "../commands";', "no-restricted-imports"],
  ["src/commands/a.ts", 'import "../taskpane/show";', "no-restricted-imports"],
  ["src/taskpane/a.ts", 'import "../../host";', "no-restricted-imports"],
  ["src/taskpane/views/a.tsx", 'import "../../../preview/main";', "no-restricted-imports"],
  ["src/model/a.ts", 'import "../../test/support/dist";', "no-restricted-imports"],
  ["host/a.ts", 'import "../src/model";', "no-restricted-imports"],
  ["preview/a.ts", 'import "../src/report";', "no-restricted-imports"],
  ["src/model/a.ts", "export const a = Excel.run;", "no-restricted-globals"],
  ["src/report/a.ts", "export const a = document.title;", "no-restricted-globals"],
  ["src/report/a.ts", 'export const a = fetch("x");', "no-restricted-globals"],
  ["src/taskpane/a.ts", 'document.body.innerHTML = "x";', "no-restricted-properties"],
])("in %s, %s is refused", async (file, code, rule) => {
  expect(await rulesBroken(file, code)).toContain(rule);
});

it.each([
  ["src/model/a.ts", 'import "../report/types";\nimport "./model";'],
  ["src/functions/definitions/a.ts", 'import "../../model";\nimport "../current";'],
  ["src/taskpane/a.ts", 'import "../workbook";\nimport "../functions/definitions";\nimport "../model";'],
  ["src/commands/a.ts", 'import "../workbook";'],
])("in %s, imports along the way are fine", async (file, code) => {
  expect(await rulesBroken(file, code)).toEqual([]);
});
