/** The add-in's small reader of the schema and a full validator agree on every report and on every broken one. */
import Ajv from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInReport } from "../../src/report";
import published from "../../src/report/report.schema.json";
import { schemaFaults } from "../../src/report/schema";

const validate = new Ajv({ allowUnionTypes: true }).compile(published);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A few entries of each kind, so that a random place is often a telling one. */
const small = JSON.parse(
  JSON.stringify({
    ...builtInReport,
    figures: builtInReport.figures.filter(({ id }) => /parc|cagr-2025-2030-iaas|utilisation-2025/.test(id)),
    scenarios: builtInReport.scenarios.filter(({ id }) => /^(applications|partnerships|v2x|bottom-up)$/.test(id)),
    splits: builtInReport.splits.slice(0, 2),
    series: builtInReport.series.slice(0, 1),
    claims: ["cagr", "growth", "ratio", "product", "sum", "complement", "equal", "compound"].map((kind) =>
      builtInReport.claims.find(({ check }) => check.kind === kind)!,
    ),
  }),
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

const all = places(small);

const replacement: fc.Arbitrary<Json> = fc.oneof(
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
  fc.constantFrom<Json>("x".repeat(80), "x".repeat(81), "😀".repeat(500), "😀".repeat(501), "a\nb", "a\u2028b", "1.0"),
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom(...all).map((path) => at(small, path)),
);

function at(json: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((part, key) => (part as any)[key], json);
}

/** Does one thing to a place of a copy: replaces it, drops it, adds a property or an element, or doubles a list. */
const mutation = fc.record({
  path: fc.constantFrom(...all.filter(({ length }) => length > 0)),
  how: fc.constantFrom("replace", "drop", "add"),
  key: fc.oneof(
    fc.constantFrom("id", "note", "aliases", "growth", "decimals", "ratio", "kind", "__proto__"),
    fc.string(),
  ),
  value: replacement,
});

function mutated({
  path,
  how,
  key,
  value,
}: {
  path: (string | number)[];
  how: string;
  key: string;
  value: Json;
}): Json {
  const copy = structuredClone(small);
  const parent = at(copy, path.slice(0, -1)) as any;
  const last = path.at(-1)!;
  if (how === "replace") parent[last] = value;
  else if (how === "drop") Array.isArray(parent) ? parent.splice(Number(last), 1) : delete parent[last];
  else if (Array.isArray(parent)) parent.push(value);
  else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
  return JSON.parse(JSON.stringify(copy));
}

test("the small report that mutations start from is valid", () => {
  expect(schemaFaults(small)).toEqual([]);
  expect(validate(small)).toBe(true);
});

test("a mutated report conforms for one exactly when it does for the other", () => {
  let valid = 0;
  let broken = 0;
  fc.assert(
    fc.property(mutation, (change) => {
      const report = mutated(change);
      const conforms = schemaFaults(report).length === 0;
      conforms ? valid++ : broken++;
      return conforms === validate(report);
    }),
    { numRuns: 5000 },
  );
  // Either kind is common enough for the agreement to mean something.
  expect(valid).toBeGreaterThan(300);
  expect(broken).toBeGreaterThan(300);
});

test("any JSON conforms for one exactly when it does for the other", () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => (schemaFaults(json).length === 0) === validate(json)));
});

describe("the schema", () => {
  const keywords = new Set(
    ["$ref", "type", "const", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"].concat(
      ["minItems", "maxItems", "prefixItems", "items", "required", "properties", "additionalProperties", "anyOf"],
      ["$schema", "$id", "$defs", "title", "description"],
    ),
  );

  function schemas(schema: Json): { [key: string]: Json }[] {
    if (schema === null || typeof schema !== "object" || Array.isArray(schema)) return [];
    const { properties = {}, $defs = {}, items = null, prefixItems = [], anyOf = [] } = schema as any;
    return [
      schema,
      ...[...Object.values(properties), ...Object.values($defs), items, ...prefixItems, ...anyOf].flatMap(
        schemas as any,
      ),
    ] as { [key: string]: Json }[];
  }

  const every = schemas(published as unknown as Json);

  test("uses only the keywords that the reader knows", () => {
    const used = new Set(every.flatMap((schema) => Object.keys(schema)));
    expect([...used].filter((keyword) => !keywords.has(keyword))).toEqual([]);
  });

  test("is strict: every object says what it may hold", () => {
    for (const schema of every) {
      if ([schema.type].flat().includes("object")) expect(schema.additionalProperties).toBe(false);
      if ([schema.type].flat().includes("array")) expect(schema.items).toBeDefined();
    }
  });

  test("a reference stands alone, and a value that is allowed is a text", () => {
    for (const schema of every) {
      if (schema.$ref) {
        expect(Object.keys(schema).filter((key) => key !== "description")).toEqual(["$ref"]);
        expect(Object.keys(published.$defs)).toContain((schema.$ref as string).replace("#/$defs/", ""));
      }
      for (const allowed of [schema.const ?? [], schema.enum ?? []].flat()) expect(typeof allowed).toBe("string");
    }
  });
});
