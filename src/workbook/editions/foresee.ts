/** What the cells of a workbook would show with another report, told from the formulas alone: nothing is recalculated. */
import { createModel, modelBeside, type Assumptions, type Model } from "../../model";
import { formulas } from "../../functions/formulas";
import { calculator, type Answer } from "../../functions/run";
import { settingOf, type Setting } from "../../functions/setting";
import type { Report } from "../../report/types";
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { gridOf } from "../../excel/addresses/places";
import type { CellsByPlace } from "../../excel/cells/contents";
import { readCellsInUse, valuesOf } from "../../excel/cells/inUse";
import { referenceOf } from "../../excel/formulas/references";
import { breathe, type Run } from "../../excel/transactions/run";
import { ourCells, type OurCell } from "../calls/cells";
import type { FormulaCall } from "../../excel/formulas/calls";
import { callsIn, onlyCall } from "../calls/inFormulas";
import type { Message } from "../messages/messages";
import { sayingReading } from "../messages/stages";
import { problemMessage } from "../tables/problems";
import { modelsOf, placeOf } from "../tables/tables";
import type { Language, RunOptions } from "../types";
import { dependentsOf } from "./dependents";
import { differenceOf } from "./difference";
import { nameOf } from "../stored/edition";
import type { CellContent, UpgradePreview, ValueChange } from "./types";

/** So many cells before the thread is handed back. */
const BREATH = 500;

/** Larger ranges in an argument are slips; Excel itself is left to say so. */
const MOST_ARGUMENT_CELLS = 100_000;

const calculators = new Map(formulas.map((formula) => [formula.id, calculator(formula)]));

/** What Excel would hand over; undefined where only Excel knows. */
function argument(text: string, literal: unknown, home: string, values: CellsByPlace): unknown {
  if (literal !== undefined) return literal;
  const reference = text.endsWith("#") ? null : referenceOf(text);
  const area = reference && parseAddress(reference.address);
  if (!area || area.rows * area.columns > MOST_ARGUMENT_CELLS) return undefined;
  const rows = gridOf(area, (row, column) => {
    const value = values(reference!.sheet ?? home, row, column);
    return value === "" ? null : value;
  });
  if (rows.some((row) => row.some((value) => typeof value === "string" && value.startsWith("#")))) return undefined;
  return area.rows === 1 && area.columns === 1 ? rows[0]![0] : rows;
}

/** What a call fills cells with. */
type Filling = readonly (readonly CellContent[])[];

const filling = (answer: Answer): Filling =>
  (Array.isArray(answer) ? answer : [[answer]]).map((row) =>
    row.map((cell) => (typeof cell === "object" ? String(cell.code) : cell)),
  );

const NOTHING_SHOWN = "";

/** Beyond what a cell shows, and what a sum in another order can bring about. */
const SAME = 1e-12;

function differ(before: CellContent, after: CellContent): boolean {
  if (typeof before !== "number" || typeof after !== "number") return before !== after;
  return Math.abs(after - before) > SAME * Math.max(Math.abs(before), Math.abs(after));
}

/** What formulas calculate with before and after. */
export interface Settings {
  readonly before: Setting;
  readonly after: Setting;
}

const isError = (content: CellContent): boolean => typeof content === "string" && content.startsWith("#");

/** What a formula shows that only stands in for its call's error: `IFNA(call,"")`; null where it does more. */
function standIn(formula: string, { start, end }: FormulaCall): ((content: CellContent) => CellContent) | null {
  const [, which] = /^\s*IF(NA|ERROR)\(\s*$/i.exec(formula.slice(1, start)) ?? [];
  const [, instead] = /^\s*,\s*("(?:[^"]|"")*"|-?\d+(?:\.\d+)?)\s*\)\s*$/.exec(formula.slice(end)) ?? [];
  if (which === undefined || instead === undefined) return null;
  const shown = instead.startsWith('"') ? instead.slice(1, -1).replaceAll('""', '"') : Number(instead);
  const isMeant = (content: CellContent): boolean => (/na/i.test(which) ? content === "#N/A" : isError(content));
  return (content) => (isMeant(content) ? shown : content);
}

/** What would change in a cell; null where that can't be told. */
export function valueChanges(cell: OurCell, { before, after }: Settings, values: CellsByPlace): ValueChange[] | null {
  const { sheet, formula } = cell;
  const only = onlyCall(formula);
  const single = /^=\s*@/.test(formula);
  let unknown = false;
  const calls = callsIn(formula);
  const changes = calls.flatMap((call): ValueChange[] => {
    const shows = calls.length > 1 ? null : only ? (content: CellContent) => content : standIn(formula, call);
    const args = call.args.map(({ text, literal }) => argument(text, literal, sheet, values));
    if (args.includes(undefined) || !calculators.has(call.name)) {
      unknown = true;
      return [];
    }
    const [old, next] = [before, after].map((setting) => filling(calculators.get(call.name)!(setting, [...args])));
    const spills = shows !== null && !single;
    const rows = spills ? Math.max(old!.length, next!.length) : 1;
    const columns = spills ? Math.max(...[...old!, ...next!].map((row) => row.length)) : 1;
    const show = shows ?? ((content: CellContent) => content);
    const found: ValueChange[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const was = show(old![row]?.[column] ?? NOTHING_SHOWN);
        const becomes = show(next![row]?.[column] ?? NOTHING_SHOWN);
        if (!differ(was, becomes)) continue;
        found.push({
          sheet,
          address: cellAddress(cell.row + row, cell.column + column),
          formula,
          call: shows ? null : formula.slice(call.start, call.end),
          before: was,
          after: becomes,
          change: typeof was === "number" && typeof becomes === "number" ? becomes - was : null,
        });
      }
    }
    return found;
  });
  return unknown && changes.length === 0 ? null : changes;
}

