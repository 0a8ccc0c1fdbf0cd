import { beforeAll, describe, expect, it } from "vitest";
import "../functions/custom-functions";
import { documentedFormulas, type DocumentedFormula } from "../../src/functions/formulas";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import { evaluate, type Given } from "../../src/taskpane/views/formulas/evaluate";
import { formatsOf } from "../../src/taskpane/views/formulas/formats";

const model = createModel(builtInReport);
let formulas: readonly DocumentedFormula[];
beforeAll(async () => {
  use(settingOf(model));
  formulas = await documentedFormulas();
});

async function formats(id: string, ...given: Given[]) {
  const formula = formulas.find((one) => one.id === id)!;
  const all = formula.parameters.map((_, index) => given[index] ?? null);
  const shown = await evaluate(formula, all);
  return { shown, formats: formatsOf(formula, all, shown, model) };
}

describe("the number format of what is inserted", () => {
  it.each([
    ["SIZE", [2030], "#,##0.0"],
    ["SHARE", ["rd", 2030], "0.0%"],
    ["CAGR", [2025, 2030], "0.0%"],
    ["DRIVER", ["cloud-penetration", 2030], "0.0%"],
    ["DRIVER", ["parc", 2030], "#,##0.0###"],
    ["DRIVER", ["arpu", 2030], "#,##0"],
    ["SERIES", ["gross-margin", 2027], "0.0%"],
    ["FIGURE", ["size-2030-applications"], "#,##0"],
    ["FIGURE", ["size-2030-applications", "year"], null],
    ["FIGURE", ["size-2030-applications", "publisher"], null],
    ["CONSENSUS", [2030, "high"], "#,##0.0"],
    ["CONSENSUS", [2030, "Count"], null],
    ["SIZE", [2040], null],
    ["CHECK", [], null],
  ] as const)("%s%j is %s", async (id, given, format) => {
    expect((await formats(id, ...given)).formats).toEqual([[format]]);
  });

  it("differs by column of a table, and its header has none", async () => {
    const { formats: split } = await formats("SPLIT", "application", 2030);
    expect(split).toEqual([[null, null, null], ...Array(4).fill([null, "#,##0.0", "0.0%"])]);
    const { formats: table } = await formats("TABLE", null, 2025, 2027);
    expect(table[0]).toEqual([null, null, null, null]);
    expect(table[1]).toEqual([null, "#,##0.0", "#,##0.0", "#,##0.0"]);
  });

  it("follows the unit in each row of what drivers would have to be", async () => {
    const { shown, formats: rows } = await formats("RECONCILE", 2030);
    const firstIn = (unit: string) => rows[shown.findIndex((row) => row[1] === unit)];
    expect(firstIn("%")).toEqual([null, null, "0.0%", "0.0%", "0.0%", null]);
    expect(firstIn("")?.[4]).toBe("0.0%");
    expect(firstIn("")?.[2]).not.toBe("0.0%");
  });

  it("follows the item of each row of a grid", async () => {
    const { formats: grid } = await formats("DRIVER", [["parc"], ["connected-rate"]], [[2024, 2030]]);
    expect(grid.map(([first]) => first)).toEqual(["#,##0.0###", "0.0%"]);
  });

  it("comes with every formula that gives a number between 0 and 1 for a share or rate", async () => {
    for (const formula of formulas) {
      for (const { arguments: given } of formula.help.examples) {
        const { shown, formats: found } = await formats(formula.id, ...(given as readonly Given[]));
        expect(found.map((row) => row.length)).toEqual(shown.map((row) => row.length));
        const says = /fraction|份额|percent/.test(formula.help.gives.en) && formula.result === "value";
        if (says && typeof shown[0]![0] === "number" && Math.abs(shown[0]![0]) < 1) expect(found[0]![0]).toBe("0.0%");
      }
    }
  });
});
