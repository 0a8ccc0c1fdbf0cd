/**
 * Where originals are kept: in custom XML parts of the workbook, so many a part that none grows beyond what Excel takes.
 * Frozen and detached ones are in parts of their own.
 */
import type { CellValue } from "../../excel/cells/contents";
import { batchesOf } from "../../excel/cells/grouping";
import { addPart, deleteParts, type Part } from "../../excel/steps/parts";
import type { Step } from "../../excel/transactions/step";
import { WorkbookError } from "../messages/messages";
import { textOf, xmlOf } from "../../excel/parts/xml";
import type { Kind, Original } from "../originals/original";

type Context = Excel.RequestContext;

export const NAMESPACES: Readonly<Record<Kind, string>> = {
  frozen: "urn:market-model:frozen",
  detached: "urn:market-model:detached",
};
const ELEMENT = "originals";
const VERSION = 1;

/** Characters of JSON a part. In Chinese, and quoted once more on the wire, it may come to three times as many bytes. */
const PART = 500_000;
/** A part that it is worth writing anew with others. */
const isSmall = (xml: string): boolean => xml.length < PART / 2;
/** Far more than a part of ours: beyond it the part isn't ours to trust. */
const LONGEST = 4 * PART;
/** Excel on the web takes and gives 5 MB at once: so many parts a round trip. */
const PARTS = 2;

/** What a part holds: originals, and the ids of the sheets that detaching made. */
export interface Contents {
  readonly cells: readonly Original[];
  readonly dataSheets: readonly string[];
}

export interface Store extends Contents {
  readonly kind: Kind;
  readonly parts: readonly (Part & Contents)[];
}

/* Reading */

/** Queues the question which parts there are; asked for in a round trip, it reads them, two a round trip. */
export function loadStore(context: Context, kind: Kind): () => Promise<Store> {
  const found = context.workbook.customXmlParts.getByNamespace(NAMESPACES[kind]);
  found.load("items/id");
  return async () => {
    const texts: { id: string; xml: OfficeExtension.ClientResult<string> }[] = [];
    for (const part of found.items) {
      texts.push({ id: part.id, xml: part.getXml() });
      // Together they would be beyond what Excel sends at once.
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      if (texts.length % PARTS === 0) await context.sync();
    }
    if (texts.length % PARTS > 0) await context.sync();
    const parts = texts.map(({ id, xml }) => ({ id, xml: xml.value, ...readPart(xml.value) }));
    return {
      kind,
      parts,
      cells: parts.flatMap(({ cells }) => cells),
      dataSheets: parts.flatMap(({ dataSheets }) => dataSheets),
    };
  };
}