/** Errors that come or go, then numbers by relative change, then texts. */
function weight({ before, after, change }: ValueChange): number {
  if (isError(before) !== isError(after)) return isError(after) ? Infinity : Number.MAX_VALUE;
  if (change === null) return -1;
  return before === 0 ? Number.MAX_VALUE : Math.abs(change / (before as number));
}

const largestFirst = (one: ValueChange, other: ValueChange): number => {
  const [first, second] = [weight(one), weight(other)];
  return first === second ? 0 : second - first;
};

type Unfit = UpgradePreview["unfit"][number];

/** What no longer fits, of what fits now. */
export function unfitOf(before: readonly Model[], after: readonly Model[]): readonly Unfit[] {
  const now = new Set(before.flatMap((model) => model.problems()).map((problem) => JSON.stringify(keyOf(problem))));
  const all = after.flatMap((model) => model.problems());
  return all.flatMap((problem): Unfit[] => {
    if (now.has(JSON.stringify(keyOf(problem)))) return [];
    switch (problem.check) {
      case "override": {
        const { key, scenario, year, problem: why } = problem.assumption;
        return why ? [{ what: key, scenario, year, message: problemMessage(why) }] : [];
      }
      case "scenario": {
        const { name, basedOn } = problem.scenario;
        const messages: Readonly<Partial<Record<typeof problem.reason, Message>>> = {
          "not-extended": { id: "scenario-not-extended", values: { name } },
          duplicate: { id: "scenario-name-taken", values: { name } },
        };
        const message = messages[problem.reason] ?? { id: "scenario-base-gone", values: { name, base: basedOn } };
        return [{ what: name, scenario: null, year: null, message }];
      }
      case "chosen": {
        const message: Message = { id: "chosen-gone", values: { name: problem.text } };
        return [{ what: problem.text, scenario: null, year: null, message }];
      }
      case "split-sum":
        return [];
    }
  });
}

function keyOf(problem: ReturnType<Model["problems"]>[number]): unknown {
  switch (problem.check) {
    case "override":
      return [placeOf(problem.assumption), problem.assumption.problem?.problem];
    case "scenario":
      return [problem.scenario.report, problem.scenario.id, problem.reason];
    case "chosen":
      return [problem.text];
    case "split-sum":
      return [problem.split, problem.segment, problem.scenario, problem.year];
  }
}

type Reports = readonly [main: Report, ...others: Report[]];

/** `from` goes over to `to`. */
export interface Upgrade {
  readonly from: Report;
  readonly to: Report;
  /** The reports of the workbook now and then, the main one first. */
  readonly reports: { readonly before: Reports; readonly after: Reports };
  readonly assumptions: Assumptions;
  /** Of texts in cells. */
  readonly language: Language;
  /** Names of the sheets that were loaded. */
  readonly loaded: readonly string[];
}

const placeOfChange = ({ sheet, address }: ValueChange) => ({ sheet, ...parseAddress(address)! });

/** Reads the cells in use and tells what an upgrade would change. */
export async function foresee(
  run: Run,
  { from, to, reports, assumptions, language, loaded }: Upgrade,
  options: RunOptions = {},
): Promise<UpgradePreview> {
  // Each as it is with its edition pinned: CHECK looks at both.
  const settingWith = ([report, ...others]: Reports): Setting => {
    const main = createModel(report, assumptions);
    return settingOf(main, {
      pin: nameOf(report),
      others: others.map((other) => modelBeside(main, other)),
      otherPins: others.map(nameOf),
      cells: language,
    });
  };
  const settings: Settings = { before: settingWith(reports.before), after: settingWith(reports.after) };
  const pieces = await readCellsInUse(run, {}, sayingReading(options));
  const values = valuesOf(pieces);
  const cells: ValueChange[] = [];
  const unforeseen: OurCell[] = [];
  let examined = 0;
  for (const piece of pieces) {
    for (const cell of ourCells(piece)) {
      const changes = valueChanges(cell, settings, values);
      if (changes) for (const change of changes) cells.push(change);
      else unforeseen.push(cell);
      if (++examined % BREATH === 0) {
        options.signal?.throwIfAborted();
        await breathe();
      }
    }
  }
  return {
    difference: differenceOf(from, to),
    unfit: unfitOf(modelsOf(settings.before), modelsOf(settings.after)),
    cells: cells.sort(largestFirst),
    errors: cells.filter(({ before, after }) => isError(after) && !isError(before)).length,
    dependents: await dependentsOf(run, pieces, cells.map(placeOfChange), (sheet) => !loaded.includes(sheet)),
    loaded,
    unforeseen: unforeseen.map(({ sheet, address, formula }) => ({ sheet, address, formula })),
    examined,
  };
}
