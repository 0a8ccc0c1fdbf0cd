/**
 * Formulas that thawing brought back while this workbook was open: Excel's undo puts their values into their cells again,
 * and knows nothing of what was kept.
 */
import { parseAddress } from "../../excel/addresses/addresses";
import { meets, placeOf } from "../../excel/addresses/places";
import type { Original } from "../originals/original";

export interface Thawed {
  remember(originals: readonly Original[]): void;
  forget(originals: readonly Original[]): void;
  clear(): void;
  /** One with a cell in what changed on a sheet. */
  firstIn(sheet: string, address: string): Original | undefined;
  all(): readonly Original[];
}

export function createThawed(): Thawed {
  const thawed = new Map<string, Original>();
  const placeOfOne = ({ sheet, area }: Original): string => placeOf(sheet, area.row, area.column);

  return {
    remember: (originals) => originals.forEach((one) => thawed.set(placeOfOne(one), one)),
    forget: (originals) => originals.forEach((one) => thawed.delete(placeOfOne(one))),
    clear: () => thawed.clear(),
    firstIn(sheet, address) {
      if (thawed.size === 0) return undefined;
      const changed = address.split(",").map(parseAddress);
      return [...thawed.values()].find(
        (one) => one.sheet === sheet && changed.some((area) => !area || meets(area, one.area)),
      );
    },
    all: () => [...thawed.values()],
  };
}
