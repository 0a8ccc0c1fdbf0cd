/** The add-in's small reader of the schema and a full validator agree on every report and on every broken one. */
import Ajv from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import published from "../../src/report/report.schema.json";
import { schemaFaults } from "../../src/report/schema";
import { mutated, mutations, small, type Json } from "./mutations";

const validate = new Ajv({ allowUnionTypes: true }).compile(published);

test("the small report that mutations start from is valid", () => {
  expect(schemaFaults(small)).toEqual([]);
  expect(validate(small)).toBe(true);
});

test("a mutated report conforms for one exactly when it does for the other", () => {
  let valid = 0;
  let broken = 0;
  fc.assert(
    fc.property(mutations(small), (change) => {
      const report = mutated(small, change);
      const conforms = schemaFaults(report).length === 0;
      if (conforms) valid++;
      else broken++;
      return conforms === validate(report);
    }),
    { numRuns: 3000 },
  );
  // Either kind is common enough for the agreement to mean something.
  const few = (valid + broken) / 15;
  expect(valid).toBeGreaterThan(few);
  expect(broken).toBeGreaterThan(few);
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
