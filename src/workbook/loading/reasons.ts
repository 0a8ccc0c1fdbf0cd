/** What the user wrote into Why, in what is left of a lost table of assumptions. */
import type { CellValue } from "../../excel/cells/contents";
import { readCellsInUse } from "../../excel/cells/inUse";
import type { Session } from "../operations/operation";
import {
  COLUMN,
  identified,
  isTitleOf,
  modelFor,
  modelsOf,
  placeOf,
  reportColumnIn,
  reportIn,
  textOf,
} from "../tables/tables";

/** By the place of the assumption. */
export type Reasons = ReadonlyMap<string, string>;

const NEEDED = ["key", "scenario", "year", "why"] as const;

/** Rows are known by the titles above them, wherever the cells stand on the sheet now; without those of an assumption's place none is told. */
export async function readReasons({ run, book, kept, setting, isWhole }: Session): Promise<Reasons> {
  const table = isWhole("MarketAssumptions") ? undefined : book.tables.MarketAssumptions;
  const sheet = table?.sheet ?? book.sheets.find(({ id }) => id === kept?.sheets.assumptions);
  const found = new Map<string, string>();
  if (!sheet) return found;
  const models = modelsOf(setting);
  for (const { values } of await readCellsInUse(run, { sheets: [sheet.name] })) {
    let columns: readonly number[] | null = null;
    let report: number | null = null;
    for (const line of values) {
      const titles = NEEDED.map((name) => line.findIndex((value) => isTitleOf(COLUMN[name], value)));
      if (!titles.includes(-1)) {
        columns = titles;
        report = reportColumnIn(line);
        continue;
      }
      if (!columns) continue;
      const row: CellValue[] = [];
      NEEDED.forEach((name, at) => (row[COLUMN[name]] = line[columns![at]!] ?? ""));
      const [key, why] = [textOf(row[COLUMN.key]), textOf(row[COLUMN.why])];
      if (key === "" || why === "") continue;
      const of = reportIn(models, line, { report });
      const model = modelFor(models, of);
      if (model) found.set(placeOf(identified(model, of)(row)), why);
    }
  }
  return found;
}
