/**
 * What the add-in keeps in the workbook besides the two tables: one custom XML part. The data of the edition that it
 * names has a part of its own (`edition.ts`), since it is large and never changes.
 */
import type { Assumptions, OwnScenario, Override } from "../../model/types";
import { isHash, type FormerPin, type Pin, type PinWithFormer, type Stood } from "./edition";
import { SHEET_KINDS, TABLES, type Language, type SheetKey, type TableName } from "../types";
import { textOf, xmlOf } from "../../excel/parts/xml";

export const NAMESPACE = "urn:market-model:workbook";
const VERSION = 1;
/** Far more than a workbook's overrides need; beyond it the part isn't ours to trust. */
const LONGEST = 4_000_000;

export interface Kept extends PinWithFormer {
  /** The other reports that formulas can name. */
  readonly others: readonly PinWithFormer[];
  readonly textLanguage: Language;
  /** Worksheet ids, which stay when a sheet is renamed. */
  readonly sheets: Readonly<Partial<Record<SheetKey, string>>>;
  /** The tables that the workbook has had: one of them that isn't there is lost. */
  readonly tables: readonly TableName[];
  /** The chosen scenario; overrides and own scenarios as last read from the tables, so that a lost table can be restored. */
  readonly assumptions: Assumptions;
}

export type PartFault = "part-damaged" | "part-newer";

export function writeKept(kept: Kept): string {
  return xmlOf("workbook", NAMESPACE, JSON.stringify({ version: VERSION, ...kept }));
}

export function readKept(xml: string): Kept | PartFault {
  if (xml.length > LONGEST) return "part-damaged";
  const text = textOf("workbook", xml);
  if (text === null) return "part-damaged";
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return "part-damaged";
  }
  if (!isRecord(data) || typeof data.version !== "number") return "part-damaged";
  if (data.version > VERSION) return "part-newer";
  return keptOf(data) ?? "part-damaged";
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isStood = (value: unknown): value is Stood =>
  isRecord(value) &&
  Object.values(value).every((one) => Array.isArray(one) && one.length === 2 && isText(one[0]) && isCount(one[1]));
const isText = (value: unknown): value is string => typeof value === "string";
const orNull = <T>(value: unknown, is: (value: unknown) => value is T): value is T | null =>
  value === null || is(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** Copies field by field what is of the right kind; anything else in the part is ignored, anything wrong refuses it. */
function keptOf(data: Json): Kept | null {
  const { textLanguage, sheets, tables, assumptions, others } = data;
  const pin = withFormer(data);
  if (!pin || (textLanguage !== "en" && textLanguage !== "zh")) return null;
  if (!isRecord(sheets) || !Array.isArray(tables) || !isRecord(assumptions)) return null;
  const { overrides, scenarios, chosen } = assumptions;
  if (!Array.isArray(overrides) || !overrides.every(isOverride)) return null;
  if (!Array.isArray(scenarios) || !scenarios.every(isOwnScenario)) return null;
  if (!orNull(chosen, isText)) return null;
  const ids = Object.entries(sheets).filter(([key, id]) => isSheetKey(key) && isText(id));
  return {
    ...pin,
    others: Array.isArray(others) ? others.flatMap((one) => withFormer(one) ?? []) : [],
    textLanguage,
    sheets: Object.fromEntries(ids) as Kept["sheets"],
    tables: TABLES.filter((table) => tables.includes(table)),
    assumptions: {
      overrides: overrides.map(({ report, key, scenario, year, value }) => ({
        ...(isText(report) && { report }),
        key,
        scenario,
        year,
        value,
      })),
      scenarios: scenarios.map(({ report, id, name, basedOn, until, beyond }) => ({
        ...(isText(report) && { report }),
        id,
        name,
        basedOn,
        ...(isNumber(until) && { until }),
        ...(isText(beyond) && { beyond }),
      })),
      chosen,
    },
  };
}

export const isSheetKey = (key: string): key is SheetKey =>
  (SHEET_KINDS as readonly string[]).includes(key.slice(key.indexOf(":") + 1));

function pinOf(data: unknown): Pin | null {
  if (!isRecord(data)) return null;
  const { report, edition, hash } = data;
  if (!isText(report) || !isText(edition)) return null;
  return { report, edition, hash: isHash(hash) ? hash : null };
}

function withFormer(data: unknown): PinWithFormer | null {
  const pin = pinOf(data);
  return pin && { ...pin, former: formerOf((data as Json).former) };
}

function formerOf(data: unknown): FormerPin | null {
  const pin = pinOf(data);
  const { stood } = isRecord(data) ? data : {};
  return pin && { ...pin, ...(isStood(stood) && { stood }) };
}

const isOverride = (value: unknown): value is Override =>
  isRecord(value) &&
  isText(value.key) &&
  orNull(value.scenario, isText) &&
  orNull(value.year, isNumber) &&
  isNumber(value.value);

const isOwnScenario = (value: unknown): value is OwnScenario =>
  isRecord(value) && isText(value.id) && isText(value.name) && isText(value.basedOn);