/** Throws where a part can't be read: nothing is written then, so nothing is lost. */
export function readPart(xml: string): Contents {
  const text = xml.length > LONGEST ? null : textOf(ELEMENT, xml);
  let data: unknown = null;
  try {
    if (text !== null) data = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (!isRecord(data) || typeof data.version !== "number") throw new WorkbookError({ id: "originals-damaged" });
  if (data.version > VERSION) throw new WorkbookError({ id: "part-newer" });
  const { cells, dataSheets } = data;
  const isWhole =
    Array.isArray(cells) && cells.every(isStored) && Array.isArray(dataSheets) && dataSheets.every(isText);
  if (!isWhole) throw new WorkbookError({ id: "originals-damaged" });
  return { cells: cells.map(originalOf), dataSheets };
}

type Stored = readonly [
  sheet: string,
  row: number,
  column: number,
  rows: number,
  columns: number,
  formula: string,
  put: readonly CellValue[],
  follows: boolean,
  inputs: number | null,
  fills: readonly string[] | null,
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isContent = (value: unknown): value is CellValue =>
  isText(value) || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

/** None, or a colour. */
const isFill = (value: unknown): boolean => isText(value) && /^(?:#[0-9a-f]{6})?$/i.test(value);

function isStored(value: unknown): value is Stored {
  if (!Array.isArray(value) || value.length !== 10) return false;
  const [sheet, row, column, rows, columns, formula, put, follows, inputs, fills] = value as unknown[];
  return (
    isText(sheet) &&
    [row, column, rows, columns].every(isIndex) &&
    // Nothing but a formula is ever brought back.
    isText(formula) &&
    formula.startsWith("=") &&
    Array.isArray(put) &&
    put.length > 0 &&
    put.length === (rows as number) * (columns as number) &&
    put.every(isContent) &&
    typeof follows === "boolean" &&
    (inputs === null || isIndex(inputs)) &&
    (fills === null || (Array.isArray(fills) && fills.length === put.length && fills.every(isFill)))
  );
}

/** The names that watch cells say where they were when it was kept. */
const storedOf = (original: Original): Stored => storedAs(original.kept ?? original);

const storedAs = ({ sheet, area, formula, put, follows, inputs, fills }: Original): Stored => [
  sheet,
  area.row,
  area.column,
  area.rows,
  area.columns,
  formula,
  put,
  follows,
  inputs,
  fills,
];

const originalOf = ([sheet, row, column, rows, columns, formula, put, follows, inputs, fills]: Stored): Original => ({
  sheet,
  area: { row, column, rows, columns },
  formula,
  put,
  follows,
  inputs,
  fills,
});

/* Writing */

export function writePart(kind: Kind, { cells, dataSheets }: Contents): string {
  const json = JSON.stringify({ version: VERSION, dataSheets, cells: cells.map(storedOf) });
  return xmlOf(ELEMENT, NAMESPACES[kind], json);
}

/** As many originals as one part takes. */
export const partsOf = (cells: readonly Original[]): readonly (readonly Original[])[] =>
  batchesOf(cells, (cell) => lengthOf([cell]), PART);

const lengthOf = (cells: readonly Original[]): number =>
  cells.reduce((sum, cell) => sum + JSON.stringify(storedOf(cell)).length, 0);

export interface StoreChange {
  readonly drop: ReadonlySet<Original>;
  readonly add: readonly Original[];
  /** What is put into cells may be known only when the stages before have been carried out. */
  readonly settle?: (original: Original) => Original;
  readonly dropSheets?: ReadonlySet<string>;
  /** The id of a sheet that was made, known as late. */
  readonly addSheet?: () => string;
}

/**
 * Parts that a change has nothing to do with stay as they are, but for small ones, so that many small changes don't leave
 * as many parts.
 */
export function keepSteps(
  { kind, parts }: Store,
  { drop, add, settle = (original) => original, dropSheets = new Set(), addSheet }: StoreChange,
): readonly Step[] {
  const touched = parts.filter(
    ({ xml, cells, dataSheets }) =>
      isSmall(xml) || cells.some((cell) => drop.has(cell)) || dataSheets.some((id) => dropSheets.has(id)),
  );
  const added = new Set(add);
  const kept = touched.flatMap(({ cells }) => cells.filter((cell) => !drop.has(cell)));
  const keptSheets = touched.flatMap(({ dataSheets }) => dataSheets.filter((id) => !dropSheets.has(id)));
  const hasSheets = keptSheets.length > 0 || addSheet !== undefined;
  const chunks = partsOf([...kept, ...add]);
  const known = new Set(parts.map(({ id }) => id));
  return [
    deleteParts(NAMESPACES[kind], touched),
    ...(chunks.length === 0 && hasSheets ? [[]] : chunks).map((chunk, index) =>
      addPart(NAMESPACES[kind], known, lengthOf(chunk), () =>
        writePart(kind, {
          cells: chunk.map((cell) => (added.has(cell) ? settle(cell) : cell)),
          dataSheets: index > 0 ? [] : [...keptSheets, ...(addSheet ? [addSheet()] : [])],
        }),
      ),
    ),
  ];
}
