/** What a load would do, for the user to decide on. */
import { areaAddress } from "../../excel/addresses/addresses";
import { readCellsInUse } from "../../excel/cells/inUse";
import { refersToSheet } from "../../excel/formulas/text";
import { freeName, sameName } from "../../excel/names/names";
import { planSheet, type Setting } from "../sheets";
import type { LoadOptions, LoadPreview, Loss, SheetKind, SheetPreview } from "../types";
import { occupied, readBlock } from "./block";
import { defaultName, find, settingOf, wantedSheets, type Found, type Ground } from "./found";
import { addedRows, differences, planArea, readSheets } from "./update";

export async function previewLoad(ground: Ground, options: LoadOptions): Promise<LoadPreview> {
  if (options.place.at === "selection") {
    const { area, before, cells } = await readBlock(ground, options.place.block);
    return { sheets: [], block: { address: areaAddress(area), occupied: occupied(before, cells) } };
  }
  const names = ground.book.sheets.map(({ name }) => name);
  const kinds = wantedSheets(options);
  const setting = settingOf(ground, kinds, {});
  const sheets: SheetPreview[] = [];
  for (const kind of kinds) {
    const name = defaultName(kind, ground.language);
    const found = find(ground, kind, name);
    sheets.push({ kind, name, found: await describe(ground, found, kind, setting), freeName: freeName(name, names) });
  }
  return { sheets, block: null };
}

async function describe(
  ground: Ground,
  found: Found,
  kind: SheetKind,
  setting: Setting,
): Promise<SheetPreview["found"]> {
  if (found.is === "free") return found;
  if (found.is === "elsewhere") return { is: "elsewhere", sheet: found.sheet.name };
  if (found.is === "taken") return { is: "taken", loss: await lossOf(ground, found.sheet.name) };
  if (kind === "assumptions") {
    const changes = addedRows(ground).flat().length;
    return { is: "ours", name: found.sheet.name, changes, edited: [] };
  }
  const plan = planSheet(kind, { ...setting, names: { ...setting.names, [kind]: found.sheet.name } });
  const [before] = await readSheets(ground.run, [{ name: found.sheet.name, area: planArea(plan) }]);
  const different = differences(plan, before!);
  return {
    is: "ours",
    name: found.sheet.name,
    changes: different.length,
    edited: different.slice(0, 20).map(({ row, column }) => areaAddress({ row, column, rows: 1, columns: 1 })),
  };
}

async function lossOf({ run }: Ground, name: string): Promise<Loss> {
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
  await readCellsInUse(run, ({ sheet, row, column, formulas }) => {
    if (sameName(sheet, name)) return;
    formulas.forEach((line, down) =>
      line.forEach((formula, right) => {
        const refers = typeof formula === "string" && formula.startsWith("=") && refersToSheet(formula, name);
        if (!refers || references.length >= 100) return;
        references.push(`${sheet}!${areaAddress({ row: row + down, column: column + right, rows: 1, columns: 1 })}`);
      }),
    );
  });
  return { ...about, references };
}
