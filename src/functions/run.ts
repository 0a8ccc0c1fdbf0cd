/** Runs a formula the way Excel calls it: reads arguments, combines ranges, and turns whatever is wrong into cell errors. */
import type { Fault } from "../model";
import { analyses, laterOf } from "./analyses";
import { answerOf, outcomeOf } from "./answer";
import { isRefused, readCall } from "./call";
import type { Formula, TableFormula, ValueFormula } from "./formula";
import type { Language } from "./language";
import * as messages from "./messages";
import type { Parameter } from "./parameter";
import { Later, Refusal, toCellError, type CellValue, type Outcome, type Table } from "./outcome";
import { currentSetting } from "./registration";
import { officeLanguage, type Setting } from "./setting";

export type Cell = CellValue | CustomFunctions.Error;
export type Answer = Cell | Cell[][];

/** Excel stays at #BUSY! for minutes over results of hundreds of thousands of cells; more than this is a slip. */
const MOST_CELLS = 1_000_000;

/** Rows and columns of a sheet. */
const WHOLE = { rows: 1_048_576, columns: 16_384 };

/** A range of more different values than this gains little by it. */
const MOST_REMEMBERED = 1_000;

/** What the formula gives in a setting, whichever the open workbook's is. It doesn't wait for what isn't there yet. */
export function calculator(formula: Formula): (setting: Setting, args: unknown[]) => Answer {
  const calculate = answerer(formula);
  return (setting, args) => {
    const answer = calculate(setting, args);
    return answer instanceof Later ? toCellError(answer, setting.language.messages) : answer;
  };
}

function answerer(formula: Formula): (setting: Setting, args: unknown[]) => Answer | Later {
  const calculate = formula.result === "value" ? valueRunner(formula) : tableRunner(formula);
  return (setting, args) => {
    try {
      return calculate(setting, args);
    } catch (error) {
      return laterOf(error) ?? defect(formula, error, setting.language.messages);
    }
  };
}

/** A function to associate with the formula's id. It is synchronous unless the workbook, or what it asks for, is still being read. */
export function runner(formula: Formula): (...args: unknown[]) => Answer | Promise<Answer> {
  const calculate = answerer(formula);
  const calculated = calculator(formula);
  const safely = (setting: Setting, args: unknown[]): Answer | Promise<Answer> => {
    const answer = calculate(setting, args);
    if (!(answer instanceof Later)) return answer;
    // What fails to come is said by the second try.
    return answer.ready.catch(() => undefined).then(() => calculated(setting, args));
  };
  return (...args) => {
    try {
      dropInvocation(args);
      const setting = currentSetting();
      if (!(setting instanceof Promise)) return safely(setting, args);
      return setting.then(
        (read) => safely(read, args),
        () => toCellError(new Refusal("notAvailable", () => messages.unread(formula.id)), officeLanguage()),
      );
    } catch (error) {
      return defect(formula, error, officeLanguage());
    }
  };
}

function defect(formula: Formula, error: unknown, language: Language): CustomFunctions.Error {
  console.error(`MARKET.${formula.id}`, error);
  return toCellError(new Refusal("invalidValue", () => messages.defect(formula.id)), language);
}

/**
 * Excel hands its invocation object over after the arguments, or, with metadata cached from an older version of the
 * add-in, in the place of a parameter that was added since: https://github.com/OfficeDev/office-js/issues/2777.
 */
function dropInvocation(args: unknown[]): void {
  const last = args.length - 1;
  const candidate = args[last];
  if (typeof candidate === "object" && candidate !== null && "functionName" in candidate) args.length = last;
}

/* Value formulas */

