/** What differs between two reports, or two editions of one. Pure. */
import type { Figure, Report } from "../../report/types";
import { nameOf, textOfReport } from "../stored/edition";
import type { Difference, PartKind } from "./types";

interface Entry {
  readonly id: string;
}

interface Compared<T> {
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  readonly added: readonly T[];
  readonly gone: readonly T[];
}

function compare<T extends Entry>(before: readonly T[], after: readonly T[]): Compared<T> {
  const [old, next] = [before, after].map((entries) => new Map(entries.map((entry) => [entry.id, entry])));
  return {
    changed: after.flatMap((entry) => {
      const former = old!.get(entry.id);
      return former && textOfReport(former) !== textOfReport(entry) ? [{ before: former, after: entry }] : [];
    }),
    added: after.filter(({ id }) => !old!.has(id)),
    gone: before.filter(({ id }) => !next!.has(id)),
  };
}

/** A split without its segments, which are compared on their own. */
const PARTS: Readonly<Record<PartKind, (report: Report) => readonly Entry[]>> = {
  scenario: ({ scenarios }) => scenarios,
  split: ({ splits }) => splits.map((split) => ({ ...split, segments: [] })),
  segment: ({ splits }) => splits.flatMap(({ id, segments }) => segments.map((segment) => ({ ...segment, split: id }))),
  driver: ({ drivers }) => drivers,
  series: ({ series }) => series,
  claim: ({ claims }) => claims,
};

export function differenceOf(before: Report, after: Report): Difference {
  const parts = (Object.keys(PARTS) as PartKind[]).flatMap((kind) => {
    const { changed, added, gone } = compare(PARTS[kind](before), PARTS[kind](after));
    return [
      ...changed.map(({ after: { id } }) => ({ kind, id, change: "changed" as const })),
      ...added.map(({ id }) => ({ kind, id, change: "added" as const })),
      ...gone.map(({ id }) => ({ kind, id, change: "gone" as const })),
    ];
  });
  return {
    from: nameOf(before),
    to: nameOf(after),
    unit: before.unit === after.unit ? null : { before: before.unit, after: after.unit },
    figures: compare<Figure>(before.figures, after.figures),
    parts,
  };
}
