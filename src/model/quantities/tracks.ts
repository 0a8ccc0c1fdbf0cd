import type { Derivation, Result } from "../types";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Values for every year of a span, worked out once: what a formula needs is then one array read, and its derivation
 * lies beside it.
 */
export interface Track extends Span {
  readonly values: readonly number[];
  readonly derivations: readonly Derivation[];
}

export function track(from: number, to: number, derive: (year: number) => Derivation): Track {
  const derivations: Derivation[] = [];
  for (let year = from; year <= to; year++) derivations.push(derive(year));
  return { from, to, values: derivations.map(({ value }) => value), derivations };
}

export function valueAt(track: Track, year: number): Result {
  const value = track.values[year - track.from];
  return value === undefined ? noYear(track, year) : value;
}

export function derivationAt(track: Track, year: number): Result<Derivation> {
  return track.derivations[year - track.from] ?? noYear(track, year);
}

/** For a year that is known to be within the span. */
export function within(track: Track, year: number): Derivation {
  const derivation = track.derivations[year - track.from];
  if (!derivation) throw new RangeError(`${year} is outside ${track.from}–${track.to}`);
  return derivation;
}

/** The years that all have. */
export function commonYears(tracks: readonly Span[]): Span {
  return { from: Math.max(...tracks.map(({ from }) => from)), to: Math.min(...tracks.map(({ to }) => to)) };
}

/** The years from the first to the last of any; null where there are none. */
export function allYears(spans: readonly Span[]): Span | null {
  const used = spans.filter(({ from, to }) => from <= to);
  if (used.length === 0) return null;
  return { from: Math.min(...used.map(({ from }) => from)), to: Math.max(...used.map(({ to }) => to)) };
}

function noYear({ from, to }: Track, year: number): Result<never> {
  return from > to ? { fault: "nothing", what: "path" } : { fault: "no-year", year, from, to };
}
