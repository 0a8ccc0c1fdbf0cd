/** Broken reports, and whole ones that differ a little. */
import fc from "fast-check";
import { builtInReport } from "../../src/report";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A few entries of each kind with the figures that they point at, so that a random place is often a telling one. */
const kinds = ["cagr", "growth", "ratio", "product", "sum", "complement", "equal", "compound"];
const few = {
  ...builtInReport,
  scenarios: builtInReport.scenarios.filter(({ id }) =>
    /^(applications|infrastructure|partnerships|v2x|bottom-up)$/.test(id),
  ),
  splits: builtInReport.splits.slice(0, 2),
  series: builtInReport.series.slice(0, 1),
  claims: kinds.map((kind) => builtInReport.claims.find(({ check }) => check.kind === kind)!),
};
const pointedAt = JSON.stringify({ ...few, figures: [] });

export const small = JSON.parse(
  JSON.stringify({ ...few, figures: few.figures.filter(({ id }) => pointedAt.includes(`"${id}"`)) }),
) as Json;

function places(json: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  const below =
    json !== null && typeof json === "object"
      ? Object.entries(json).flatMap(([key, value]) =>
          places(value, [...path, Array.isArray(json) ? Number(key) : key]),
        )
      : [];
  return [[...path], ...below];
}

const replacement = (report: Json): fc.Arbitrary<Json> =>
  fc.oneof(
    fc.constantFrom<Json>(
      null,
      true,
      0,
      -1,
      1.5,
      2025,
      1899,
      2201,
      1e16,
      "",
      "a",
      "A",
      "a-b",
      "=",
      "~",
      "%",
      "geometric",
    ),
    fc.constantFrom<Json>(
      [],
      {},
      [1],
      [1, 2],
      [2, 1, 3],
      [2025, 2030],
      ["a", "b"],
      { en: "a", zh: "b" },
      { ratio: ["a", "b"] },
    ),
    fc.constantFrom<Json>(
      "x".repeat(80),
      "x".repeat(81),
      "😀".repeat(500),
      "😀".repeat(501),
      "a\nb",
      "a\u2028b",
      "1.0",
    ),
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.constantFrom(...places(report)).map((path) => at(report, path)),
  );

function at(json: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((part, key) => (part as any)[key], json);
}

export interface Mutation {
  readonly path: readonly (string | number)[];
  readonly how: "replace" | "drop" | "add";
  readonly key: string;
  readonly value: Json;
}

/** One thing done to a place of a report: replaced, dropped, or given a property or an element more. */
export function mutations(report: Json): fc.Arbitrary<Mutation> {
  return fc.record({
    path: fc.constantFrom(...places(report).filter(({ length }) => length > 0)),
    how: fc.constantFrom("replace", "drop", "add"),
    key: fc.oneof(
      fc.constantFrom("id", "note", "aliases", "growth", "decimals", "ratio", "kind", "__proto__"),
      fc.string(),
    ),
    value: replacement(report),
  });
}

/** What is on the way is copied; the rest is shared, and copied where the whole is written. */
function copiedAlong(json: Json, [key, ...further]: readonly (string | number)[]): Json {
  const copy: any = Array.isArray(json) ? [...(json as Json[])] : { ...(json as object) };
  if (key !== undefined) copy[key] = copiedAlong(copy[key], further);
  return copy;
}

/** The report with that done to it, as a file would hold it. */
export function mutated(report: Json, { path, how, key, value }: Mutation): Json {
  const copy = copiedAlong(report, path.slice(0, -1));
  const parent = at(copy, path.slice(0, -1)) as any;
  const last = path.at(-1)!;
  if (how === "replace") parent[last] = value;
  else if (how === "add" && Array.isArray(parent)) parent.push(value);
  else if (how === "add")
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return JSON.parse(JSON.stringify(copy));
}
