import type { Area } from "../address.js";
import { forget, type ChartState, type SeriesState } from "../book.js";
import { invalidArgument, itemNotFound } from "../errors.js";
import {
  color,
  flag,
  handle,
  isHandle,
  leadsTo,
  oneOf,
  readOnly,
  targetOf,
  text,
  whole,
  type Handle,
  type ObjectType,
  type Property,
} from "../model.js";
import type { Session } from "../session.js";
import { range } from "./range.js";
import { areaOf, resolveReference } from "./range-target.js";
import { sheetHandle } from "./sheets.js";

/** Charts are kept as data: what they show, where. Nothing here draws them. */
interface ChartsTarget {
  readonly sheetId: string;
}

export const CHART_TYPES = [
  "ColumnClustered",
  "ColumnStacked",
  "ColumnStacked100",
  "BarClustered",
  "BarStacked",
  "BarStacked100",
  "Line",
  "LineMarkers",
  "LineStacked",
  "Pie",
  "PieExploded",
  "Doughnut",
  "Area",
  "AreaStacked",
  "AreaStacked100",
  "XYScatter",
  "XYScatterLines",
  "XYScatterLinesNoMarkers",
  "XYScatterSmooth",
  "Bubble",
  "Radar",
  "Waterfall",
  "Funnel",
  "Treemap",
  "Sunburst",
  "Histogram",
  "Pareto",
  "Boxwhisker",
] as const;
const LEGEND_POSITIONS = ["Top", "Bottom", "Left", "Right", "Corner", "Custom"] as const;

const list = (target: ChartsTarget, session: Session): readonly ChartState[] =>
  session.book.charts.filter((chart) => chart.sheetId === target.sheetId);

const chartHandle = (chart: ChartState): Handle => handle(chartType, chart);

function live<T extends { deleted?: true }>(item: T): T {
  if (item.deleted) throw itemNotFound();
  return item;
}

function required(found: ChartState | undefined): Handle {
  if (!found) throw itemNotFound();
  return chartHandle(found);
}

function find(target: ChartsTarget, session: Session, key: unknown): ChartState | undefined {
  const wanted = text(key).toLowerCase();
  return list(target, session).find((chart) => chart.name.toLowerCase() === wanted || chart.id === key);
}

function sourceArea(session: Session, given: unknown): Area {
  if (!isHandle(given)) throw invalidArgument();
  return areaOf(targetOf(given, range), session);
}

/**
 * Excel's reading of a source: by columns unless there are more columns than rows; a first row and column of texts
 * (or a blank corner) are names and categories.
 */
