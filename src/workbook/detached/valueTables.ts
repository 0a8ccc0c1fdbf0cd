/** The formulas' own values, for every argument that they can have: what native formulas are looked up in. */
import { answerOf, outcomeOf } from "../../functions/answer";
import type { ValueFormula } from "../../functions/formula";
import { formulas } from "../../functions/formulas";
import type { NativeForm } from "../../functions/native";
import { Refusal, type CellValue } from "../../functions/outcome";
import type { Entry, Parameter } from "../../functions/parameter";
import type { Setting } from "../../functions/setting";
import { isFault } from "../../model";

/** A row or a column: what it stands for, and the argument as it was read. */
export interface Place extends Entry {
  readonly value: unknown;
}

export interface ValueTable {
  readonly formula: ValueFormula;
  readonly form: Extract<NativeForm, { is: "table" }>;
  /** What each row parameter can stand for, in order. */
  readonly axes: readonly Axis[];
  /** The column parameter, unless it is the year. */
  readonly columns: Axis | null;
  /** The entries of each row, one of each axis. */
  readonly rows: readonly (readonly Place[])[];
  /** The value in a row's year or column; null where there is none. */
  valueAt(row: number, column: number): CellValue | null;
}

export interface Axis {
  readonly parameter: Parameter;
  readonly places: readonly Place[];
}

const byId = new Map(formulas.map((formula) => [formula.id, formula]));

export const formulaNamed = (id: string) => byId.get(id);

/** The tables that these formulas are looked up in, in the order of the list of formulas. */
export function tablesFor(ids: ReadonlySet<string>, setting: Setting): readonly ValueTable[] {
  const needed = new Set<string>();
  const need = (id: string): void => {
    const native = byId.get(id)?.native;
    if (native?.is === "table") needed.add(id);
    if (native && "over" in native) native.over.forEach(need);
  };
  ids.forEach(need);
  return formulas.flatMap((formula) => {
    const { id, native, result } = formula;
    return needed.has(id) && native?.is === "table" && result === "value" ? [tableOf(formula, native, setting)] : [];
  });
}

function axisOf(formula: ValueFormula, name: string, setting: Setting): Axis {
  const parameter = formula.parameters.find((one) => one.name === name);
  if (!parameter) throw new Error(`${formula.id} has no parameter ${name}.`);
  const entries = parameter.domain.entries?.(setting.main) ?? [];
  return { parameter, places: entries.map((entry) => ({ ...entry, value: parameter.read(entry.id, setting) })) };
}

function tableOf(formula: ValueFormula, form: ValueTable["form"], setting: Setting): ValueTable {
  const { parameters } = formula;
  const axes = form.rows.map((name) => axisOf(formula, name, setting));
  const columns = form.columns === "year" ? null : axisOf(formula, form.columns, setting);
  const rows = axes.reduce<readonly (readonly Place[])[]>(
    (before, { places }) => before.flatMap((row) => places.map((place) => [...row, place])),
    [[]],
  );
  const evaluate = outcomeOf(formula);
  const known = new Map<string, CellValue | null>();

  function calculate(row: number, column: number): CellValue | null {
    const values = parameters.map((parameter) => {
      const axis = form.rows.indexOf(parameter.name);
      if (axis >= 0) return rows[row]![axis]!.value;
      if (parameter.name !== form.columns) return parameter.read(null, setting);
      return columns ? columns.places[column]!.value : column;
    });
    const outcome = evaluate(setting, ...values);
    if (typeof outcome === "object" && isFault(outcome)) return null;
    const answer = answerOf(formula, outcome, values);
    return answer instanceof Refusal ? null : answer;
  }

  return {
    formula,
    form,
    axes,
    columns,
    rows,
    valueAt(row, column) {
      const key = `${row} ${column}`;
      const value = known.get(key);
      if (value !== undefined) return value;
      const calculated = calculate(row, column);
      known.set(key, calculated);
      return calculated;
    },
  };
}

/** Every year that any of the tables has a value for, and those between. */
export function yearsOf(tables: readonly ValueTable[], { main }: Setting): readonly number[] {
  const candidates = [
    ...main.scenarios.flatMap(({ from, to }) => (from <= to ? [from, to] : [])),
    ...main.report.figures.flatMap(({ year }) => year ?? []),
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
