import { distance } from "fastest-levenshtein";

/** The nearest of the known texts; null where none is near: beyond a third of the letters a suggestion is a guess. */
export function nearestOf(text: string, known: Iterable<string>): string | null {
  let closest = Math.max(1, Math.floor(text.length / 3)) + 1;
  let found: string | null = null;
  for (const one of known) {
    if (Math.abs(one.length - text.length) >= closest) continue;
    const apart = distance(text.toLowerCase(), one.toLowerCase());
    if (apart < closest) [closest, found] = [apart, one];
  }
  return found;
}
