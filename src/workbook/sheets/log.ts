/** The sheet "Refresh log": what going over to another edition changed, below what earlier ones did. */
import { parseAddress } from "../../excel/addresses/addresses";
import { readLooks } from "../../excel/looks/cells";
import { freeName } from "../../excel/names/names";
import { canvas, FORMATS, number, text, type Cell, type PlannedCells } from "../../excel/plans/cells";
import { readBlock } from "../../excel/steps/cells";
import { overwrite } from "../../excel/steps/planned";
import { addSheet } from "../../excel/steps/sheets";
import type { Run } from "../../excel/transactions/run";
import type { CellContent, EditionName, ValueChange } from "../editions/types";
import type { Message } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import type { SheetInfo } from "../tables/read";
import type { Language } from "../types";
import { LOG } from "./texts";

const DATE = "yyyy-mm-dd hh:mm";
const WIDTHS = [18, 34, 34, 16, 12, 44, 16, 16, 16];

/** Beyond it nobody reads, and a sheet has its end: the last row says how many more there are. */
const MOST_ROWS = 20_000;

/** Days since Excel's epoch, in local time. */
const serial = (date: Date): number => (date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000 + 25_569;

const label = ({ report, edition }: EditionName): string => `${report}, ${edition}`;

function content(value: CellContent): Cell {
  if (typeof value === "number") return { ...number(value, FORMATS.general), style: "label" };
  return text(typeof value === "boolean" ? String(value).toUpperCase() : value);
}

export interface Entry {
  readonly date: Date;
  readonly from: EditionName;
  readonly to: EditionName;
  readonly cells: readonly ValueChange[];
}

/** A row for each changed cell; one without a cell where none changed. */
function rowsOf({ date, from, to, cells }: Entry, language: Language): PlannedCells {
  const sheet = canvas();
  const begin = (row: number): void =>
    sheet.row(row, 0, [{ ...number(serial(date), DATE), style: "label" }, text(label(from)), text(label(to))]);
  begin(0);
  cells.slice(0, MOST_ROWS).forEach(({ sheet: name, address, formula, call, before, after, change }, row) => {
    begin(row);
    const rest = [text(name), text(address), text(call ?? formula), content(before), content(after)];
    sheet.row(row, 3, [...rest, change === null ? null : content(change)]);
  });
  const more = cells.length - MOST_ROWS;
  if (more > 0) {
    begin(MOST_ROWS);
    sheet.put(MOST_ROWS, 3, text(LOG.more[language].replace("{count}", String(more))));
  }
  return sheet.finish();
}

const header = (language: Language): readonly Cell[] => LOG.columns.map((title) => text(title[language], "header"));

/** Of the sheets of our name, in either language and numbered, the one that begins as ours does. */
async function findLog(run: Run, sheets: readonly SheetInfo[]) {
  const names = Object.values(LOG.name);
  const candidates = sheets.filter(({ name }) => names.some((ours) => name.startsWith(ours)));
  if (candidates.length === 0) return null;
  return run(async (context) => {
    const pending = candidates.map(({ name }) => {
      const sheet = context.workbook.worksheets.getItem(name);
      const first = sheet.getRange("A1:I1");
      first.load("values");
      const used = sheet.getUsedRangeOrNullObject(true);
      used.load("address");
      return { name, first, used };
    });
    await context.sync();
    const found = pending.find(({ first }) =>
      first.values[0]!.every((value, column) => Object.values<unknown>(LOG.columns[column]!).includes(value)),
    );
    if (!found) return null;
    const used = parseAddress(found.used.address)!;
    return { name: found.name, next: used.row + used.rows };
  });
}

/** The stage that writes an entry, and the name of the sheet. */
export async function logStage(
  run: Run,
  sheets: readonly SheetInfo[],
  entry: Entry,
  language: Language,
): Promise<{ readonly stage: SaidStage; readonly sheet: string }> {
  const found = await findLog(run, sheets);
  const rows = rowsOf(entry, language);
  const name = found?.name ?? freeLogName(sheets, language);
  const message: Message = { id: "writing-sheet", values: { name } };
  if (!found) {
    const freeze = { rows: 1, columns: 1 };
    const cells = padded([header(language), ...rows]);
    const print = { titleRows: 1, breaks: [] };
    const plan = { name, cells, widths: WIDTHS, freeze, print, tables: [], charts: [] };
    return { stage: stage(message, addSheet(plan, null, new Set(sheets.map(({ id }) => id)))), sheet: name };
  }
  const cells = padded(rows);
  const area = { row: found.next, column: 0, rows: cells.length, columns: WIDTHS.length };
  const { before, looks } = await run(async (context) => {
    const read = readBlock(context, name, area);
    const looks = await readLooks(context, name, area);
    return { before: read(), looks };
  });
  return { stage: stage(message, overwrite(cells, before, looks)), sheet: name };
}

function freeLogName(sheets: readonly SheetInfo[], language: Language): string {
  return freeName(
    LOG.name[language],
    sheets.map(({ name }) => name),
  );
}

const padded = (cells: PlannedCells): PlannedCells =>
  cells.map((row) => Array.from({ length: WIDTHS.length }, (_, column) => row[column] ?? null));
