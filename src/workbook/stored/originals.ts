/**
 * Where originals are kept: in custom XML parts of the workbook, so many a part that none grows beyond what Excel takes.
 * Frozen and detached ones are in parts of their own.
 */
import { areaAddress, referencedArea, type Area } from "../../excel/addresses/addresses";
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
  linked: "urn:market-model:linked",
};
const ELEMENT = "originals";
/** Of version 1 names say themselves what they meant, and nothing is known of sheets but their ids. */
const VERSION = 2;

/** Characters of JSON a part. In Chinese, and quoted once more on the wire, it may come to three times as many bytes. */
const PART = 500_000;
/** A part that it is worth writing anew with others. */
const isSmall = (xml: string): boolean => xml.length < PART / 2;
/** Far more than a part of ours: beyond it the part isn't ours to trust. */
const LONGEST = 4 * PART;
/** Excel on the web takes and gives 5 MB at once: so many parts a round trip. */
const PARTS = 2;

/** What a hidden name meant when the formulas were kept that it watches the cells of. */
export interface Target {
  readonly name: string;
  /** Id of the worksheet. */
  readonly sheet: string;
  readonly area: Area;
}

/** A sheet that detaching made, with what it takes to know it again and to tell what the user did on it. */
export interface DataSheet {
  /** Id of the worksheet. */
  readonly sheet: string;
  /** A mark of each row's contents, but for those that are there to be changed. */
  readonly rows: readonly string[];
  /** What is there to be changed, as it was. */
  readonly inputs: readonly { readonly row: number; readonly column: number; readonly content: CellValue }[];
}

/** What a part holds. */
export interface Contents {
  readonly cells: readonly Original[];
  readonly dataSheets: readonly DataSheet[];
  /** What the sheets that it speaks of were called, by id: other programs, and some of Excel's, give sheets other ids. */
  readonly sheetNames: ReadonlyMap<string, string>;
  readonly targets: readonly Target[];
}

export interface Store extends Contents {
  readonly kind: Kind;
  readonly parts: readonly (Part & Contents)[];
}

export const storeOf = (kind: Kind, parts: Store["parts"]): Store => ({
  kind,
  parts,
  cells: parts.flatMap(({ cells }) => cells),
  dataSheets: parts.flatMap(({ dataSheets }) => dataSheets),
  sheetNames: new Map(parts.flatMap(({ sheetNames }) => [...sheetNames])),
  targets: parts.flatMap(({ targets }) => targets),
});

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
    return storeOf(
      kind,
      texts.map(({ id, xml }) => ({ id, xml: xml.value, ...readPart(kind, xml.value) })),
    );
  };
}

/** Throws where a part can't be read: nothing is written then, so nothing is lost. */
export function readPart(kind: Kind, xml: string): Contents {
  const text = xml.length > LONGEST ? null : textOf(ELEMENT, xml);
  let data: unknown = null;
  try {
    if (text !== null) data = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (!isRecord(data) || typeof data.version !== "number") throw new WorkbookError({ id: "originals-damaged" });
  if (data.version > VERSION) throw new WorkbookError({ id: "part-newer" });
  const { cells, dataSheets, sheets, watches } = data.version === 1 ? ofVersion1(data) : data;
  const isWhole =
    isList(cells, isStored) &&
    // Nothing but a formula, or a number that was typed, as a text too, is ever brought back.
    cells.every(([, , , , , held]) => (kind === "linked" ? isNumber(held) || isQuoted(held) : held.startsWith("="))) &&
    isList(dataSheets, isStoredSheet) &&
    isList(sheets, isStoredName) &&
    isList(watches, isStoredTarget);
  if (!isWhole) throw new WorkbookError({ id: "originals-damaged" });
  return {
    cells: cells.map(originalOf),
    dataSheets: dataSheets.map(([sheet, rows, inputs]) => ({
      sheet,
      rows,
      inputs: inputs.map(([row, column, content]) => ({ row, column, content })),
    })),
    sheetNames: new Map(sheets),
    targets: watches.map(([name, sheet, address]) => ({ name, sheet, area: referencedArea(address)! })),
  };
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
  beside: CellValue | null,
];

const ofVersion1 = ({ cells, dataSheets }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  cells: Array.isArray(cells) ? cells.map((cell: unknown) => (Array.isArray(cell) ? [...cell, null] : cell)) : null,
  dataSheets: Array.isArray(dataSheets) ? dataSheets.map((id: unknown) => [id, [], []]) : null,
  sheets: [],
  watches: [],
});

type StoredSheet = readonly [
  sheet: string,
  rows: readonly string[],
  inputs: readonly (readonly [row: number, column: number, content: CellValue])[],
];
type StoredName = readonly [id: string, name: string];
type StoredTarget = readonly [name: string, sheet: string, address: string];

const isList = <T>(value: unknown, is: (value: unknown) => value is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (text: string): boolean => String(Number(text)) === text && Number.isFinite(Number(text));
/** A number that stood as a text, in quotes. */
const isQuoted = (text: string): boolean => /^"[^"\p{L}]{1,40}"$/u.test(text);
const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isContent = (value: unknown): value is CellValue =>
  isText(value) || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

