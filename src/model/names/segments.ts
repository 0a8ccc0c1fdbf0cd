import type { Segment, Split } from "../../report/types";
import { wholeOf } from "../../report/kinds";
import { isFault } from "../faults";
import { lazily, once } from "../lazily";
import type { Result } from "../types";
import { names, normalise, type Names } from "./names";

/**
 * Segments go by their ids and names. Of a name that several splits have, and of a segment within a segment, what stands
 * before a slash tells which: a split (`vendor/other`) or the segment that holds it (`china/bev`).
 */
export function segmentNames(splits: readonly Split[]): Names<Segment> {
  const all = splits.flatMap(({ segments }) => segments);
  const known = names("segment", all);
  const bySplit = names("split", splits);
  const within = lazily((split) => names("segment", splits.find(({ id }) => id === split)!.segments));
  const ids = once(() => new Set(all.map(({ id }) => id)));
  const repeated = once(() => namesakesOf(all));
  const pathOf = (segment: Segment): string =>
    `${splits.find(({ segments }) => segments.includes(segment))!.id}/${segment.id}`;

  function find(text: string): Result<Segment> {
    if (ids().has(text)) return known.find(text);
    const same = repeated().get(normalise(text)) ?? [];
    if (same.length > 1) {
      return { fault: "ambiguous", kind: "segment", text, among: same.map(pathOf) };
    }
    const whole = known.find(text);
    return isFault(whole) ? (path(text) ?? whole) : whole;
  }

  function path(text: string): Segment | null {
    const plain = text.normalize("NFKC");
    for (let slash = plain.indexOf("/"); slash >= 0; slash = plain.indexOf("/", slash + 1)) {
      const [before, after] = [plain.slice(0, slash), plain.slice(slash + 1)];
      const split = bySplit.find(before);
      const holder = isFault(split) ? find(before) : null;
      const parts = holder === null ? (isFault(split) ? [] : [split]) : isFault(holder) ? [] : partsOf(holder);
      for (const { id } of parts) {
        const found = within(id).find(after);
        if (!isFault(found)) return found;
      }
    }
    return null;
  }

  const partsOf = ({ id }: Segment): readonly Split[] =>
    splits.filter((split) =>
      split.segments.some((segment) => {
        const whole = wholeOf(split, segment);
        return whole && "segment" in whole && whole.segment === id;
      }),
    );

  return { find, nearest: known.nearest };
}

function namesakesOf(segments: readonly Segment[]): ReadonlyMap<string, readonly Segment[]> {
  const found = new Map<string, Set<Segment>>();
  for (const segment of segments) {
    for (const text of [segment.id, ...(segment.aliases ?? []), ...Object.values(segment.name)]) {
      const key = normalise(text ?? "");
      found.set(key, (found.get(key) ?? new Set()).add(segment));
    }
  }
  return new Map([...found].map(([key, same]) => [key, [...same]]));
}
