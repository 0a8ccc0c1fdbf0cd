import type { Area } from "../../address.js";
import { invalidArgument, unsupportedOperation } from "../../errors.js";
import { handle, isHandle, targetOf } from "../../kinds.js";
import { flag, leadsTo, type Members, oneOf, type Property, readOnly, text } from "../../model.js";
import type { Session } from "../../session.js";
import { type ChartState, forget, live } from "../../states.js";
import { areaOf, resolveReference } from "../range/target.js";
import { seriesFrom, sourceArea } from "./series.js";
import { CHART_TYPES, WITHOUT_SERIES } from "./types.js";

const LEGEND_POSITIONS = ["Top", "Bottom", "Left", "Right", "Corner", "Custom"] as const;

type NumberKey = "top" | "left" | "width" | "height";
const measure = (key: NumberKey): Property<ChartState> => ({
  get: (chart) => live(chart)[key],
  set(chart, value) {
    if (typeof value !== "number" || value < 0) throw invalidArgument();
    live(chart)[key] = value;
  },
});

function setPosition(chart: ChartState, session: Session, start: unknown, end: unknown): void {
  const cell = (given: unknown): Area =>
    isHandle(given) ? areaOf(targetOf(given, "Range"), session) : resolveReference(session, text(given), chart.sheetId);
  const from = cell(start);
  const to = end === undefined || end === null ? null : cell(end);
  const { grid } = session;
  const sum = (count: number, size: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => size(index)).reduce((a, b) => a + b, 0);
  const column = (index: number) => grid.columnWidth(chart.sheetId, index);
  const row = (index: number) => grid.rowHeight(chart.sheetId, index);
  live(chart).top = sum(from.row, row);
  chart.left = sum(from.column, column);
  if (!to) return;
  chart.height = sum(to.row + to.rows, row) - chart.top;
  chart.width = sum(to.column + to.columns, column) - chart.left;
}

export const chartType: Members<"Chart"> = {
  properties: {
    Id: readOnly((chart) => live(chart).id),
    Name: {
      get: (chart) => live(chart).name,
      set(chart, value) {
        live(chart).name = text(value);
      },
    },
    ChartType: {
      get: (chart) => live(chart).chartType,
      set(chart, value) {
        live(chart).chartType = oneOf(CHART_TYPES, value);
      },
    },
    Top: measure("top"),
    Left: measure("left"),
    Width: measure("width"),
    Height: measure("height"),
    Title: leadsTo((chart) => handle("ChartTitle", chart)),
    Legend: leadsTo((chart) => handle("ChartLegend", chart)),
    Series: leadsTo((chart) => {
      if (WITHOUT_SERIES.some((kind) => kind === live(chart).chartType)) throw unsupportedOperation();
      return handle("ChartSeriesCollection", chart);
    }),
    Axes: leadsTo((chart) => handle("ChartAxes", chart)),
    Worksheet: leadsTo((chart) => handle("Worksheet", { id: live(chart).sheetId })),
  },
  methods: {
    Delete: { run: (chart, session) => forget(session.book.charts, live(chart)) },
    Activate: { run: () => null },
    SetData: {
      reads: true,
      run(chart, session, given, seriesBy) {
        live(chart).source = sourceArea(session, given);
        chart.seriesBy = oneOf(["Auto", "Columns", "Rows"] as const, seriesBy ?? "Auto");
        chart.series = seriesFrom(session, chart.source, chart.seriesBy);
      },
    },
    SetPosition: { run: setPosition },
  },
};

export const title: Members<"ChartTitle"> = {
  properties: {
    Text: {
      get: (chart) => live(chart).title,
      set(chart, value) {
        live(chart).title = text(value);
        chart.titleVisible = true;
      },
    },
    Visible: {
      get: (chart) => live(chart).titleVisible,
      set(chart, value) {
        live(chart).titleVisible = flag(value);
      },
    },
  },
  methods: {},
};

export const legend: Members<"ChartLegend"> = {
  properties: {
    Visible: {
      get: (chart) => live(chart).legendVisible,
      set(chart, value) {
        live(chart).legendVisible = flag(value);
      },
    },
    Position: {
      get: (chart) => live(chart).legendPosition,
      set(chart, value) {
        live(chart).legendPosition = oneOf(LEGEND_POSITIONS, value);
      },
    },
  },
  methods: {},
};
