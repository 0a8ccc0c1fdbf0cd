/** The sheets of a report's tables, as plans. */
import { canvas, text, type Cell } from "../../excel/plans/cells";
import type { SheetPlan } from "../../excel/plans/sheets";
import {
  columnsBy,
  columnsOf,
  fromTables,
  shownText,
  tableNames,
  type ReportTables,
  type TableName,
} from "../../report/tables";
import type { Language } from "../types";
import { NOTES, SHEETS, STATUS } from "./texts";

const HEADER_ROW = 3;

/** Rows left for whoever fills the table in; blank ones are none. */
const SPARE: Readonly<Record<TableName, number>> = {
  ReportInfo: 1,
  ReportDocuments: 3,
  ReportLines: 5,
  ReportFigures: 20,
  ReportClaims: 3,
};

/** Wider where texts stand. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...{
    title: 40,
    titleZh: 40,
    name: 30,
    nameZh: 24,
    line: 30,
    formula: 36,
    metric: 36,
    metricZh: 30,
    quote: 40,
    note: 40,
  },
  ...{ why: 36, whyZh: 36, publisher: 24, document: 20, stated: 30, over: 44, id: 26, licence: 36 },
};

/** Typed or written, it stays the text that it is: `>17`, `2024–2035`, `=1+1`. */
const plain = (content: string): Cell => ({ kind: "text", content, style: "input", format: "@" });
const inferred = (content: string): Cell => ({ ...plain(shownText(content)), style: "inferred" });

export function planTables(
  tables: ReportTables,
  suffix: string,
  language: Language,
  sheetName: (name: string) => string,
): readonly SheetPlan[] {
  const { inferred: all } = fromTables(tables);
  return tableNames.map((name) => {
    const { header, rows } = tables[name];
    const keys: readonly (string | null)[] = columnsBy(name, header);
    const inferredAt = (row: number, column: number) =>
      all.find((one) => one.table === name && one.row === row && one.column === keys[column])?.text[language];
    const sheet = canvas();
    sheet.put(0, 0, text(SHEETS[name][language], "title"));
    sheet.put(1, 0, text(NOTES[name][language], "note"));
    sheet.row(
      HEADER_ROW,
      0,
      [...header, STATUS[language]].map((title) => text(title, "header")),
    );
    const filled = [...rows, ...Array.from({ length: SPARE[name] }, () => [])];
    filled.forEach((row, down) =>
      sheet.row(HEADER_ROW + 1 + down, 0, [
        ...header.map((_, at) => {
          const text = inferredAt(down, at);
          return text === undefined ? plain(String(row[at]?.content ?? "")) : inferred(text);
        }),
        text("", "note"),
      ]),
    );
    return {
      name: sheetName(SHEETS[name][language]),
      cells: sheet.finish(),
      widths: [...columnsOf(name).map(([key]) => WIDTHS[key] ?? 14), 60],
      freeze: { rows: HEADER_ROW + 1, columns: 1 },
      print: { titleRows: HEADER_ROW + 1, breaks: [] },
      tables: [
        {
          name: `${name}${suffix}`,
          area: { row: HEADER_ROW, column: 0, rows: filled.length + 1, columns: header.length + 1 },
        },
      ],
      charts: [],
    };
  });
}
