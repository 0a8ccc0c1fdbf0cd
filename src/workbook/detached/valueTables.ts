/** The formulas' own values, for every argument that they can have: what native formulas are looked up in. */
import { answerOf, outcomeOf } from "../../functions/answer";
import type { ValueFormula } from "../../functions/formula";
import { formulas } from "../../functions/formulas";
import type { NativeForm } from "../../functions/native";
import { Refusal, type CellValue } from "../../functions/outcome";
import type { Entry, Parameter } from "../../functions/parameter";
import type { Setting } from "../../functions/setting";
import type { FormulaCall } from "../../excel/formulas/calls";
import { isFault, type When } from "../../model";
import { yearsIn } from "../../report/periods";

type Form = Extract<NativeForm, { is: "table" }>;

/** A row or a column: what it stands for, and the argument as it was read. */
export interface Place extends Entry {
  readonly value: unknown;
}

export interface ValueTable {
  readonly formula: ValueFormula;
  readonly form: Form;
  /** Of the parameter by which the formula has several tables; null where it has one. */
  readonly choice: string | null;
  /** All that can be chosen. */
  readonly choices: Axis | null;
  /** What each row parameter can stand for, in order. */
  readonly axes: readonly Axis[];
  /** The column parameter, unless it is the year. */
  readonly columns: Axis | null;
  /** The entries of each row, one of each axis. */
  readonly rows: readonly (readonly Place[])[];
  /** The value in a row's time, or which column; null where there is none. */
  valueAt(row: number, column: When): CellValue | null;
}

export interface Axis {
  readonly parameter: Parameter;
  readonly places: readonly Place[];
}

const byId = new Map(formulas.map((formula) => [formula.id, formula]));

export const formulaNamed = (id: string) => byId.get(id);

/** What identifies a table. */
export const tableKey = (formula: string, choice: string | null): string =>
  choice === null ? formula : `${formula}:${choice}`;

/** The tables that these calls are looked up in, in the order of the list of formulas. */
export function tablesFor(calls: readonly FormulaCall[], setting: Setting, hasPeriods: boolean): readonly ValueTable[] {
  /** By formula; null where others look in its tables, too. */
  const asked = new Map<string, FormulaCall[] | null>();
  const need = (id: string, call: FormulaCall | null): void => {
    const native = byId.get(id)?.native;
    if (native?.is === "table") {
      const before = asked.get(id);
      if (call !== null && before) before.push(call);
      else asked.set(id, call === null || before === null ? null : [call]);
    }
    if (native && "over" in native) native.over.forEach((over) => need(over, null));
  };
  for (const call of calls) need(call.name, call);
  // Over years put together a share is of the sizes in them.
  if (hasPeriods && asked.has("SHARE")) need("SIZE", null);
  return formulas.flatMap((formula) => {
    const { id, native, result } = formula;
    const here = asked.get(id);
    if (here === undefined || native?.is !== "table" || result !== "value") return [];
    const choices = native.by ? placesAsked(formula, native.by.parameter, here, setting).map(({ id }) => id) : [null];
    const tables = choices.map((choice) => tableOf(formula, native, choice, here, setting));
    // What others are worked out from may have nothing that is.
    return calls.some(({ name }) => name === id) ? tables : tables.filter(({ rows }) => rows.length > 0);
  });
}

function parameterOf(formula: ValueFormula, name: string): Parameter {
  const parameter = formula.parameters.find((one) => one.name === name);
  if (!parameter) throw new Error(`${formula.id} has no parameter ${name}.`);
  return parameter;
}

/** Read as the formula reads them. */
function placesOf(
  formula: ValueFormula,
  name: string,
  domain: Parameter["domain"],
  setting: Setting,
): readonly Place[] {
  const { read, optional } = parameterOf(formula, name);
  const entries = domain.entries?.(setting.main) ?? [];
  // Where there is none, as of scenarios built from drivers, what is asked for without one has a value all the same.
  if (entries.length === 0 && optional) return [{ id: "", value: read(null, setting) }];
  return entries.map((entry) => ({ ...entry, value: read(entry.id, setting) }));
}

/** Of a choice, those that are asked for where every call says which. */
function placesAsked(
  formula: ValueFormula,
  name: string,
  calls: readonly FormulaCall[] | null,
  setting: Setting,
): readonly Place[] {
  const { domain, read } = parameterOf(formula, name);
  const all = placesOf(formula, name, domain, setting);
  const index = formula.parameters.findIndex((one) => one.name === name);
  const texts = calls?.map(({ args }) => (args[index] ? args[index].literal : null));
  if (domain.kind !== "choice" || texts === undefined || texts.includes(undefined)) return all;
  const values = new Set(texts.map((text) => read(text, setting)));
  return all.filter(({ value }) => values.has(value));
}

function tableOf(
  formula: ValueFormula,
  form: Form,
  choice: string | null,
  calls: readonly FormulaCall[] | null,
  setting: Setting,
): ValueTable {
  const { parameters } = formula;
  const wholeAxis = (parameter: Parameter): Axis => ({
    parameter,
    places: placesOf(formula, parameter.name, parameter.domain, setting),
  });
  const axes = form.rows.map((name) => wholeAxis(form.by?.rows[choice!] ?? parameterOf(formula, name)));
  const columns =
    form.columns === "year"
      ? null
      : {
          parameter: parameterOf(formula, form.columns),
          places: placesAsked(formula, form.columns, calls, setting),
        };
  const rows = axes.reduce<readonly (readonly Place[])[]>(
    (before, { places }) => before.flatMap((row) => places.map((place) => [...row, place])),
    [[]],
  );
  const evaluate = outcomeOf(formula);
  /** By row, then by column. */
  const known = rows.map(() => new Map<When, CellValue | null>());

  function calculate(row: number, column: When): CellValue | null {
    const values = parameters.map((parameter) => {
      const axis = form.rows.indexOf(parameter.name);
      if (axis >= 0) return rows[row]![axis]!.value;
      if (parameter.name === form.by?.parameter) return parameter.read(choice, setting);
      if (parameter.name !== form.columns) return parameter.read(null, setting);
      return columns ? columns.places[column as number]!.value : column;
    });
    const outcome = evaluate(setting, ...values);
    if (typeof outcome === "object" && isFault(outcome)) return null;
    const answer = answerOf(formula, outcome, values);
    return answer instanceof Refusal ? null : answer;
  }

  return {
    formula,
    form,
    choice,
    choices: form.by && wholeAxis(parameterOf(formula, form.by.parameter)),
    axes,
    columns,
    rows,
    valueAt(row, column) {
      const ofRow = known[row]!;
      let value = ofRow.get(column);
      if (value === undefined) ofRow.set(column, (value = calculate(row, column)));
      return value;
    },
  };
}

/** Every year that any of the tables has a value for, and those between. */
export function yearsOf(tables: readonly ValueTable[], { main }: Setting): readonly number[] {
  const candidates = [
    ...main.scenarios.flatMap(({ from, to }) => (from <= to ? [from, to] : [])),
    ...main.report.figures.flatMap(({ year }) => yearsIn(year)),
  ];
  if (candidates.length === 0) return [];
  const [from, to] = [Math.min(...candidates), Math.max(...candidates)];
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const yearly = tables.filter(({ columns }) => columns === null);
  const used = all.filter((year) =>
    yearly.some((table) => table.rows.some((_, row) => table.valueAt(row, year) !== null)),
  );
  const [first, last] = [used[0], used.at(-1)];
  return first === undefined || last === undefined ? [] : all.filter((year) => year >= first && year <= last);
}
