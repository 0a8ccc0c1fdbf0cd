import { distance } from "fastest-levenshtein";
import type { Name } from "../report/types";
import type { Fault, Kind, Result } from "./types";

/** What names of one kind can be looked up by. */
interface Entry {
  readonly id: string;
  readonly name?: Name;
  readonly aliases?: readonly string[];
}

/** Longer than any name; what is longer isn't compared with the known ones. */
const LONGEST = 80;

/** Ignores case, width and spaces. */
export function normalise(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
}

/** The names of one kind. Maps, not objects: a cell may hold `constructor`. */
export interface Names<T> {
  readonly find: (text: string) => Result<T>;
  readonly nearest: (text: string) => string | null;
}

export function names<T extends Entry>(kind: Kind, entries: readonly T[]): Names<T> {
  const exact = new Map<string, T>();
  const loose = new Map<string, T>();
  // Ids first, so that no name or alias can take an id from its owner.
  for (const entry of entries) add(entry.id, entry);
  for (const entry of entries) for (const alias of entry.aliases ?? []) add(alias, entry);
  for (const entry of entries) for (const name of Object.values(entry.name ?? {})) if (name) add(name, entry);

  function add(text: string, entry: T): void {
    if (!exact.has(text)) exact.set(text, entry);
    const key = normalise(text);
    if (key !== "" && !loose.has(key)) loose.set(key, entry);
  }

  function nearest(text: string): string | null {
    const key = normalise(text);
    if (key === "" || key.length > LONGEST) return null;
    // A third of the letters may differ: beyond that a suggestion is a guess.
    let closest = Math.max(1, Math.floor(key.length / 3)) + 1;
    let id: string | null = null;
    for (const [known, entry] of loose) {
      if (Math.abs(known.length - key.length) >= closest) continue;
      const apart = distance(key, known);
      if (apart < closest) [closest, id] = [apart, entry.id];
    }
    return id;
  }

  function find(text: string): Result<T> {
    return exact.get(text) ?? loose.get(normalise(text)) ?? unknown(text);
  }

  function unknown(text: string): Fault {
    return { fault: "unknown", kind, text, nearest: nearest(text) };
  }

  return { find, nearest };
}
