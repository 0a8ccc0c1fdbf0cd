/**
 * What detaching keeps: the formula that a cell had, and a mark of what was put there instead, so that the formula is
 * brought back only while the cell still holds that. Kept in the workbook, in custom XML parts of bounded length.
 */
import type { Area } from "../addresses";
import { WorkbookError, type Message } from "../messages";
import type { CellValue, Grid } from "../tables";
import type { Part } from "../steps";
import type { Step } from "../transaction";
import { textOf, xmlOf } from "../xml";

export const ORIGINALS = "urn:market-model:detached";
const ELEMENT = "detached";
const VERSION = 1;
/** A part's length: Excel on the web takes 5 MB in a request, and a request writes several parts. */
const PART_LENGTH = 500_000;
/** Longer than any store of ours: it isn't ours to trust then. */
const LONGEST = 20_000_000;

export interface Original {
  /** Id of the worksheet, which stays when it is renamed, and its name at the time. */
  readonly sheet: string;
  readonly name: string;
  /** The formula's cell, or all that it spilled into. */
  readonly area: Area;
  readonly formula: string;
  /** A mark of what was put into each cell, row by row. */
  readonly put: readonly CellValue[];
}

/** All that is kept: the formulas, and the ids of the data sheets that detaching made. */
export interface Originals {
  readonly cells: readonly Original[];
  readonly dataSheets: readonly string[];
}

export interface OriginalsStore extends Originals {
  readonly parts: readonly Part[];
}

/** What a cell holds, short: a long text by its length and a checksum. Contents as `Range.formulas` gives them. */
export function markOf(content: CellValue): CellValue {
  if (typeof content !== "string" || (content.length <= 24 && !content.startsWith("~"))) return content;
  let checksum = 0x811c9dc5;
  for (let at = 0; at < content.length; at++) checksum = Math.imul(checksum ^ content.charCodeAt(at), 0x01000193);
  return `~${content.length}:${(checksum >>> 0).toString(36)}`;
}

export const marksOf = (contents: Grid): readonly CellValue[] => contents.flatMap((row) => row.map(markOf));

/* Reading */

/** One round trip, with whatever is queued already; a second one where there is something kept. */
export async function readOriginals(context: Excel.RequestContext): Promise<OriginalsStore> {
  const parts = context.workbook.customXmlParts.getByNamespace(ORIGINALS);
  parts.load("items/id");
  await context.sync();
  const pending = parts.items.map((part) => ({ id: part.id, xml: part.getXml() }));
  if (pending.length > 0) await context.sync();
  const read = pending.map(({ id, xml }): Part => ({ id, xml: xml.value }));
  return { parts: read, ...originalsOf(read) };
}

/** Throws where a part can't be read: nothing is written then, so nothing is lost. */
export function originalsOf(parts: readonly Part[]): Originals {
  const all = parts.map(({ xml }) => contentsOf(xml));
  return { cells: all.flatMap(({ cells }) => cells), dataSheets: all.flatMap(({ dataSheets }) => dataSheets) };
}

function contentsOf(xml: string): Originals {
  const text = xml.length > LONGEST ? null : textOf(ELEMENT, xml);
  let data: unknown = null;
  try {
    if (text !== null) data = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (!isRecord(data) || typeof data.version !== "number") throw new WorkbookError({ id: "part-damaged" });
  if (data.version > VERSION) throw new WorkbookError({ id: "part-newer" });
  const { cells, dataSheets } = data;
  const isWhole =
    Array.isArray(cells) && cells.every(isOriginal) && Array.isArray(dataSheets) && dataSheets.every(isText);
  if (!isWhole) throw new WorkbookError({ id: "part-damaged" });
  return { cells: cells.map(readOriginal), dataSheets };
}

type Stored = readonly [
  sheet: string,
  name: string,
  row: number,
  column: number,
  rows: number,
  columns: number,
  formula: string,
  put: readonly CellValue[],
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isPlace = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isContent = (value: unknown): value is CellValue => ["string", "number", "boolean"].includes(typeof value);

function isOriginal(value: unknown): value is Stored {
  if (!Array.isArray(value) || value.length !== 8) return false;
  const [sheet, name, row, column, rows, columns, formula, put] = value as unknown[];
  return (
    isText(sheet) &&
    isText(name) &&
    [row, column, rows, columns].every(isPlace) &&
    // Nothing but a formula is ever brought back.
    isText(formula) &&
    formula.startsWith("=") &&
    Array.isArray(put) &&
    put.length === (rows as number) * (columns as number) &&
    put.length > 0 &&
    put.every(isContent)
  );
}

const readOriginal = ([sheet, name, row, column, rows, columns, formula, put]: Stored): Original => ({
  sheet,
  name,
  area: { row, column, rows, columns },
  formula,
  put,
});

/* Writing */

/** As parts, none of them long; none at all where there is nothing to keep. */
export function writeOriginals({ cells, dataSheets }: Originals): readonly string[] {
  if (cells.length === 0 && dataSheets.length === 0) return [];
  const chunks: string[][] = [[]];
  let length = 0;
  for (const { sheet, name, area, formula, put } of cells) {
    const stored: Stored = [sheet, name, area.row, area.column, area.rows, area.columns, formula, put];
    const json = JSON.stringify(stored);
    if (length + json.length > PART_LENGTH) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)!.push(json);
    length += json.length;
  }
  return chunks.map((chunk, index) => {
    const sheets = JSON.stringify(index === 0 ? dataSheets : []);
    return xmlOf(ELEMENT, ORIGINALS, `{"version":${VERSION},"dataSheets":${sheets},"cells":[${chunk.join(",")}]}`);
  });
}

/** Writes the store anew; `next` is called when the steps before have been carried out. */
export function keepOriginals(before: readonly Part[], next: () => Originals, message: Message): Step {
  return {
    message,
    apply({ workbook: { customXmlParts } }) {
      const xmls = writeOriginals(next());
      xmls.forEach((xml, index) => {
        const part = before[index];
        if (part) customXmlParts.getItem(part.id).setXml(xml);
        else customXmlParts.add(xml);
      });
      for (const { id } of before.slice(xmls.length)) customXmlParts.getItem(id).delete();
    },
    async undo(context) {
      const { customXmlParts } = context.workbook;
      const parts = customXmlParts.getByNamespace(ORIGINALS);
      parts.load("items/id");
      await context.sync();
      const there = new Set(parts.items.map(({ id }) => id));
      const wanted = new Set(before.map(({ id }) => id));
      // A part that was deleted comes back under another id: a second run of this must not add it again.
      const strangers = [...there].filter((id) => !wanted.has(id));
      const missing = before.filter(({ id }) => !there.has(id));
      for (const id of strangers) customXmlParts.getItem(id).delete();
      for (const { id, xml } of before) if (there.has(id)) customXmlParts.getItem(id).setXml(xml);
      for (const { xml } of missing) customXmlParts.add(xml);
      await context.sync();
    },
  };
}
