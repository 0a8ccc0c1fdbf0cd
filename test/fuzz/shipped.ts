/** The formulas as they ship, and arguments for them: right ones, nearly right ones and hostile ones. */
import vm from "node:vm";
import fc from "fast-check";
import { FIELDS, MEASURES, NAME_FIELDS } from "../../src/functions/words";
import { statistics } from "../../src/model/words";
import "../support/built";
import { readDist } from "../support/dist";

/** What stands in an error cell. */
export class CellError extends Error {
  constructor(
    readonly code: string,
    message = "",
  ) {
    super(message);
  }
}

export interface Shipped {
  readonly id: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly optional?: boolean;
    readonly dimensionality?: string;
  }[];
  readonly call: (...args: unknown[]) => unknown;
}

/** What the formulas reported as their own defects. */
export const defects: unknown[] = [];

/** `dist/functions.js` with nothing but what Excel gives it. */
export const shipped: readonly Shipped[] = load();

function load(): readonly Shipped[] {
  const calls = new Map<string, Shipped["call"]>();
  const ErrorCode = {
    invalidValue: "#VALUE!",
    notAvailable: "#N/A",
    divisionByZero: "#DIV/0!",
    invalidNumber: "#NUM!",
    nullReference: "#NULL!",
    invalidName: "#NAME?",
    invalidReference: "#REF!",
  };
  const associate = (id: string, call: Shipped["call"]): unknown => calls.set(id, call);
  const console = { error: (...what: unknown[]) => defects.push(what), warn: () => undefined };
  const context = vm.createContext({
    CustomFunctions: { associate, Error: CellError, ErrorCode },
    console,
    setTimeout,
    clearTimeout,
    document: documentOf((file) => vm.runInContext(readDist(file), context)),
  });
  vm.runInContext(readDist("functions.js"), context);
  const { functions } = JSON.parse(readDist("functions.json")) as { functions: readonly Shipped[] };
  return functions.map(({ id, parameters }) => ({ id, parameters, call: calls.get(id)! }));
}

/** As much of a document as a chunk needs to come. */
function documentOf(run: (file: string) => void): unknown {
  return {
    getElementsByTagName: () => [],
    createElement: () => ({ setAttribute: () => undefined }),
    head: {
      appendChild(script: { readonly src: string; readonly onload: (event: object) => void }) {
        run(script.src);
        script.onload({ type: "load", target: script });
      },
    },
  };
}

const call = (id: string, ...args: unknown[]): unknown => shipped.find((formula) => formula.id === id)!.call(...args);

/** Every text of a LIST: ids, names and aliases. */
function listed(kind: string): readonly string[] {
  const rows = call("LIST", kind);
  if (!Array.isArray(rows)) throw new Error(`LIST("${kind}") gives no table`);
  return (rows as unknown[][])
    .slice(1)
    .flatMap((row) => row.filter((cell): cell is string => typeof cell === "string" && cell !== ""));
}

// What comes when it is first asked for has come.
await call("AUDIT");

const kinds = ["scenarios", "splits", "segments", "drivers", "series", "figures", "units"] as const;
const names = Object.fromEntries(kinds.map((kind) => [kind, listed(kind)])) as Record<string, readonly string[]>;
await call("FIGURE", names.figures![0], "quote");
const sections = [...new Set((call("AUDIT") as unknown[][]).slice(1).map((row) => String(row[1])))];

const text = (texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** As the name of a thing reaches a cell: in another case, with spaces, misspelt. */
const nearly = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, fc.nat({ max: 6 }), fc.string({ maxLength: 2 })).map(([given, how, more]) => {
    const middle = given.length >> 1;
    switch (how) {
      case 0:
        return given.toUpperCase();
      case 1:
        return ` ${given}\u3000`;
      case 2:
        return given.slice(0, middle) + more + given.slice(middle);
      case 3:
        return given.slice(0, middle) + given.slice(middle + 1);
      case 4:
        return given.normalize("NFD");
      case 5:
        return `${given}:${given}`;
      default:
        return `${given}/${given}${more}`;
    }
  });

