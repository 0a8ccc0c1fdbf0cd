import { absoluteAddress, quoteSheetName, type Area } from "../../address.js";
import { invalidArgument } from "../../errors.js";
import { type Handle, handle, isHandle, targetOf } from "../../kinds.js";
import { color, leadsTo, type Members, oneOf, readOnly, text, whole } from "../../model.js";
import type { Session } from "../../session.js";
import { forget, live, type SeriesState } from "../../states.js";
import { areaOf } from "../range/target.js";
import { CHART_TYPES } from "./types.js";

export function sourceArea(session: Session, given: unknown): Area {
  if (!isHandle(given)) throw invalidArgument();
  return areaOf(targetOf(given, "Range"), session);
}

/**
 * Excel's reading of a source: by columns unless there are more columns than rows; a first row and column of texts
 * (or a blank corner) are names and categories.
 */
export function seriesFrom(session: Session, source: Area, seriesBy: string): SeriesState[] {
  const byColumns = seriesBy === "Columns" || (seriesBy === "Auto" && source.columns <= source.rows);
  const values = session.grid.values(source);
  const isLabel = (value: unknown) => value === null || typeof value === "string";
  const corner = values[0]![0] ?? null;
  const firstRowIsText =
    values[0]!.slice(1).every(isLabel) && (source.columns > 1 || isLabel(corner)) && source.rows > 1;
  const firstColumnIsText = values.slice(1).every((row) => isLabel(row[0] ?? null)) && source.columns > 1;
  // With a blank corner the first row and column are names even where they are numbers: years.
  const years = corner === null;
  const headerRow = firstRowIsText || (years && !byColumns) ? 1 : 0;
  const headerColumn = firstColumnIsText || (years && byColumns) ? 1 : 0;
  const body: Area = {
    sheetId: source.sheetId,
    row: source.row + headerRow,
    column: source.column + headerColumn,
    rows: source.rows - headerRow,
    columns: source.columns - headerColumn,
  };
  const count = byColumns ? body.columns : body.rows;
  return Array.from({ length: count }, (_, index): SeriesState => {
    const name = byColumns
      ? headerRow
        ? values[0]![index + headerColumn]
        : null
      : headerColumn
        ? values[index + headerRow]![0]
        : null;
    const categories = byColumns
      ? headerColumn
        ? { ...body, column: source.column, columns: 1 }
        : null
      : headerRow
        ? { ...body, row: source.row, rows: 1 }
        : null;
    return {
      name: name === null || name === undefined ? `Series${index + 1}` : String(name),
      values: byColumns
        ? { ...body, column: body.column + index, columns: 1 }
        : { ...body, row: body.row + index, rows: 1 },
      categories,
      chartType: null,
      axisGroup: "Primary",
      fillColor: null,
      lineColor: null,
    };
  });
}

const seriesHandle = (series: SeriesState): Handle => handle("ChartSeries", series);

export const seriesCollection: Members<"ChartSeriesCollection"> = {
  properties: { Count: readOnly((chart) => live(chart).series.length) },
  items: (chart) => live(chart).series.map(seriesHandle),
  methods: {
    GetCount: { run: (chart) => live(chart).series.length },
    GetItemAt: {
      run(chart, _session, index) {
        const found = live(chart).series[whole(index)];
        if (!found) throw invalidArgument();
        return seriesHandle(found);
      },
    },
    Add: {
      run(chart, _session, name, index) {
        const series: SeriesState = {
          name: typeof name === "string" ? name : `Series${live(chart).series.length + 1}`,
          values: null,
          categories: null,
          chartType: null,
          axisGroup: "Primary",
          fillColor: null,
          lineColor: null,
        };
        chart.series.splice(typeof index === "number" ? index : chart.series.length, 0, series);
        return seriesHandle(series);
      },
    },
  },
};

/** As Excel has it in the formula of a series. */
function sourceText(session: Session, area: Area | null): string {
  const sheet = session.grid.sheets().find(({ id }) => id === area?.sheetId);
  return area && sheet ? `${quoteSheetName(sheet.name)}!${absoluteAddress(area)}` : "";
}

const seriesColor = (key: "fillColor" | "lineColor"): Members<"ChartFill" | "ChartLineFormat"> => ({
  properties: {
    Color: {
      get: (series) => live(series)[key] ?? "",
      set(series, value) {
        live(series)[key] = color(value);
      },
    },
  },
  methods: {
    SetSolidColor: {
      run(series, _session, value) {
        live(series)[key] = color(value);
      },
    },
    Clear: {
      run(series) {
        live(series)[key] = null;
      },
    },
  },
});
export const seriesFill = seriesColor("fillColor");
export const seriesLine = seriesColor("lineColor");

export const seriesFormat: Members<"ChartSeriesFormat"> = {
  properties: {
    Fill: leadsTo((series) => handle("ChartFill", series)),
    Line: leadsTo((series) => handle("ChartLineFormat", series)),
  },
  methods: {},
};

export const seriesType: Members<"ChartSeries"> = {
  properties: {
    Name: {
      get: (series) => live(series).name,
      set(series, value) {
        live(series).name = text(value);
      },
    },
    ChartType: {
      get: (series) => live(series).chartType ?? "Invalid",
      set(series, value) {
        live(series).chartType = oneOf(CHART_TYPES, value);
      },
    },
    AxisGroup: {
      get: (series) => live(series).axisGroup,
      set(series, value) {
        live(series).axisGroup = oneOf(["Primary", "Secondary"] as const, value);
      },
    },
    Format: leadsTo((series) => handle("ChartSeriesFormat", series)),
  },
  methods: {
    SetValues: {
      run(series, session, given) {
        live(series).values = sourceArea(session, given);
      },
    },
    SetXAxisValues: {
      run(series, session, given) {
        live(series).categories = sourceArea(session, given);
      },
    },
    GetDimensionDataSourceString: {
      run(series, session, dimension) {
        const { values, categories } = live(series);
        const of = oneOf(["Categories", "Values"] as const, dimension);
        return sourceText(session, of === "Values" ? values : categories);
      },
    },
    Delete: {
      run(series, session) {
        const owner = session.book.charts.find((chart) => chart.series.includes(live(series)));
        if (owner) forget(owner.series, series);
      },
    },
  },
};
