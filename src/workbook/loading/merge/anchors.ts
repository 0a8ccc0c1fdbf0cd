/** Hidden names over the blocks of our sheets: Excel moves them along, so they say where a block is. */
import { areaAddress, referencedArea, type Area } from "../../../excel/addresses/addresses";
import { referencesIn } from "../../../excel/formulas/references";
import { sameName } from "../../../excel/names/names";
import { nameFormula, type Anchor } from "../../../excel/steps/shifts";
import { rowsOf, type Keyed } from "../../sheets/blocks";
import type { SheetKey } from "../../types";
import { isFilled, keysOf, type Regions } from "./locate";
import { filledColumns, type Places } from "./structure";

const PREFIX = "_MarketModel.sheet";
/** Names that stand on cells while they are inserted or deleted. */
export const SHIFT = "_MarketModel.shift";

export const isAnchor = (name: string): boolean => name.startsWith(`${PREFIX}.`) || name.startsWith(SHIFT);

/** A name has no hyphens and no colons, which a report's id may have. */
export const anchorPrefix = (key: SheetKey): string => `${PREFIX}.${key.replaceAll(/[^a-z0-9]/gi, "_")}.`;

export function regionsIn(names: readonly Anchor[], of: SheetKey, sheet: string, base: Keyed): Regions {
  const keys = keysOf(base);
  const found = new Map<string, Area>();
  for (const { name, formula } of names) {
    if (!name.startsWith(anchorPrefix(of))) continue;
    const key = keys[Number(name.slice(anchorPrefix(of).length))];
    const [reference] = referencesIn(formula);
    const area = referencedArea(reference?.address ?? "");
    if (key !== undefined && area && reference?.sheet && sameName(reference.sheet, sheet)) found.set(key, area);
  }
  return found;
}

type Placed = Pick<Places, "rows" | "columns">;

/** Around what is there of a block; null where nothing is. */
export function areaOf(key: string, plan: Keyed, { rows, columns }: Placed): Area | null {
  const down = rowsOf(plan).flatMap(({ block, id, row }) => {
    const at = rows.get(id);
    return block.key === key && at !== undefined && plan.cells[row]?.some((cell) => cell !== null) ? [at] : [];
  });
  const across = [...filledColumns(key, plan, { columns }).values()];
  if (down.length === 0 || across.length === 0) return null;
  const [row, column] = [Math.min(...down), Math.min(...across)];
  return { row, column, rows: Math.max(...down) + 1 - row, columns: Math.max(...across) + 1 - column };
}

/** Whether rows or columns came between a block's, or went: what spills stays where it was, and its formats have moved. */
export function isDisplaced(key: string, base: Keyed, there: Placed, regions: Regions): boolean {
  const [region, own] = [regions.get(key), areaOf(key, base, there)];
  return region !== undefined && own !== null && (region.rows !== own.rows || region.columns !== own.columns);
}

/** Where references are to the rows of what spills: Excel moves them as it moves the names over the blocks. */
export function rowsReferred(base: Keyed, there: Placed, regions: Regions): Placed["rows"] {
  const rows = new Map(there.rows);
  for (const key of keysOf(base)) {
    const own = rowsOf(base).filter(({ block, row }) => block.key === key && isFilled(base.cells[row]));
    if (own.length === 0 || !isDisplaced(key, base, there, regions)) continue;
    const { row, rows: count } = regions.get(key)!;
    const last = row + count - 1;
    const end = Math.max(...own.map(({ id }) => there.rows.get(id) ?? -1));
    for (const { id } of own) {
      const at = there.rows.get(id);
      if (at !== undefined && (at === end || at > last)) rows.set(id, last);
    }
  }
  return rows;
}

/** Names over every block that is there. */
export const anchorsOf = (of: SheetKey, sheet: string, plan: Keyed, places: Placed): readonly Anchor[] =>
  keysOf(plan).flatMap((key, index): Anchor[] => {
    const area = areaOf(key, plan, places);
    return area ? [{ name: `${anchorPrefix(of)}${index}`, formula: nameFormula(sheet, areaAddress(area)) }] : [];
  });
