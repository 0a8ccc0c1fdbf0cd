import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { patience, times } from "./run";
import { argumentsFor, CellError, defects, shipped, type Shipped } from "./shipped";

/** Calls of 10,000 that go to a formula which works for milliseconds; the others share the rest. */
const few: Readonly<Record<string, number>> = {
  SIMULATE: 40,
  FAN: 20,
  AUDIT: 40,
  LIST: 60,
  CHECK: 20,
  TABLE: 200,
  SENSITIVITY: 150,
  RECONCILE: 150,
  BRIDGE: 150,
};
const dear = shipped.filter(({ id }) => id in few);
const share = Math.ceil((10_000 - dear.reduce((sum, { id }) => sum + few[id]!, 0)) / (shipped.length - dear.length));

/** Words of a JavaScript engine, which say that something went wrong that nobody foresaw. */
const engine =
  /undefined|\bNaN\b|Infinity|\[object|is not a (function|constructor)|is not iterable|Cannot (read|set|convert|mix)|of null|\bat \S+ \(|Unexpected token|TypeError|RangeError/;
/** Half of a character that takes two, which shows as a box. */
const torn = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What a cell must not hold, in words; null for what it may. */
function faultOf(cell: unknown, quoted: string, { id, parameters }: Shipped): string | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? null : `the number ${cell}`;
  if (typeof cell === "string") return engine.test(cell) && !engine.test(quoted) ? `the text ${cell}` : null;
  if (typeof cell === "boolean") return null;
  if (!(cell instanceof CellError)) return `no cell's content: ${typeof cell}`;
  const { code, message } = cell;
  if (!/^#(VALUE!|N\/A|NUM!)$/.test(code)) return `the error ${code}`;
  if (code === "#NUM!") return null;
  if (!message) return `${code} without a message`;
  if (engine.test(message) && !engine.test(quoted)) return `the message ${message}`;
  if (torn.test(message) && !torn.test(quoted)) return `half a character in ${message}`;
  if (message.length > 1_000) return `a message of ${message.length} characters`;
  const named = parameters.some(({ name }) => message.includes(name)) || message.includes(id);
  return named || parameters.length === 0 ? null : `a message that names no argument: ${message}`;
}

/** The arguments as a message may quote them. */
function quotedOf(args: unknown): string {
  if (Array.isArray(args)) return Array.from(args, quotedOf).join(" ");
  return typeof args === "object" && args !== null ? fc.stringify(args) : String(args);
}

/** An error among the arguments goes through, as in Excel. */
const goesThrough = (cell: unknown, args: unknown): boolean =>
  Array.isArray(args) ? args.some((each) => goesThrough(cell, each)) : typeof cell === "object" && cell === args;

function faultsOf(formula: Shipped, args: unknown[]): readonly string[] {
  const answer = formula.call(...args);
  if (answer instanceof Promise) return ["a promise"];
  const rows = Array.isArray(answer) ? (answer as unknown[][]) : [[answer]];
  const quoted = quotedOf(args);
  const faults = rows.flatMap((row) =>
    row.map((cell) => (goesThrough(cell, args) ? null : faultOf(cell, quoted, formula))),
  );
  if (rows.length === 0 || rows.some((row) => row.length !== rows[0]!.length || row.length === 0))
    faults.push("no rectangle");
  return [
    ...faults.filter((fault) => fault !== null),
    ...defects.splice(0).map((what) => `a defect: ${fc.stringify(what)}`),
  ];
}

beforeEach(() => void defects.splice(0));

describe("whatever it is given, a formula as it ships answers with numbers, texts or errors that say why", () => {
  test.each(shipped.map((formula) => [formula.id, formula] as const))(
    "%s",
    (id, formula) => {
      const runs = few[id] ?? share;
      fc.assert(
        fc.property(argumentsFor(formula), (args) => {
          expect(faultsOf(formula, args)).toEqual([]);
        }),
        times(runs),
      );
    },
    patience(30_000),
  );
});

test("a fault would be found", () => {
  const broken = (answer: unknown): Shipped => ({ id: "SIZE", parameters: [{ name: "year" }], call: () => answer });
  const faulty = [
    NaN,
    Infinity,
    undefined,
    null,
    {},
    [[1], [1, 2]],
    [],
    [[]],
    new CellError("#VALUE!"),
    new CellError("#VALUE!", "x is not a function"),
    new CellError("#REF!", "year"),
    new CellError("#N/A", "a year of \uD83D"),
    "undefined",
    Promise.resolve(1),
  ];
  for (const answer of faulty) expect(faultsOf(broken(answer), []), String(answer)).not.toEqual([]);
  for (const answer of [1, "a", true, [[1, "a"]], new CellError("#N/A", "no year"), new CellError("#NUM!")])
    expect(faultsOf(broken(answer), [])).toEqual([]);
});