/** None, or a colour. */
const isFill = (value: unknown): boolean => isText(value) && /^(?:#[0-9a-f]{6})?$/i.test(value);

function isStored(value: unknown): value is Stored {
  if (!Array.isArray(value) || value.length !== 11) return false;
  const [sheet, row, column, rows, columns, formula, put, follows, inputs, fills, beside] = value as unknown[];
  return (
    isText(sheet) &&
    [row, column, rows, columns].every(isIndex) &&
    isText(formula) &&
    Array.isArray(put) &&
    put.length > 0 &&
    put.length === (rows as number) * (columns as number) &&
    put.every(isContent) &&
    typeof follows === "boolean" &&
    (inputs === null || isIndex(inputs)) &&
    (fills === null || (Array.isArray(fills) && fills.length === put.length && fills.every(isFill))) &&
    (beside === null || isContent(beside))
  );
}

const isStoredInput = (value: unknown): value is StoredSheet[2][number] =>
  Array.isArray(value) && value.length === 3 && isIndex(value[0]) && isIndex(value[1]) && isContent(value[2]);

const isStoredSheet = (value: unknown): value is StoredSheet =>
  Array.isArray(value) &&
  value.length === 3 &&
  isText(value[0]) &&
  isList(value[1], isText) &&
  isList(value[2], isStoredInput);

const isStoredName = (value: unknown): value is StoredName =>
  Array.isArray(value) && value.length === 2 && value.every(isText);

const isStoredTarget = (value: unknown): value is StoredTarget =>
  Array.isArray(value) &&
  value.length === 3 &&
  value.every(isText) &&
  setOf(value[0]!) !== null &&
  referencedArea(value[2]!) !== null;

/** The names that watch cells say where they were when it was kept. */
const storedOf = (original: Original): Stored => storedAs(original.kept ?? original);

const storedAs = ({ sheet, area, formula, put, follows, inputs, fills, beside }: Original): Stored => [
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
  beside,
];

const originalOf = ([sheet, row, column, rows, columns, ...rest]: Stored): Original => {
  const [formula, put, follows, inputs, fills, beside] = rest;
  return { sheet, area: { row, column, rows, columns }, formula, put, follows, inputs, fills, beside };
};

/* Writing */

export function writePart(
  kind: Kind,
  { cells, dataSheets, sheetNames, targets }: Pick<Contents, "cells"> & Partial<Contents>,
): string {
  const json = JSON.stringify({
    version: VERSION,
    dataSheets: (dataSheets ?? []).map(({ sheet, rows, inputs }): StoredSheet => [
      sheet,
      rows,
      inputs.map(({ row, column, content }) => [row, column, content]),
    ]),
    sheets: [...(sheetNames ?? [])],
    watches: (targets ?? []).map(({ name, sheet, area }): StoredTarget => [name, sheet, areaAddress(area)]),
    cells: cells.map(storedOf),
  });
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
  /** Sheets that were made, and their names, known as late. */
  readonly addSheets?: () => readonly (DataSheet & { readonly name: string })[];
  /** Of all sheets, as they are called now. */
  readonly sheets: readonly { readonly id: string; readonly name: string }[];
  /** Of names that come. */
  readonly targets?: readonly Target[];
}

/**
 * Parts that a change has nothing to do with stay as they are, but for small ones, so that many small changes don't leave
 * as many parts.
 */
export function keepSteps(
  store: Store,
  { drop, add, settle = (original) => original, dropSheets = new Set(), addSheets, sheets, targets = [] }: StoreChange,
): readonly Step[] {
  const { kind, parts } = store;
  const touched = parts.filter(
    ({ xml, cells, dataSheets }) =>
      isSmall(xml) || cells.some((cell) => drop.has(cell)) || dataSheets.some(({ sheet }) => dropSheets.has(sheet)),
  );
  const added = new Set(add);
  const kept = touched.flatMap(({ cells }) => cells.filter((cell) => !drop.has(cell)));
  const keptSheets = touched.flatMap(({ dataSheets }) => dataSheets.filter(({ sheet }) => !dropSheets.has(sheet)));
  const hasSheets = keptSheets.length > 0 || addSheets !== undefined;
  const chunks = partsOf([...kept, ...add]);
  const known = new Set(parts.map(({ id }) => id));
  const nameOf = new Map([...store.sheetNames, ...sheets.map(({ id, name }) => [id, name] as const)]);
  const all = [...new Map([...store.targets, ...targets].map((target) => [target.name, target])).values()];

  function contentsOf(chunk: readonly Original[], isFirst: boolean): Contents {
    const made = isFirst ? (addSheets?.() ?? []) : [];
    const dataSheets = isFirst ? [...keptSheets, ...made] : [];
    const sets = new Set(chunk.map(({ inputs }) => inputs));
    const own = all.filter(({ name }) => sets.has(setOf(name)));
    const ids = new Set([...chunk, ...dataSheets, ...own].map(({ sheet }) => sheet));
    for (const { sheet, name } of made) nameOf.set(sheet, name);
    return {
      cells: chunk.map((cell) => (added.has(cell) ? settle(cell) : cell)),
      dataSheets,
      sheetNames: new Map([...ids].flatMap((id) => (nameOf.has(id) ? [[id, nameOf.get(id)!] as const] : []))),
      targets: own,
    };
  }

  return [
    deleteParts(NAMESPACES[kind], touched),
    ...(chunks.length === 0 && hasSheets ? [[]] : chunks).map((chunk, index) =>
      addPart(NAMESPACES[kind], known, lengthOf(chunk), () => writePart(kind, contentsOf(chunk, index === 0))),
    ),
  ];
}

/** Which set a watching name belongs to; null for a name that is none. */
export function setOf(name: string): number | null {
  const [, set] = /^_MarketModel\.[a-z]+\.(\d+)\.\d+$/.exec(name) ?? [];
  return set === undefined ? null : Number(set);
}
