/** A small report to see how the tables are filled in: every kind of line, and nobody's numbers. */
import { columnsBy, columnsOf, tableNames, type ReportTables, type TableName } from "../../report/tables";
import type { Language } from "../types";
import type { DraftTables } from "./drafts";
import type { CellText } from "./status";

type Rows = Readonly<Record<TableName, readonly Readonly<Record<string, string>>[]>>;

const example: Rows = {
  ReportInfo: [{ title: "Example: replace me", currency: "USD", unit: "USD m", edition: "1" }],
  ReportDocuments: [{ name: "Outlook", publisher: "Some institute", title: "A made-up outlook" }],
  ReportLines: [
    { name: "Market", kind: "market" },
    { name: "Online", kind: "segment", split: "Channel", of: "Market" },
    { name: "Shops", kind: "segment", split: "Channel", of: "Market", formula: "rest" },
    { name: "Homes", kind: "driver", unit: "m homes" },
    { name: "Share equipped", kind: "driver", unit: "%" },
    { name: "Price", kind: "driver", unit: "USD/home/year", default: "100", why: "An example" },
    { name: "From drivers", kind: "market", formula: "Homes × Share equipped × Price" },
  ],
  ReportFigures: [
    { line: "Market", period: "2025", value: "~100", document: "Outlook", page: "1" },
    { line: "Market", period: "2030", value: ">200", document: "Outlook", page: "1" },
    { line: "Market", period: "2025–2030", value: "15 %", document: "Outlook", page: "2" },
    { line: "Online", period: "2025", value: "25 %", document: "Outlook", page: "3" },
    { line: "Homes", period: "2025", value: "4", document: "Outlook", page: "4" },
    { line: "Share equipped", period: "2025", value: "20 to 30 %", document: "Outlook", page: "4" },
  ],
  ReportClaims: [],
};

const blank: Rows = { ...example, ReportInfo: [], ReportDocuments: [], ReportLines: [], ReportFigures: [] };

/** The tables of a new report. */
export function newTables(withExample: boolean, language: Language): ReportTables {
  const rows = withExample ? example : blank;
  return Object.fromEntries(
    tableNames.map((name) => {
      const all = columnsOf(name);
      return [
        name,
        {
          header: all.map(([, column]) => column[language]),
          rows: rows[name].map((row) => all.map(([key]) => ({ content: row[key] ?? null, format: "@" }))),
        },
      ];
    }),
  ) as unknown as ReportTables;
}

/**
 * What a draft still has of the example, row by row as it was written; the ids of a publication aside. Once the made-up
 * document is gone, rows that look like the example's are somebody's own.
 */
export function exampleCells(tables: DraftTables): readonly CellText[] {
  const all = tableNames.flatMap((table) => {
    const [header = [], ...body] = tables[table]?.values ?? [];
    const keys = columnsBy(table, header.map(String)) as readonly (string | null)[];
    return body.flatMap((cells, row): readonly CellText[] => {
      const held = keys.flatMap((column, at) => {
        const text = String(cells[at] ?? "");
        return column === null || text === "" ? [] : [{ table, row, column, text }];
      });
      const said = held.filter(({ column }) => column !== "id");
      const isExample = example[table].some(
        (one) => said.length === Object.keys(one).length && said.every(({ column, text }) => one[column] === text),
      );
      return isExample ? held.map((cell) => ({ ...cell, text: "" })) : [];
    });
  });
  return all.some(({ table }) => table === "ReportDocuments") ? all : [];
}
