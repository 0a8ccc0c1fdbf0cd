/** What a load of the defaults meets in the workbook. */
import { sameName } from "../../excel/names/names";
import type { Run } from "../../excel/transactions/run";
import type { Model } from "../../model";
import type { Kept } from "../stored/kept";
import type { BookRead } from "../session/book";
import type { Setting } from "../sheets";
import { SHEET_NAMES } from "../sheets/texts";
import type { SheetInfo } from "../tables/read";
import type { Reasons } from "./reasons";
import { BLOCK_KINDS, SHEET_KINDS, type Language, type LoadOptions, type SheetKey, type SheetKind } from "../types";

/** What a load begins with. */
export interface Beginning {
  readonly run: Run;
  readonly model: Model;
  readonly others?: readonly Model[];
  /** The id and a colon of a report that isn't the workbook's main one. */
  readonly prefix: string;
  readonly language: Language;
  readonly book: BookRead;
  readonly kept: Kept | null;
  /** What sheets may have been made with of which nothing is kept. */
  readonly former: readonly Model[];
  /** Of a lost table of assumptions. */
  readonly reasons?: Reasons;
}

export const sheetNamed = ({ sheets }: BookRead, name: string): SheetInfo | undefined =>
  sheets.find((sheet) => sameName(sheet.name, name));

export const keyOf = (prefix: string, kind: SheetKind): SheetKey => `${prefix}${kind}` as SheetKey;

/** The sheet of that kind from an earlier load, if the workbook still has it; without its table it is the user's. */
export function ours({ book, kept, prefix }: Beginning, kind: SheetKind): SheetInfo | undefined {
  if (kind === "assumptions" && !book.tables.MarketAssumptions) return undefined;
  const id = kept?.sheets[keyOf(prefix, kind)];
  return id === undefined ? undefined : book.sheets.find((sheet) => sheet.id === id);
}

/** Where the assumptions table is, however its sheet came about. */
function elsewhere(beginning: Beginning, kind: SheetKind): SheetInfo | undefined {
  if (kind !== "assumptions") return undefined;
  return beginning.book.tables.MarketAssumptions?.sheet;
}

export type Found =
  | { is: "free" }
  | { is: "ours"; sheet: SheetInfo }
  | { is: "taken"; sheet: SheetInfo }
  | { is: "elsewhere"; sheet: SheetInfo };

export function find(beginning: Beginning, kind: SheetKind, name: string): Found {
  const own = ours(beginning, kind);
  if (own) return { is: "ours", sheet: own };
  const other = elsewhere(beginning, kind);
  if (other) return { is: "elsewhere", sheet: other };
  const taken = sheetNamed(beginning.book, name);
  return taken ? { is: "taken", sheet: taken } : { is: "free" };
}

/** Excel takes 31 characters. */
const LONGEST_NAME = 31;

export function defaultName(kind: SheetKind, { language, prefix, model }: Beginning): string {
  const name = SHEET_NAMES[kind][language];
  return prefix === "" ? name : `${name} ${model.report.id}`.slice(0, LONGEST_NAME);
}

/** Assumptions and checks are the workbook's, whatever reports it has. */
export function wantedSheets({ prefix }: Beginning, { sheets }: LoadOptions): readonly SheetKind[] {
  const kinds: readonly SheetKind[] = prefix === "" ? SHEET_KINDS : BLOCK_KINDS;
  return kinds.filter((kind) => !sheets || sheets.includes(kind));
}

export function settingOf(
  beginning: Beginning,
  kinds: readonly SheetKind[],
  names: Readonly<Partial<Record<SheetKind, string>>>,
): Setting {
  const present = SHEET_KINDS.flatMap((kind) => {
    const name =
      names[kind] ?? ours(beginning, kind)?.name ?? (kinds.includes(kind) ? defaultName(kind, beginning) : undefined);
    return name === undefined ? [] : [[kind, name] as const];
  });
  const withScenarios = beginning.book.tables.MarketScenarios === undefined;
  const { model, others = [], prefix, language, reasons } = beginning;
  const all: Setting["names"] = Object.fromEntries(present);
  return { model, others, prefix, language, names: all, withScenarios, ...(reasons && { reasons }) };
}
