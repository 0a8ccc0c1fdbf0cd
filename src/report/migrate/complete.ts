/** What a file may leave out because it goes without saying: a report always has it. */
import type { Json } from "./from-1";

/** No text stands deeper in a report, and a hostile file may be nested without end. */
const deepest = 8;

/** Puts what is left out into the file's data, which is nobody else's. */
export function complete(file: Json): void {
  fillTexts(file, 0);
  for (const figure of entries(file.figures)) absent(figure, ["publisher", "section"]);
  for (const list of ["scenarios", "series", "claims"]) for (const one of entries(file[list])) absent(one, ["section"]);
  for (const split of entries(file.splits)) for (const one of entries(split.segments)) absent(one, ["section"]);
}

type Entry = Record<string, unknown>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const entries = (list: unknown): readonly Entry[] => (Array.isArray(list) ? list.filter(isEntry) : []);

function absent(entry: Entry, names: readonly string[]): void {
  for (const name of names) if (!Object.hasOwn(entry, name)) entry[name] = null;
}

/** A text in one language stands for both. Nouns have to say both, since units are written in English. */
function fillTexts(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null || depth > deepest) return;
  if (Array.isArray(value)) return value.forEach((one) => fillTexts(one, depth + 1));
  const entry = value as Entry;
  const { en, zh } = entry;
  if (en === undefined && typeof zh === "string") entry.en = zh;
  else if (zh === undefined && typeof en === "string") entry.zh = en;
  else for (const name of Object.keys(entry)) if (name !== "nouns") fillTexts(entry[name], depth + 1);
}
