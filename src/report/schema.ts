/**
 * Holds a value against the report's JSON Schema. The schema is the only definition of the structure; this reads the
 * few keywords that it uses, because validators that compile schemas can't run under the add-in's content security
 * policy. A test refuses any other keyword and compares the result with a full validator's.
 */
import { fault, type ReportFault } from "./faults";
import published from "./report.schema.json";

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema | false;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export const reportSchema = published as unknown as Schema;

/** No list of faults is longer than this: nobody reads further, and a hostile file can't fill the memory. */
export const faultLimit = 100;

const patterns = /* @__PURE__ */ new Map<string, RegExp>();

function matches(text: string, pattern: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, (compiled = new RegExp(pattern, "u")));
  return compiled.test(text);
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function pointer(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}/${key}`;
  return `${path}/${/[~/]/.test(key) ? key.replace(/~/g, "~0").replace(/\//g, "~1") : key}`;
}

const NONE: readonly ReportFault[] = [];

function textFaults(text: string, schema: Schema, path: string): readonly ReportFault[] {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (text.length < minLength) return [fault(path, "too-short", { limit: minLength })];
  // A character outside the basic plane counts once.
  if (text.length > maxLength && [...text].length > maxLength) return [fault(path, "too-long", { limit: maxLength })];
  return pattern === undefined || matches(text, pattern) ? NONE : [fault(path, "bad-form", { pattern })];
}

function numberFaults(number: number, { minimum, maximum }: Schema, path: string): readonly ReportFault[] {
  if (minimum !== undefined && number < minimum) return [fault(path, "too-small", { limit: minimum })];
  if (maximum !== undefined && number > maximum) return [fault(path, "too-great", { limit: maximum })];
  return NONE;
}

function arrayFaults(list: readonly unknown[], schema: Schema, path: string, most: number): readonly ReportFault[] {
  const { minItems = 0, prefixItems = [], items } = schema;
  const maxItems = items === false ? prefixItems.length : (schema.maxItems ?? Infinity);
  if (list.length < minItems) return [fault(path, "too-few", { limit: minItems })];
  if (list.length > maxItems) return [fault(path, "too-many", { limit: maxItems })];
  return collect(list.keys(), most, (index) => {
    const item = prefixItems[index] ?? items;
    return item ? schemaFaults(list[index], item, pointer(path, index), most) : NONE;
  });
}

function objectFaults(
  object: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: string,
  most: number,
): readonly ReportFault[] {
  const { required = [], properties = {}, additionalProperties } = schema;
  const missing = required.filter((key) => !Object.hasOwn(object, key));
  const others = collect(Object.keys(object), most, (key) => {
    if (Object.hasOwn(properties, key)) return schemaFaults(object[key], properties[key]!, pointer(path, key), most);
    if (additionalProperties !== false) return NONE;
    const known = Object.keys(properties).join(", ");
    return [fault(path, "unknown-property", { property: key.slice(0, 80), known })];
  });
  return missing.length === 0
    ? others
    : [...missing.map((property) => fault(path, "missing", { property })), ...others];
}

/** The faults of each element, up to the limit. */
function collect<T>(
  elements: Iterable<T>,
  most: number,
  faultsOf: (element: T) => readonly ReportFault[],
): readonly ReportFault[] {
  let faults = NONE;
  for (const element of elements) {
    const found = faultsOf(element);
    if (found.length > 0) faults = [...faults, ...found];
    if (faults.length > most) break;
  }
  return faults;
}

const allowedBy = (schema: Schema): readonly string[] | undefined =>
  schema.const === undefined ? schema.enum : [schema.const];

/** Of forms that a `kind` tells apart the one that is named; else the one that the least keeps the value from. */
function formFaults(value: unknown, forms: readonly Schema[], path: string, most: number): readonly ReportFault[] {
  const kindsOf = ({ properties }: Schema): readonly string[] => allowedBy(properties?.kind ?? {}) ?? [];
  const kinds = forms.flatMap(kindsOf);
  const kind = value instanceof Object && Object.hasOwn(value, "kind") ? (value as { kind: unknown }).kind : undefined;
  const named = forms.filter((form) => kindsOf(form).some((one) => one === kind));
  if (typeof kind === "string" && kinds.length > 0 && named.length === 0)
    return [fault(`${path}/kind`, "not-allowed", { allowed: kinds.join(", ") })];
  let nearest: readonly ReportFault[] | null = null;
  for (const form of named.length > 0 ? named : forms) {
    const faults = schemaFaults(value, form, path, most);
    if (!nearest || faults.length < nearest.length) nearest = faults;
    if (nearest.length === 0) break;
  }
  return nearest ?? NONE;
}

/** What keeps a value from conforming; of several forms that are allowed, what keeps it from the nearest one. */
export function schemaFaults(
  value: unknown,
  schema: Schema = reportSchema,
  path = "",
  most = faultLimit,
): readonly ReportFault[] {
  if (schema.$ref) return schemaFaults(value, reportSchema.$defs![schema.$ref.slice("#/$defs/".length)]!, path, most);
  if (schema.anyOf) return formFaults(value, schema.anyOf, path, most);
  const allowed = allowedBy(schema);
  if (allowed && !allowed.some((one) => one === value)) {
    return [fault(path, "not-allowed", { allowed: allowed.join(", ") })];
  }
  const expected = typeof schema.type === "string" ? [schema.type] : schema.type;
  if (expected && !expected.some((type) => isOf(value, type))) {
    return [fault(path, "wrong-type", { expected: expected.join(", ") })];
  }
  if (typeof value === "string") return textFaults(value, schema, path);
  if (typeof value === "number") return numberFaults(value, schema, path);
  if (Array.isArray(value)) return arrayFaults(value, schema, path, most);
  if (typeof value === "object" && value) return objectFaults(value as Record<string, unknown>, schema, path, most);
  return NONE;
}
