/**
 * What was written last into each sheet of ours, so that an update tells what the user changed: one custom XML part,
 * deflated.
 */
import type { ChartPlan } from "../../excel/plans/sheets";
import type { Cell, PlannedCells, Style } from "../../excel/plans/cells";
import { STYLES } from "../../excel/looks/styles";
import { textOf, xmlOf } from "../../excel/parts/xml";
import { putPart, readParts, type Part } from "../../excel/steps/parts";
import type { Run } from "../../excel/transactions/run";
import { bytesOf } from "../../excel/transactions/wire";
import type { Step } from "../../excel/transactions/step";
import type { Block, Keyed } from "../sheets/blocks";
import type { SheetKey, SheetKind } from "../types";
import { isCount, isSheetKey } from "./kept";

const NAMESPACE = "urn:market-model:sheets";
const ELEMENT = "sheets";
const VERSION = 1;
/** Far more than the sheets of any report: beyond it the part isn't ours to trust. */
const LONGEST = 20_000_000;

/** A sheet as it was written last. */
export interface Written extends Keyed {
  /** What the sheets were called that its formulas refer to. */
  readonly names: Readonly<Partial<Record<SheetKind, string>>>;
  readonly charts: readonly ChartPlan[];
  /** How many cells of the user's stood beside a row when an update brought it, by the row's id. */
  readonly beside?: Counts;
  readonly behind?: Behind;
  /** Whether rows went last with our cells alone, since something of the user's stood beside them: so they come again. */
  readonly narrow?: boolean;
}

/**
 * Of what an update took away: how many of the user's rows or columns it stood behind, so that it comes again behind as
 * many. By the ids of rows, and of columns in their blocks.
 */
export interface Behind {
  readonly rows: Counts;
  readonly columns: Counts;
}

type Counts = Readonly<Record<string, number>>;

export type WrittenSheets = Readonly<Partial<Record<SheetKey, Written>>>;

export interface StoredSheets {
  readonly part: Part | null;
  readonly sheets: WrittenSheets;
}

/** None where nothing was kept, or where it can't be read: the sheets are then planned anew to be compared. */
export async function readSheets(run: Run): Promise<StoredSheets> {
  const [part] = await run((context) => readParts(context, NAMESPACE));
  if (!part) return { part: null, sheets: {} };
  return { part, sheets: await read(part.xml).catch(() => ({})) };
}

export async function storeSheets(before: Part | null, sheets: WrittenSheets): Promise<Step> {
  const text = JSON.stringify({ version: VERSION, sheets: Object.fromEntries(Object.entries(sheets).flatMap(pack)) });
  const xml = xmlOf(ELEMENT, NAMESPACE, await deflated(text));
  return { ...putPart(NAMESPACE, before, () => xml).step, size: bytesOf(xml) };
}

/* A cell is [kind, content, style, format]; one that isn't planned is 0. */

type PackedCell = readonly [Cell["kind"], Cell["content"], Style, string] | 0;

const pack = ([key, written]: [string, Written | undefined]) => (written ? [[key, packed(written)] as const] : []);

const packed = ({ names, blocks, cells, charts, beside, behind, narrow }: Written) => ({
  names,
  blocks,
  charts,
  beside,
  behind,
  narrow,
  cells: cells.map((line) =>
    line.map((cell): PackedCell => (cell ? [cell.kind, cell.content, cell.style, cell.format] : 0)),
  ),
});

async function read(xml: string): Promise<WrittenSheets> {
  const packed = textOf(ELEMENT, xml);
  const data: unknown = packed === null ? null : JSON.parse(await inflated(packed));
  if (!isRecord(data) || data.version !== VERSION || !isRecord(data.sheets)) return {};
  const { sheets } = data;
  return Object.fromEntries(
    Object.entries(sheets).flatMap(([key, sheet]) => {
      const found = isSheetKey(key) ? unpack(sheet) : null;
      return found ? [[key, found]] : [];
    }),
  );
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCounts = (value: unknown): value is Counts => isRecord(value) && Object.values(value).every(isCount);
const isBehind = (value: unknown): value is Behind =>
  isRecord(value) && isCounts(value.rows) && isCounts(value.columns);
const isList = <T>(value: unknown, is: (value: unknown) => value is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);

function unpack(value: unknown): Written | null {
  if (!isRecord(value)) return null;
  const { names, blocks, cells, charts, beside = {}, behind = { rows: {}, columns: {} }, narrow } = value;
  if (!isRecord(names) || !Object.values(names).every(isText)) return null;
  if (!isCounts(beside) || !isBehind(behind)) return null;
  if (!isList(blocks, isBlock) || !isList(charts, isChart)) return null;
  if (!Array.isArray(cells) || !cells.every((line) => isList(line, isPacked))) return null;
  return { names, blocks, charts, beside, behind, narrow: narrow === true, cells: cells.map(unpackLine) };
}

const unpackLine = (line: readonly PackedCell[]): PlannedCells[number] =>
  line.map((packed) => {
    if (packed === 0) return null;
    const [kind, content, style, format] = packed;
    return { kind, content, style, format };
  });

const isPacked = (value: unknown): value is PackedCell => {
  if (value === 0) return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [kind, content, style, format] = value as unknown[];
  const isContent =
    kind === "number"
      ? Number.isFinite(content)
      : isText(content) && (kind === "text" || kind === "spilled" || (kind === "formula" && content.startsWith("=")));
  return isContent && isText(style) && Object.hasOwn(STYLES, style) && isText(format);
};

const isBlock = (value: unknown): value is Block =>
  isRecord(value) &&
  isText(value.key) &&
  isCount(value.row) &&
  isList(value.rows, isText) &&
  isList(value.columns, isText);

const isArea = (value: unknown): value is ChartPlan["place"] =>
  isRecord(value) && [value.row, value.column, value.rows, value.columns].every(isCount);

const isChart = (value: unknown): value is ChartPlan =>
  isRecord(value) &&
  isText(value.name) &&
  isText(value.title) &&
  ["Line", "ColumnStacked", "ColumnClustered"].includes(value.type as string) &&
  isArea(value.categories) &&
  isArea(value.place) &&
  Array.isArray(value.series) &&
  value.series.every((one: unknown) => isRecord(one) && isText(one.name) && isArea(one.values));

/* Deflated, as base64 */

const through = async (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

async function deflated(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return JSON.stringify(btoa(binary));
}

async function inflated(packed: string): Promise<string> {
  const binary = atob(String(JSON.parse(packed)));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const found = await through(bytes, new DecompressionStream("deflate-raw"));
  if (found.length > LONGEST) throw new RangeError("Too long.");
  return new TextDecoder().decode(found);
}