function valueRunner(formula: ValueFormula) {
  const { parameters } = formula;
  const count = parameters.length;
  const evaluate = outcomeOf(formula);
  const hasLists = parameters.some(({ list }) => list);

  function result(setting: Setting, values: unknown[]): Cell {
    try {
      return cellOf(formula, evaluate(setting, ...values), values, setting);
    } catch (error) {
      if (laterOf(error)) throw error;
      return defect(formula, error, setting.language.messages);
    }
  }

  function one(setting: Setting, args: unknown[]): Cell {
    const call = readCall(formula, setting, args);
    return call instanceof Refusal ? toCellError(call, setting.language.messages) : result(call.setting, call.values);
  }

  /** One range and nothing to combine it with, gone through once. Null for rows that aren't all alike. */
  function along(setting: Setting, args: readonly unknown[], index: number): Answer | null {
    const range = args[index] as readonly (readonly unknown[])[];
    const [rows, columns] = [range.length, range[0]?.length || 1];
    if (rows * columns > MOST_CELLS) return tooManyCells(rows * columns, setting);
    const values = args.map(only);
    const answer = remembering((given) => {
      values[index] = given;
      return one(setting, values);
    });
    const lines = new Array<Cell[]>(rows);
    for (let row = 0; row < rows; row++) {
      const given = range[row];
      if (!Array.isArray(given) || given.length !== columns) return null;
      if (columns === 1) {
        lines[row] = answer(given[0]);
        continue;
      }
      const line = new Array<Cell>(columns);
      for (let column = 0; column < columns; column++) line[column] = answer(given[column])[0]!;
      lines[row] = line;
    }
    return lines;
  }

  /** An argument's cells; of a list all of them together, or those that belong to one column or row of results. */
  function axisAt(index: number, args: readonly unknown[], setting: Setting): Axis {
    const parameter = parameters[index]!;
    if (!parameter.list) return axisOf(parameter, rangeOf(args[index]), setting);
    const lists = listsOf(args[index], args[parameters.findIndex(({ name }) => name === parameter.beside)]);
    return axisOf(parameter, lists, setting);
  }

  function grid(setting: Setting, args: unknown[]): Answer {
    const axes = parameters.map((_, index) => axisAt(index, args, setting));
    const rows = Math.max(...axes.map((axis) => axis.rows));
    const columns = Math.max(...axes.map((axis) => axis.columns));
    if (rows * columns > MOST_CELLS) return tooManyCells(rows * columns, setting);
    const values = new Array<unknown>(count);
    const cell = (row: number, column: number): Cell => {
      for (let index = 0; index < count; index++) {
        const value = valueAt(axes[index]!, row, column);
        if (isRefused(value)) return refused(axes, row, column);
        values[index] = value;
      }
      return result(setting, values);
    };
    /** One by itself, unless a range doesn't reach it: its names may be another report's. */
    const refused = (axes: readonly Axis[], row: number, column: number): Cell => {
      const short = axes.find((axis) => valueAt(axis, row, column) === axis.beyond);
      return short
        ? toCellError(short.beyond, setting.language.messages)
        : one(
            setting,
            axes.map(({ range, rows, columns }) => range[rows === 1 ? 0 : row]?.[columns === 1 ? 0 : column]),
          );
    };
    const lineOf = (row: number): Cell[] => {
      const line = new Array<Cell>(columns);
      for (let column = 0; column < columns; column++) line[column] = cell(row, column);
      return line;
    };
    // Where one column alone tells rows apart, those of the same value are calculated once.
    const [tall, ...others] = axes.filter((axis) => axis.rows > 1);
    const keys = tall?.columns === 1 && others.length === 0 ? tall.values : null;
    const known = new Map<unknown, Cell[]>();
    const lines = new Array<Cell[]>(rows);
    for (let row = 0; row < rows; row++) {
      const same = keys && known.get(keys[row]);
      // A row each: whoever takes the result may change it.
      const line = same ? same.slice() : lineOf(row);
      if (keys && !same && known.size < MOST_REMEMBERED) known.set(keys[row], line);
      lines[row] = line;
    }
    return lines;
  }

  function tooManyCells(cells: number, { language }: Setting): Cell {
    const names = parameters.map(({ name }) => name);
    return toCellError(
      new Refusal("invalidValue", () => analyses().tooManyCells(names, cells, MOST_CELLS)),
      language.messages,
    );
  }

  function wholeLines(index: number, lines: "rows" | "columns", { language }: Setting): Cell {
    const refusal = analyses().wholeLines(parameters[index]!.name, lines, MOST_CELLS);
    return toCellError(new Refusal("invalidValue", () => refusal), language.messages);
  }

  return (setting: Setting, args: unknown[]): Answer => {
    let ranges = 0;
    let wide = 0;
    let last = 0;
    for (let index = 0; index < count; index++) {
      const argument = args[index];
      if (!Array.isArray(argument)) continue;
      ranges++;
      if (argument.length >= WHOLE.rows) return wholeLines(index, "columns", setting);
      if ((argument[0] as readonly unknown[] | undefined)?.length === WHOLE.columns)
        return wholeLines(index, "rows", setting);
      if (isSingle(argument)) continue;
      wide++;
      last = index;
    }
    if (ranges === 0) return one(setting, args);
    if (hasLists) return grid(setting, args);
    // Excel hands a single value to a parameter that takes ranges as [[value]], and expects as much back.
    if (wide === 0) return [[one(setting, args.map(only))]];
    return (wide === 1 ? along(setting, args, last) : null) ?? grid(setting, args);
  };
}

