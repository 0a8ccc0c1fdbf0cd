/** What a load would do, for the user to decide on. */
import { areaAddress, cellAddress } from "../../excel/addresses/addresses";
import { isFormula } from "../../excel/cells/contents";
import { readCellsInUse } from "../../excel/cells/inUse";
import { refersToSheet } from "../../excel/formulas/references";
import { freeName, sameName } from "../../excel/names/names";
import { planSheet, type Setting } from "../sheets";
import type { LoadOptions, LoadPreview, Loss, SheetKind, SheetPreview } from "../types";
import { occupied, readForBlock } from "./block";
import { defaultName, find, settingOf, wantedSheets, type Beginning, type Found } from "./found";
import { addedRows, differences, planArea, readSheets } from "./update";

const MOST_REFERENCES = 100;

export async function previewLoad(beginning: Beginning, options: LoadOptions): Promise<LoadPreview> {
  if (options.place.at === "selection") {
    const { area, before, cells } = await readForBlock(beginning, options.place.block);
    return { sheets: [], block: { address: areaAddress(area), occupied: occupied(before, cells) } };
  }
  const names = beginning.book.sheets.map(({ name }) => name);
  const kinds = wantedSheets(options);
  const setting = settingOf(beginning, kinds, {});
  const sheets: SheetPreview[] = [];
  for (const kind of kinds) {
    const name = defaultName(kind, beginning.language);
    const found = find(beginning, kind, name);
    sheets.push({
      kind,
      name,
      found: await describe(beginning, found, kind, setting),
      freeName: freeName(name, names),
    });
  }
  return { sheets, block: null };
}

async function describe(
  beginning: Beginning,
  found: Found,
  kind: SheetKind,
  setting: Setting,
): Promise<SheetPreview["found"]> {
  if (found.is === "free") return found;
  if (found.is === "elsewhere") return { is: "elsewhere", sheet: found.sheet.name };
  if (found.is === "taken") return { is: "taken", loss: await lossOf(beginning, found.sheet.name) };
  if (kind === "assumptions") {
    const changes = addedRows(beginning).flat().length;
    return { is: "ours", name: found.sheet.name, changes, edited: [] };
  }
  const { cells } = planSheet(kind, { ...setting, names: { ...setting.names, [kind]: found.sheet.name } });
  const [before] = await readSheets(beginning.run, [{ name: found.sheet.name, area: planArea(cells) }]);
  const different = differences(cells, before!);
  return {
    is: "ours",
    name: found.sheet.name,
    changes: different.length,
    edited: different.slice(0, 20).map(({ row, column }) => cellAddress(row, column)),
  };
}

async function lossOf({ run }: Beginning, name: string): Promise<Loss> {
  const about = await run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getUsedRangeOrNullObject(true);
    used.load("address");
    sheet.tables.load("items/name");
    sheet.charts.load("items/name");
    await context.sync();
    return {
      used: used.isNullObject ? null : used.address.slice(used.address.lastIndexOf("!") + 1),
      tables: sheet.tables.items.map((table) => table.name),
      charts: sheet.charts.items.map((chart) => chart.name),
    };
  });
  const references: string[] = [];
  for (const { sheet, row, column, formulas } of await readCellsInUse(run, { only: (one) => !sameName(one, name) })) {
    formulas.forEach((line, down) =>
      line.forEach((formula, right) => {
        if (references.length >= MOST_REFERENCES || !isFormula(formula) || !refersToSheet(formula, name)) return;
        references.push(`${sheet}!${cellAddress(row + down, column + right)}`);
      }),
    );
  }
  return { ...about, references };
}
