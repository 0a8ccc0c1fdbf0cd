/** Between the host's workbook and a file's content. */
import type { Area } from "../address.js";
import type { Book } from "../book.js";
import type { FileSheet, WorkbookContent } from "./content.js";

const nameKey = (name: string, sheetId: string | null): string => `${sheetId ?? ""}!${name.toLowerCase()}`;

/** What the workbook holds now. Of tables and charts a copy, since they change in place. */
export function contentOf(book: Book): WorkbookContent {
  const { grid } = book;
  return {
    name: grid.name,
    sheets: grid.stored().map((sheet): FileSheet => {
      const { visibility, showHeadings, protected: isProtected, print } = book.sheet(sheet.id);
      return { ...sheet, visibility, showHeadings, protected: isProtected, print: structuredClone(print) };
    }),
    activeSheetId: grid.activeSheetId(),
    names: grid.names().map((each) => ({ ...each, hidden: book.hiddenNames.has(nameKey(each.name, each.sheetId)) })),
    tables: structuredClone(book.tables),
    charts: structuredClone(book.charts),
    xmlParts: structuredClone(book.xmlParts),
    calculationMode: book.calculationMode(),
  };
}

/**
 * Puts into a workbook, just opened from a file, what of it isn't the grid's; calculates formulas that came without a value,
 * and as Excel does no others.
 */
export async function restoreBook(book: Book, content: WorkbookContent): Promise<void> {
  for (const { id, visibility, showHeadings, protected: isProtected, print } of content.sheets) {
    const own = { visibility, showHeadings, protected: isProtected, print: structuredClone(print) };
    Object.assign(book.sheet(id), own);
  }
  for (const { name, sheetId, hidden } of content.names) if (hidden) book.hiddenNames.add(nameKey(name, sheetId));
  book.tables.push(...structuredClone(content.tables));
  book.charts.push(...structuredClone(content.charts));
  book.xmlParts.push(...structuredClone(content.xmlParts));
  for (const table of book.tables) book.publishTable(table);
  const numbers = [
    ...content.tables.map(({ id }) => Number(id)),
    ...content.xmlParts.map(({ id }) => Number.parseInt(OWN_ID.exec(id)?.[1] ?? "0", 16)),
  ];
  const taken = Math.max(content.charts.length, ...numbers.filter(Number.isFinite));
  while (book.nextId() <= taken) continue;
  if (content.calculationMode !== "Automatic") book.setCalculationMode(content.calculationMode);
  book.grid.activateSheet(content.activeSheetId);
  const open = content.sheets.flatMap((sheet) => withoutValue(sheet));
  if (open.length > 0 && content.calculationMode !== "Manual") await book.grid.calculate(open);
}

/** The ids that the host gives to XML parts: a number, in hexadecimal. */
const OWN_ID = /^\{([0-9A-F]{8})-0000-4000-8000-0{12}\}$/;

function withoutValue({ id, cells }: FileSheet): Area[] {
  const found: Area[] = [];
  for (const [row, line] of cells) {
    for (const [column, { value, formula }] of line) {
      if (formula && value === null) found.push({ sheetId: id, row, column, rows: 1, columns: 1 });
    }
  }
  return found;
}