/** An argument read once for each of its cells, however often they are combined with others. */
interface Axis {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly unknown[];
  /** As they came. */
  readonly range: readonly (readonly unknown[])[];
  /** For cells that a range too short for the others doesn't reach, as Excel has it. */
  readonly beyond: Refusal;
}

function axisOf(parameter: Parameter, range: readonly (readonly unknown[])[], setting: Setting): Axis {
  const rows = range.length;
  const columns = range.reduce((most, row) => (row.length > most ? row.length : most), 1);
  const values = new Array<unknown>(rows * columns);
  for (let row = 0; row < rows; row++) {
    const line = range[row]!;
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = parameter.read(line[column], setting);
  }
  const beyond = new Refusal("notAvailable", () => messages.outsideRange(parameter.name, rows, columns));
  return { rows, columns, values, range, beyond };
}

/** Cells that are lists: all of a range in one, or, beside names in a column, a list a column, beside names in a row a list a row. */
function listsOf(argument: unknown, names: unknown): readonly (readonly unknown[])[] {
  const range = rangeOf(argument);
  const beside = rangeOf(names);
  if (names === undefined) return [[range]];
  if (beside.length === 1 && beside[0]!.length > 1) return range.map((row) => [[row]]);
  const columns = Math.max(1, ...range.map(({ length }) => length));
  return [Array.from({ length: columns }, (_, column) => range.map((row) => [row[column]]))];
}

function valueAt({ rows, columns, values, beyond }: Axis, row: number, column: number): unknown {
  const atRow = rows === 1 ? 0 : row;
  const atColumn = columns === 1 ? 0 : column;
  return atRow < rows && atColumn < columns ? values[atRow * columns + atColumn] : beyond;
}

/** Rows of cells, whatever came: at least one row. */
function rangeOf(argument: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(argument)) return [[argument]];
  if (argument.length === 0) return [[]];
  if (!argument.some(Array.isArray)) return [argument];
  return Array.from<unknown, readonly unknown[]>(argument, (row) => (Array.isArray(row) ? row : [row]));
}

/**
 * Calculates each value that it is given once: a market has few years and names, so that a range repeats a few calls.
 * The answer comes as a row of one, which a column takes as it is: an array less for each of its rows.
 */
function remembering(calculate: (given: unknown) => Cell): (given: unknown) => Cell[] {
  const answers = new Map<unknown, Cell[]>();
  return (given) => {
    const known = answers.get(given);
    if (known) return known;
    const answer = [calculate(given)];
    if (answers.size < MOST_REMEMBERED) answers.set(given, answer);
    return answer;
  };
}

function isSingle(range: unknown[]): boolean {
  if (range.length > 1) return false;
  const [row] = range;
  return !Array.isArray(row) || row.length <= 1;
}

function only(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  const [row] = argument as unknown[];
  return Array.isArray(row) ? (row[0] as unknown) : row;
}

/* Table formulas */

function tableRunner(formula: TableFormula) {
  const { parameters } = formula;
  const evaluate = formula.evaluate as (setting: Setting, ...values: unknown[]) => Table | Fault | Refusal;
  return (setting: Setting, args: unknown[]): Answer => {
    const given: unknown[] = [];
    for (const [index, parameter] of parameters.entries()) {
      const value = valueOf(parameter, args[index]);
      if (value instanceof Refusal) return [[toCellError(value, setting.language.messages)]];
      given.push(value);
    }
    const call = readCall(formula, setting, given);
    if (call instanceof Refusal) return [[toCellError(call, setting.language.messages)]];
    const { values } = call;
    const table = evaluate(call.setting, ...values);
    if (!isTable(table)) return [[cellOf(formula, table, values, setting)]];
    return table.map((row) => row.map((outcome) => cellOf(formula, outcome, values, setting)));
  };
}

function isTable(outcome: Table | Fault | Refusal): outcome is Table {
  return Array.isArray(outcome);
}

/** What is to be read: all of a list, else the one value that there may be. */
function valueOf(parameter: Parameter, argument: unknown): unknown {
  if (parameter.list || !Array.isArray(argument)) return argument;
  if (isSingle(argument)) return only(argument);
  const range = rangeOf(argument);
  return new Refusal("invalidValue", () => messages.oneValue(parameter.name, range.length, range[0]!.length));
}

/* Cells */

function cellOf(formula: Formula, outcome: Outcome, values: readonly unknown[], { language }: Setting): Cell {
  const answer = answerOf(formula, outcome, values);
  if (answer instanceof Later) throw answer;
  return answer instanceof Refusal ? toCellError(answer, language.messages) : answer;
}
