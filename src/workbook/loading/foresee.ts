/** What a load would do, for the user to decide on. */
import { areaAddress, cellAddress } from "../../excel/addresses/addresses";
import { isFormula } from "../../excel/cells/contents";
import { readCellsInUse } from "../../excel/cells/inUse";
import { refersToSheet } from "../../excel/formulas/references";
import { freeName, sameName } from "../../excel/names/names";
import type { LoadOptions, LoadPreview, Loss, SheetKind, SheetPreview } from "../types";
import { occupied, readForBlock } from "./block";
import { defaultName, find, ours, settingOf, wantedSheets, type Beginning, type Found } from "./found";
import { addedRows, changesOf, foreseeSheets, namesCome, type Foreseen } from "./update";
import { headersOf, REPORT_AT } from "../tables/tables";

const MOST_REFERENCES = 100;

export async function previewLoad(beginning: Beginning, options: LoadOptions): Promise<LoadPreview> {
  if (options.place.at === "selection") {
    const { area, before, cells } = await readForBlock(beginning, options.place.block);
    return { sheets: [], block: { address: areaAddress(area), occupied: occupied(before, cells) } };
  }
  const names = beginning.book.sheets.map(({ name }) => name);
  const kinds = wantedSheets(beginning, options);
  const setting = settingOf(beginning, kinds, {});
  const updated = kinds.filter((kind) => ours(beginning, kind)).map((kind) => ({ kind, renew: false }));
  const foreseen = updated.length > 0 ? await foreseeSheets(beginning, { setting, updated, created: [] }) : null;
  const sheets: SheetPreview[] = [];
  for (const kind of kinds) {
    const name = defaultName(kind, beginning);
    const found = find(beginning, kind, name);
    sheets.push({
      kind,
      name,
      found: await describe(beginning, found, kind, foreseen),
      freeName: freeName(name, names),
    });
  }
  return { sheets, block: null };
}

async function describe(
  beginning: Beginning,
  found: Found,
  kind: SheetKind,
  foreseen: Foreseen | null,
): Promise<SheetPreview["found"]> {
  if (found.is === "free") return found;
  if (found.is === "elsewhere") return { is: "elsewhere", sheet: found.sheet.name };
  if (found.is === "taken") return { is: "taken", loss: await lossOf(beginning, found.sheet.name) };
  const merged = changesOf(foreseen!.merged.find(({ known }) => known.kind === kind)!);
  const rows = kind === "assumptions" ? addedRows(beginning) : [];
  const table = beginning.book.tables.MarketAssumptions;
  const titles =
    kind === "assumptions" && table && namesCome(beginning, foreseen!)
      ? headersOf("MarketAssumptions", beginning.language).slice(table.ours, REPORT_AT.MarketAssumptions)
      : [];
  return {
    is: "ours",
    name: found.sheet.name,
    ...merged,
    changes: merged.changes + rows.flat().length + titles.length * (table?.area.rows ?? 0),
    added: [...merged.added, ...titles, ...new Set(rows.map(([key]) => String(key)))],
  };
}

export async function lossOf({ run }: Beginning, name: string): Promise<Loss> {
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