function seriesFrom(session: Session, source: Area, seriesBy: string): SeriesState[] {
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

function add(target: ChartsTarget, session: Session, type: unknown, given: unknown, seriesBy: unknown): Handle {
  const kind = oneOf(CHART_TYPES, type);
  const by = oneOf(["Auto", "Columns", "Rows"] as const, seriesBy ?? "Auto");
  const source = sourceArea(session, given);
  const id = session.book.nextId();
  const series = seriesFrom(session, source, by);
  const chart: ChartState = {
    id: `{chart-${id}}`,
    sheetId: target.sheetId,
    name: freeName(target, session),
    chartType: kind,
    title: series.length === 1 ? series[0]!.name : "Chart Title",
    titleVisible: true,
    legendVisible: true,
    legendPosition: "Bottom",
    series,
    source,
    seriesBy: by,
    top: 0,
    left: 0,
    width: 360,
    height: 216,
    categoryTitle: "",
    valueTitle: "",
    valueFormat: "General",
    valueMinimum: null,
    valueMaximum: null,
  };
  session.book.charts.push(chart);
  return chartHandle(chart);
}

function freeName(target: ChartsTarget, session: Session): string {
  const taken = new Set(list(target, session).map((chart) => chart.name));
  let number = 1;
  while (taken.has(`Chart ${number}`)) number++;
  return `Chart ${number}`;
}

export const charts: ObjectType<ChartsTarget> = {
  name: "ChartCollection",
  properties: { Count: readOnly((target, session) => list(target, session).length) },
  items: (target, session) => list(target, session).map(chartHandle),
  methods: {
    Add: { reads: true, run: add },
    GetItem: { run: (target, session, key) => required(find(target, session, key)) },
    GetItemOrNullObject: {
      run(target, session, key) {
        const found = find(target, session, key);
        return found ? chartHandle(found) : null;
      },
    },
    GetItemAt: {
      run(target, session, index) {
        const found = list(target, session)[whole(index)];
        if (!found) throw invalidArgument();
        return chartHandle(found);
      },
    },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};

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
    isHandle(given) ? areaOf(targetOf(given, range), session) : resolveReference(session, text(given), chart.sheetId);
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

const chartType: ObjectType<ChartState> = {
  name: "Chart",
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
    Title: leadsTo((chart) => handle(title, chart)),
    Legend: leadsTo((chart) => handle(legend, chart)),
    Series: leadsTo((chart) => handle(seriesCollection, chart)),
    Axes: leadsTo((chart) => handle(axes, chart)),
    Worksheet: leadsTo((chart) => sheetHandle(live(chart).sheetId)),
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

const title: ObjectType<ChartState> = {
  name: "ChartTitle",
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

const legend: ObjectType<ChartState> = {
  name: "ChartLegend",
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

const seriesHandle = (series: SeriesState): Handle => handle(seriesType, series);

const seriesCollection: ObjectType<ChartState> = {
  name: "ChartSeriesCollection",
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

const seriesColor = (key: "fillColor" | "lineColor"): ObjectType<SeriesState> => ({
  name: key === "fillColor" ? "ChartFill" : "ChartLineFormat",
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
const seriesFill = seriesColor("fillColor");
const seriesLine = seriesColor("lineColor");

const seriesFormat: ObjectType<SeriesState> = {
  name: "ChartSeriesFormat",
  properties: {
    Fill: leadsTo((series) => handle(seriesFill, series)),
    Line: leadsTo((series) => handle(seriesLine, series)),
  },
  methods: {},
};

const seriesType: ObjectType<SeriesState> = {
  name: "ChartSeries",
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
    Format: leadsTo((series) => handle(seriesFormat, series)),
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
    Delete: {
      run(series, session) {
        const owner = session.book.charts.find((chart) => chart.series.includes(live(series)));
        if (owner) forget(owner.series, series);
      },
    },
  },
};

interface AxisTarget {
  readonly chart: ChartState;
  readonly titleKey: "categoryTitle" | "valueTitle";
}

const axes: ObjectType<ChartState> = {
  name: "ChartAxes",
  properties: {
    CategoryAxis: leadsTo((chart) => handle(axis, { chart, titleKey: "categoryTitle" })),
    ValueAxis: leadsTo((chart) => handle(axis, { chart, titleKey: "valueTitle" })),
  },
  methods: {},
};

const bound = (key: "valueMinimum" | "valueMaximum"): Property<AxisTarget> => ({
  get: ({ chart }) => live(chart)[key] ?? "",
  set({ chart }, value) {
    if (value !== "" && typeof value !== "number") throw invalidArgument();
    live(chart)[key] = value === "" ? null : value;
  },
});

const axis: ObjectType<AxisTarget> = {
  name: "ChartAxis",
  properties: {
    Title: leadsTo((target) => handle(axisTitle, target)),
    NumberFormat: {
      get: ({ chart }) => live(chart).valueFormat,
      set({ chart }, value) {
        live(chart).valueFormat = text(value);
      },
    },
    Minimum: bound("valueMinimum"),
    Maximum: bound("valueMaximum"),
  },
  methods: {},
};

const axisTitle: ObjectType<AxisTarget> = {
  name: "ChartAxisTitle",
  properties: {
    Text: {
      get: ({ chart, titleKey }) => live(chart)[titleKey],
      set({ chart, titleKey }, value) {
        live(chart)[titleKey] = text(value);
      },
    },
    Visible: {
      get: ({ chart, titleKey }) => live(chart)[titleKey] !== "",
      set({ chart, titleKey }, value) {
        if (!flag(value)) live(chart)[titleKey] = "";
      },
    },
  },
  methods: {},
};
