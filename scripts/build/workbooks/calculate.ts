/** Calculates planned sheets, so that a workbook holds the values of its formulas before anything opens it. */
import "../../docs/custom-functions";
import {
  CellError,
  ErrorType,
  FunctionArgumentType,
  FunctionPlugin,
  HyperFormula,
  type RawCellContent,
} from "hyperformula";
import type { Cell } from "../../../src/excel/plans/cells";
import { onlyCall } from "../../../src/workbook/calls/inFormulas";
import type { SheetPlan } from "../../../src/excel/plans/sheets";

export type Value = string | number | boolean | { readonly error: string };

/** A planned cell with what it shows. */
export interface Calculated {
  readonly cell: Cell;
  readonly value: Value;
  /** How many cells the formula fills. */
  readonly rows: number;
  readonly columns: number;
}

export type Plan = SheetPlan;
export type Sheets = ReadonlyMap<string, readonly (readonly (Calculated | null)[])[]>;

/** A formula of ours as Excel calls it. */
export type Runner = (...args: unknown[]) => unknown;

/**
 * `tables`: ids of the formulas that fill several cells; with literal arguments alone they are called here, since the
 * engine is told the values of cells and not their number.
 */
export function calculateSheets(
  plans: readonly Plan[],
  runners: ReadonlyMap<string, Runner>,
  tables: ReadonlySet<string>,
): Sheets {
  const spread = plans.map((plan) => spreadTables(plan, runners, tables));
  const engine = withFunctions(runners, () =>
    HyperFormula.buildFromSheets(Object.fromEntries(spread.map(({ plan, contents }) => [plan.name, contents])), {
      licenseKey: "gpl-v3",
      useArrayArithmetic: true,
    }),
  );
  return new Map(
    spread.map(({ plan, cells }) => {
      const sheet = engine.getSheetId(plan.name)!;
      const rows = cells.map((row, down) =>
        row.map((filled, right): Calculated | null => {
          if (!filled) return null;
          const value = engine.getCellValue({ sheet, row: down, col: right });
          return { ...filled, value: shown(value) };
        }),
      );
      return [plan.name, rows];
    }),
  );
}

const shown = (value: ReturnType<HyperFormula["getCellValue"]>): Value =>
  value === null ? "" : typeof value === "object" ? { error: value.value } : value;

type Filled = Omit<Calculated, "value">;

function spreadTables(plan: Plan, runners: ReadonlyMap<string, Runner>, tables: ReadonlySet<string>) {
  const cells: (Filled | null)[][] = plan.cells.map((row) => row.map((cell) => cell && { cell, rows: 1, columns: 1 }));
  const contents: RawCellContent[][] = plan.cells.map((row) => row.map((cell) => cell && typedIn(cell)));
  plan.cells.forEach((row, down) =>
    row.forEach((cell, right) => {
      const call = cell?.kind === "formula" ? onlyCall(String(cell.content)) : null;
      if (!cell || !call || !tables.has(call.name)) return;
      const table = runners.get(call.name)!(...call.args.map(({ literal }) => literal)) as unknown[][];
      table.forEach((line, below) =>
        line.forEach((value, beside) => {
          const [at, to] = [(cells[down + below] ??= []), (contents[down + below] ??= [])];
          const isFirst = below === 0 && beside === 0;
          const planned = plan.cells[down + below]?.[right + beside] ?? cell;
          const plain = { ...planned, kind: typeof value === "number" ? "number" : "text", content: value } as Cell;
          at[right + beside] = isFirst
            ? { cell, rows: table.length, columns: line.length }
            : { cell: plain, rows: 1, columns: 1 };
          to[right + beside] = typedIn(plain);
        }),
      );
    }),
  );
  const filledIn = <T>(rows: (T | null)[][]) =>
    Array.from(rows, (row) => Array.from(row ?? [], (item) => item ?? null));
  return { plan, cells: filledIn(cells), contents: filledIn(contents) };
}

/** An apostrophe makes a text of whatever follows. */
const typedIn = ({ kind, content }: Cell): RawCellContent =>
  kind === "text" || kind === "spilled" ? (content === "" ? null : `'${content}`) : content;

/* Our formulas as functions of the engine */

export function withFunctions<T>(runners: ReadonlyMap<string, Runner>, work: () => T): T {
  class Market extends FunctionPlugin {}
  const names = [...runners.keys()].map((id) => `MARKET.${id}`);
  Market.implementedFunctions = Object.fromEntries(
    names.map((name) => [
      name,
      {
        method: name,
        parameters: Array.from({ length: 8 }, () => ({ argumentType: FunctionArgumentType.ANY, optionalArg: true })),
      },
    ]),
  );
  for (const [id, run] of runners) {
    const name = `MARKET.${id}`;
    Object.defineProperty(Market.prototype, name, {
      value(this: FunctionPlugin, ast: { args: never[] }, state: never) {
        const metadata = (this as unknown as { metadata(name: string): never }).metadata(name);
        return (this as unknown as { runFunction(...args: unknown[]): unknown }).runFunction(
          ast.args,
          state,
          metadata,
          (...args: unknown[]) => toEngine(run(...args.slice(0, ast.args.length).map(fromEngine))),
        );
      },
    });
  }
  HyperFormula.registerFunctionPlugin(Market, { enGB: Object.fromEntries(names.map((name) => [name, name])) });
  try {
    return work();
  } finally {
    HyperFormula.unregisterFunctionPlugin(Market);
  }
}

/** The engine's empty cell is a symbol. */
const fromEngine = (value: unknown): unknown =>
  value === undefined || typeof value === "symbol"
    ? null
    : value instanceof CellError
      ? new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable)
      : value;

const ERRORS: Readonly<Record<string, ErrorType>> = {
  "#N/A": ErrorType.NA,
  "#NUM!": ErrorType.NUM,
  "#VALUE!": ErrorType.VALUE,
};

function toEngine(answer: unknown): unknown {
  if (answer instanceof CustomFunctions.Error)
    return new CellError(ERRORS[answer.code] ?? ErrorType.VALUE, answer.message);
  return answer;
}
