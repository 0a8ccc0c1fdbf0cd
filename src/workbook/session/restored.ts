/**
 * What thawing, or taking links back, brought back while this workbook was open: Excel's undo puts into the cells again
 * what stood there, and knows nothing of what was kept.
 */
import { parseAddress } from "../../excel/addresses/addresses";
import { meets, placeOf } from "../../excel/addresses/places";
import type { Kind, Original } from "../originals/original";

export interface RestoredOne {
  readonly kind: Extract<Kind, "frozen" | "linked">;
  readonly original: Original;
}

export interface Restored {
  /** In the place of what was brought back into the same cells before. */
  remember(kind: RestoredOne["kind"], originals: readonly Original[]): void;
  forget(originals: readonly Original[]): void;
  clear(): void;
  /** One with a cell in what changed on a sheet. */
  firstIn(sheet: string, address: string): RestoredOne | undefined;
  all(): readonly RestoredOne[];
}

export function createRestored(): Restored {
  const restored = new Map<string, RestoredOne>();
  const placeOfOne = ({ sheet, area }: Original): string => placeOf(sheet, area.row, area.column);

  return {
    remember: (kind, originals) =>
      originals.forEach((original) => restored.set(placeOfOne(original), { kind, original })),
    forget: (originals) => originals.forEach((one) => restored.delete(placeOfOne(one))),
    clear: () => restored.clear(),
    firstIn(sheet, address) {
      if (restored.size === 0) return undefined;
      const changed = address.split(",").map(parseAddress);
      for (const one of restored.values()) {
        const { original } = one;
        if (original.sheet === sheet && changed.some((area) => !area || meets(area, original.area))) return one;
      }
      return undefined;
    },
    all: () => [...restored.values()],
  };
}
