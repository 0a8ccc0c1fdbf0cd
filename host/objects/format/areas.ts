import type { Area } from "../../address.js";
import type { CellStyle, StyleChange } from "../../grid/port.js";
import type { RangesTarget } from "../../kinds.js";
import type { Session } from "../../session.js";
import { areaOf, writable } from "../range/target.js";

export const firstArea = ({ ranges }: RangesTarget, session: Session): Area => areaOf(ranges[0]!, session);

export const writableAreas = ({ ranges }: RangesTarget, session: Session): readonly Area[] =>
  ranges.map((each) => writable(each, session));

/** Looks are read from so many cells at most: enough to tell whether they agree. */
const SAMPLE = 20_000;

function sampled(area: Area): Area {
  const columns = Math.min(area.columns, 1_000);
  return { ...area, columns, rows: Math.max(1, Math.min(area.rows, Math.floor(SAMPLE / columns))) };
}

/** The value all cells share, or null where they differ, as Excel answers. */
export function shared<T>({ ranges }: RangesTarget, session: Session, pick: (style: CellStyle) => T): T | null {
  const styles = ranges.flatMap((each) => session.grid.styles(sampled(areaOf(each, session))));
  const first = pick(styles[0]![0]!);
  return styles.every((row) => row.every((style) => pick(style) === first)) ? first : null;
}

export function change(target: RangesTarget, session: Session, style: StyleChange): void {
  for (const area of writableAreas(target, session)) session.grid.style(area, style);
}
