import { nearestOf } from "../../report/nearest";
import type { Name } from "../../report/types";
import { once } from "../lazily";
import type { Fault, Kind, Result } from "../types";

/** What names of one kind can be looked up by. */
interface Entry {
  readonly id: string;
  readonly name?: Name;
  readonly aliases?: readonly string[];
}

const MOST_KEPT = 1000;

/** Longer than any name; what is longer isn't compared with the known ones. */
const LONGEST = 80;

/** Most texts are ids: of these there is nothing to ignore. */
const PLAIN = /^[!-@[-~]*$/;

/** Ignores case, width and spaces. */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize("NFKC").toLowerCase().replace(/\s/gu, "");
}

/** The names of one kind. Maps, not objects: a cell may hold `constructor`. */
export interface Names<T> {
  readonly find: (text: string) => Result<T>;
  readonly nearest: (text: string) => string | null;
}

export function names<T extends Entry>(kind: Kind, entries: readonly T[]): Names<T> {
  // Ids first, so that no name or alias can take an id from its owner.
  const texts = once(() => [
    ...entries.map((entry) => [entry.id, entry] as const),
    ...entries.flatMap((entry) => (entry.aliases ?? []).map((alias) => [alias, entry] as const)),
    ...entries.flatMap((entry) => Object.values(entry.name ?? {}).map((name) => [name, entry] as const)),
  ]);
  // Most of what a report names nobody asks for by name.
  const exact = once(() => firstOf(texts()));
  /** For a text that no name is exactly: most workbooks write ids. */
  const loose = once(() => firstOf(texts().map(([text, entry]) => [normalise(text), entry] as const)));

  /** Kept, since a misspelt name stands in many cells; more texts than these are no names. */
  const suggested = new Map<string, string | null>();
  function nearest(text: string): string | null {
    const kept = suggested.get(text);
    if (kept !== undefined) return kept;
    const found = nearestTo(text);
    if (suggested.size < MOST_KEPT) suggested.set(text, found);
    return found;
  }

  function nearestTo(text: string): string | null {
    const key = normalise(text);
    if (key === "" || key.length > LONGEST) return null;
    const known = nearestOf(key, loose().keys());
    return known === null ? null : loose().get(known)!.id;
  }

  function find(text: string): Result<T> {
    return exact().get(text) ?? loose().get(normalise(text)) ?? unknown(text);
  }

  /** Looked for when somebody asks: a text may be tried as one kind of name after another. */
  function unknown(text: string): Fault {
    return {
      fault: "unknown",
      kind,
      text,
      get nearest() {
        return nearest(text);
      },
    };
  }

  return { find, nearest };
}

function firstOf<T>(texts: readonly (readonly [text: string, entry: T])[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [text, entry] of texts) if (text !== "" && !found.has(text)) found.set(text, entry);
  return found;
}
