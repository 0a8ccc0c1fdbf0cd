/**
 * What the add-in keeps in the workbook besides the two tables: one custom XML part. Its element holds JSON, with
 * XML's special characters as JSON escapes, so that the part is read the same way with and without an XML parser.
 */
import type { Assumptions, OwnScenario, Override } from "../model/types";
import type { Language, SheetKind, TableName } from "./types";

export const NAMESPACE = "urn:market-model:workbook";
const VERSION = 1;
/** Far more than a workbook's overrides need; beyond it the part isn't ours to trust. */
const LONGEST = 4_000_000;

export interface Kept {
  readonly report: string;
  readonly edition: string;
  readonly textLanguage: Language;
  /** Worksheet ids, which stay when a sheet is renamed. */
  readonly sheets: Readonly<Partial<Record<SheetKind, string>>>;
  /** The tables that the workbook has had: one of them that isn't there is lost. */
  readonly tables: readonly TableName[];
  /** The chosen scenario; overrides and own scenarios as last read from the tables, so that a lost table can be restored. */
  readonly assumptions: Assumptions;
}

export type PartFault = "part-damaged" | "part-newer";

export function writeKept(kept: Kept): string {
  const json = JSON.stringify({ version: VERSION, ...kept }).replace(
    /[<>&\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<workbook xmlns="${NAMESPACE}">${json}</workbook>`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of the part's only element. Excel may store it with a prolog, a prefix or `"` as an entity. */
function textOf(xml: string): string | null {
  const match = /^\s*(?:<\?xml[^>]*\?>)?\s*<(?:\w+:)?workbook\b[^<>]*>([^<]*)<\/(?:\w+:)?workbook>\s*$/.exec(xml);
  return match && match[1]!.replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

export function readKept(xml: string): Kept | PartFault {
  if (xml.length > LONGEST) return "part-damaged";
  const text = textOf(xml.replace(/^\uFEFF/, ""));
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
const isText = (value: unknown): value is string => typeof value === "string";
const orNull = <T>(value: unknown, is: (value: unknown) => value is T): value is T | null =>
  value === null || is(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const SHEETS: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];
export const TABLES: readonly TableName[] = ["MarketAssumptions", "MarketScenarios"];

/** Copies field by field what is of the right kind; anything else in the part is ignored, anything wrong refuses it. */
function keptOf({ report, edition, textLanguage, sheets, tables, assumptions }: Json): Kept | null {
  if (!isText(report) || !isText(edition) || (textLanguage !== "en" && textLanguage !== "zh")) return null;
  if (!isRecord(sheets) || !Array.isArray(tables) || !isRecord(assumptions)) return null;
  const { overrides, scenarios, chosen } = assumptions;
  if (!Array.isArray(overrides) || !overrides.every(isOverride)) return null;
  if (!Array.isArray(scenarios) || !scenarios.every(isOwnScenario)) return null;
  if (!orNull(chosen, isText)) return null;
  const ids = SHEETS.flatMap((kind) => {
    const id = Object.hasOwn(sheets, kind) ? sheets[kind] : undefined;
    return isText(id) ? [[kind, id] as const] : [];
  });
  return {
    report,
    edition,
    textLanguage,
    sheets: Object.fromEntries(ids),
    tables: TABLES.filter((table) => tables.includes(table)),
    assumptions: {
      overrides: overrides.map(({ key, scenario, year, value }) => ({ key, scenario, year, value })),
      scenarios: scenarios.map(({ id, name, basedOn }) => ({ id, name, basedOn })),
      chosen,
    },
  };
}

const isOverride = (value: unknown): value is Override =>
  isRecord(value) &&
  isText(value.key) &&
  orNull(value.scenario, isText) &&
  orNull(value.year, isNumber) &&
  isNumber(value.value);

const isOwnScenario = (value: unknown): value is OwnScenario =>
  isRecord(value) && isText(value.id) && isText(value.name) && isText(value.basedOn);