const year = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 2018, max: 2036 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", "FY", "CY", "FY "),
        fc.integer({ min: 2020, max: 2032 }),
        fc.constantFrom("", "E", "F", "A", "年", "Q1", "Q3", "H2", "/26", " e "),
      )
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>("２０２７", "FY27", 46023, 2027.5, -2027, 0, "27", "2027-01-01", 1e300, 9_999),
  },
);

const number = fc.oneof(
  fc.double({ min: 0, max: 1 }),
  fc.integer({ min: -10, max: 2_000 }),
  fc.double({ noNaN: false }),
  fc.constantFrom<unknown>("30%", "0.3", "1e3", " 12 ", "1,000", 5e-324, 1e308, -0, Number.MAX_SAFE_INTEGER),
);

/** What no formula asks for, and callers of a JavaScript function may hand over all the same. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    "",
    " ",
    "\u0000",
    "=1+1",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "x".repeat(40_000),
    "😀".repeat(1_000),
    NaN,
    Infinity,
    -Infinity,
    true,
    false,
    new CellError("#N/A"),
    { type: "CustomFunctionError", code: "#REF!" },
    [],
    [[]],
    [[], [1]],
    [[1], [2, 3], []],
    Symbol.iterator,
    Object.create(null),
  ),
);

/** For a parameter: what it takes, by its name; else anything that some parameter takes. */
function right(name: string): fc.Arbitrary<unknown> {
  if (/^(year|from|to)$/i.test(name)) return year;
  const kind = kinds.find((kind) => kind === name || kind.startsWith(name));
  if (kind) return text(names[kind]!);
  switch (name) {
    case "kind":
      return text([...kinds, "functions", "reports"]);
    case "field":
      return text([...FIELDS, ...NAME_FIELDS]);
    case "statistic":
      return text(statistics);
    case "measure":
      return text(MEASURES);
    case "by":
      return fc.oneof(text(names.splits!), fc.constant("drivers"));
    case "section":
      return text(sections);
    case "built":
      return text(names.scenarios!);
    case "trials":
      return fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom<unknown>(0, -1, 1.5, 1e9, "100"));
    case "item":
      return fc.oneof(fc.constant("size"), ...kinds.slice(1, 6).map((kind) => text(names[kind]!)));
    default:
      return number;
  }
}

const anyName = fc.oneof(...kinds.map((kind) => text(names[kind]!)), text(sections));
const blank = fc.constantFrom<unknown>(null, undefined, "", 0);

function cellFor(name: string): fc.Arbitrary<unknown> {
  const wanted = right(name);
  return fc.oneof(
    { weight: 12, arbitrary: wanted },
    { weight: 2, arbitrary: nearly(wanted.map(String)) },
    { weight: 2, arbitrary: blank },
    { weight: 1, arbitrary: fc.oneof(anyName, year, number) },
    { weight: 1, arbitrary: hostile },
  );
}

/** One cell, or a range whose rows may be of different lengths. */
function argumentFor({ name, dimensionality }: Shipped["parameters"][number]): fc.Arbitrary<unknown> {
  const cell = cellFor(name);
  const range = fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 3 });
  return fc.oneof({ weight: dimensionality === "matrix" ? 5 : 12, arbitrary: cell }, { weight: 2, arbitrary: range });
}

/** As Excel may hand it over behind the arguments, or in the place of one. */
const invocation = { functionName: "MARKET.SIZE", address: "Sheet1!A1" };

/** Arguments for a call: as many as there are, fewer, or more. */
export function argumentsFor({ parameters }: Shipped): fc.Arbitrary<unknown[]> {
  const all = fc.tuple(...parameters.map(argumentFor));
  const rest = fc.array(hostile, { maxLength: 2 });
  return fc
    .tuple(all, fc.nat({ max: 9 }), fc.nat({ max: parameters.length }), rest)
    .map(([args, how, length, more]) => {
      if (how === 0) return args.slice(0, length);
      if (how === 1) return [...args, ...more];
      if (how === 2) return [...args.slice(0, length), invocation];
      return args;
    });
}
