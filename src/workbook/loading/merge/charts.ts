/** What an update does to charts. */
import { areaAddress, type Area } from "../../../excel/addresses/addresses";
import type { ChartPlan } from "../../../excel/plans/sheets";
import { newChart, refitChart } from "../../../excel/steps/charts";
import type { Step } from "../../../excel/transactions/step";
import type { SheetPlan } from "../../sheets";
import { rowsOf } from "../../sheets/blocks";
import type { Known, StandingChart } from "./meet";
import { isNamed } from "./locate";
import { moverOf, type Placed } from "./places";
import type { Structure } from "./structure";

export interface ChartSteps {
  /** What is taken back last, and what is done. */
  readonly back: readonly Step[];
  readonly on: readonly Step[];
  readonly gone: readonly { readonly sheet: string; readonly name: string }[];
  /** As they are written last from then on. */
  readonly written: readonly ChartPlan[];
}

/**
 * Charts show what they showed, and what comes; a series that shows another line's cells since lines were sorted shows its
 * own again. One that the user took away stays away, and one that they gave other cells is left alone.
 */
export function chartSteps(known: Known, plan: SheetPlan, structure: Structure, shifted: Placed["places"]): ChartSteps {
  const { base, there, charts, name } = known;
  const at = (places: Placed["places"], of: Placed["plan"]) => {
    const move = moverOf({ name, plan: of, places }, new Map());
    return (area: Area): Area | null => {
      const last = { row: area.row + area.rows - 1, column: area.column + area.columns - 1 };
      const moved = move(null, [area, last]);
      if (moved === null || moved === "same") return null;
      const [from, to] = moved.ends;
      return { row: from.row, column: from.column, rows: to.row + 1 - from.row, columns: to.column + 1 - from.column };
    };
  };
  const placed = (chart: ChartPlan, where: ReturnType<typeof at>): ChartPlan | null => {
    const categories = where(chart.categories);
    const series = chart.series.flatMap(({ name: line, values }) => {
      const area = where(values);
      return area ? [{ name: line, values: area }] : [];
    });
    return categories && series.length === chart.series.length ? { ...chart, categories, series } : null;
  };
  const now = at(there, base);
  const then = at(shifted, base);
  const nextAt = at(structure, plan);
  const back: Step[] = [];
  const on: Step[] = [];
  const written = plan.charts.map((chart) => named(chart, plan, known));
  for (const chart of written) {
    const was = base.charts.find((one) => one.name === chart.name);
    const there = charts.find((one) => one.name === chart.name);
    const wanted = placed(chart, nextAt);
    if (!wanted) continue;
    if (!was) {
      const place = nextAt(chart.place);
      if (!there && place) on.push(newChart(name, { ...wanted, place }));
      continue;
    }
    const [before, moved] = [placed(was, now), placed(was, then)];
    if (!there || there.series.length !== was.series.length || !before || !moved) continue;
    const order = orderOf(there, before);
    if (!order) continue;
    const stands = (places: ChartPlan): ChartPlan => ({
      ...places,
      series: there.series.map(({ name: line }, index) => ({ ...places.series[order[index]!]!, name: line })),
    });
    const names = new Set(there.series.map((line) => line.name));
    const known = new Set(was.series.map((line) => line.name));
    const renamed = new Map(
      was.series.flatMap((line, index) => {
        const called = there.series[index]!.name;
        const isRenamed = !known.has(called) && !names.has(line.name) && order[index] === index;
        return isRenamed ? [[lineOf(base, line), called]] : [];
      }),
    );
    const next = {
      ...wanted,
      series: wanted.series.map((line, index) => ({
        ...line,
        name: renamed.get(lineOf(plan, chart.series[index]!)) ?? line.name,
      })),
    };
    const retitled = there.title === was.title && chart.title !== was.title;
    // In whatever order.
    const cells = ({ categories, series }: ChartPlan): string =>
      JSON.stringify([categories, series.map((line) => JSON.stringify(line)).sort()]);
    if (!retitled && cells(stands(moved)) === cells(next)) continue;
    const [undo, apply] = refitChart(name, stands(before), next, retitled);
    back.push(undo);
    on.push(apply);
  }
  const gone = base.charts
    .filter(
      ({ name: one }) => !plan.charts.some((chart) => chart.name === one) && charts.some((chart) => chart.name === one),
    )
    .map((chart) => ({ sheet: name, name: chart.name }));
  return { back, on, gone, written };
}

/** With the name that a line shows where the user gave it another id: a chart's can't follow a cell. */
function named(chart: ChartPlan, plan: SheetPlan, { base, there, standing }: Known): ChartPlan {
  const series = chart.series.map((line) => {
    const id = lineOf(plan, line);
    const was = rowsOf(base).find((row) => row.id === id);
    const row = was && there.rows.get(was.id);
    if (!was || row === undefined || isNamed(base, was, standing.values[row]?.[there.left])) return line;
    const column = there.columns.get(was.block.key)?.get("name");
    const shown = column === undefined ? "" : String(standing.values[row]?.[column] ?? "");
    return shown === "" || shown.startsWith("#") ? line : { ...line, name: shown };
  });
  return { ...chart, series };
}

const lineOf = (of: Pick<SheetPlan, "blocks">, { values }: ChartPlan["series"][number]): string | undefined =>
  rowsOf(of).find(({ row }) => row === values.row)?.id;

/**
 * Of each series that stands there which line's cells it shows: after its lines were sorted, others than it is named after.
 * Null where the user gave it other cells.
 */
function orderOf({ series }: StandingChart, { categories, series: lines }: ChartPlan): readonly number[] | null {
  const same = (one: Area, other: Area): boolean => areaAddress(one) === areaAddress(other);
  const order = series.map(({ cells }, index) => {
    if (cells === undefined) return index;
    return cells && same(cells.categories, categories)
      ? lines.findIndex(({ values }) => same(values, cells.values))
      : -1;
  });
  return order.includes(-1) || new Set(order).size < order.length ? null : order;
}
