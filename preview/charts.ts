/** The workbook's charts, drawn over the grid where Excel would show them, and drawn again whenever what they show changes. */
import { numfmt } from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import type { FWorksheet } from "@univerjs/sheets/facade";
import { Chart, type ChartConfiguration, type ChartDataset, type ChartType } from "chart.js/auto";
import type { Host } from "../host";
import type { Area } from "../host/address";
import type { ChartState, SeriesState } from "../host/states";
import { createWaiting } from "./drawing";

export interface Charts {
  refresh(): void;
  dispose(): void;
}

const PIXELS_PER_POINT = 4 / 3;
/** Office's own colours, in their order. */
const COLORS = [
  "#4472C4",
  "#ED7D31",
  "#A5A5A5",
  "#FFC000",
  "#5B9BD5",
  "#70AD47",
  "#264478",
  "#9E480E",
  "#636363",
  "#997300",
  "#255E91",
  "#43682B",
];
/** What a script does to a chart, no event tells; so it is looked for. */
const LOOK_EVERY = 300;

interface Drawn {
  readonly frame: HTMLElement;
  chart: Chart | undefined;
  shown: string;
}

export function showCharts(container: HTMLElement, api: FUniver, host: Host, dark: boolean): Charts {
  const { book, grid } = host;
  const layer = Object.assign(document.createElement("div"), { className: "charts" });
  const window = Object.assign(document.createElement("div"), { className: "charts-window" });
  layer.append(window);
  container.append(layer);
  const drawn = new Map<string, Drawn>();
  const waits = createWaiting(host);
  let waiting = false;
  let requests = -1;

  function refresh(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function atFrame() {
      if (waits()) return void requestAnimationFrame(atFrame);
      waiting = false;
      draw();
    });
  }

  function draw(): void {
    const sheet = api.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined;
    const canvas = container.querySelector<HTMLCanvasElement>("canvas[id^='univer-sheet-main-canvas']");
    if (!sheet || !canvas) return;
    const charts = book.charts.filter(({ sheetId }) => sheetId === sheet.getSheetId());
    for (const [id, { frame, chart }] of drawn) {
      if (charts.some((each) => each.id === id)) continue;
      chart?.destroy();
      frame.remove();
      drawn.delete(id);
    }
    if (charts.length === 0) return;
    const zoom = sheet.getZoom();
    const corner = sheet.getRange(0, 0).getCellRect();
    const [around, own] = [container.getBoundingClientRect(), canvas.getBoundingClientRect()];
    // Charts are seen through a window over the cells: never over headings or toolbars.
    Object.assign(window.style, {
      left: `${own.left - around.left + corner.left * zoom}px`,
      top: `${own.top - around.top + corner.top * zoom}px`,
      right: `${around.right - own.right}px`,
      bottom: `${around.bottom - own.bottom}px`,
    });
    const scroll = scrolled(sheet);
    for (const state of charts) {
      const entry = drawn.get(state.id) ?? appear(state.id);
      place(entry.frame, state, zoom, scroll);
      const config = configOf(state, host, dark);
      const shown = JSON.stringify(config ?? null) + state.valueFormat;
      if (entry.shown === shown) continue;
      entry.shown = shown;
      entry.chart?.destroy();
      entry.chart = undefined;
      const title = state.titleVisible && state.title ? state.title : state.name;
      entry.frame.setAttribute("aria-label", title);
      const surface = document.createElement("canvas");
      if (config) {
        entry.frame.replaceChildren(surface);
        entry.chart = new Chart(surface, config);
      } else entry.frame.replaceChildren(Object.assign(document.createElement("p"), { textContent: title }));
    }
  }

  function appear(id: string): Drawn {
    const frame = Object.assign(document.createElement("div"), { className: "chart" });
    frame.setAttribute("role", "img");
    window.append(frame);
    const entry: Drawn = { frame, chart: undefined, shown: "" };
    drawn.set(id, entry);
    return entry;
  }

  /** How far the cells are scrolled, and where those that don't scroll end: in the grid's pixels. */
  function scrolled(sheet: FWorksheet): { x: number; y: number; frozenX: number; frozenY: number } {
    const sheetId = sheet.getSheetId();
    const { sheetViewStartRow = 0, sheetViewStartColumn = 0, offsetX = 0, offsetY = 0 } = sheet.getScrollState() ?? {};
    const { rows, columns } = grid.frozen(sheetId);
    const sum = (from: number, count: number, what: "rows" | "columns"): number => {
      const area = {
        sheetId,
        row: 0,
        column: 0,
        rows: 1,
        columns: 1,
        [what === "rows" ? "row" : "column"]: from,
        [what]: count,
      };
      const hidden = count === 0 ? [] : what === "rows" ? grid.hiddenRows(area) : grid.hiddenColumns(area);
      const size = what === "rows" ? grid.rowHeight : grid.columnWidth;
      return (
        hidden.reduce((total, isHidden, at) => total + (isHidden ? 0 : size(sheetId, from + at)), 0) * PIXELS_PER_POINT
      );
    };
    return {
      x: sum(columns, sheetViewStartColumn, "columns") + offsetX,
      y: sum(rows, sheetViewStartRow, "rows") + offsetY,
      frozenX: sum(0, columns, "columns"),
      frozenY: sum(0, rows, "rows"),
    };
  }

  function place(
    frame: HTMLElement,
    { left, top, width, height }: ChartState,
    zoom: number,
    scroll: ReturnType<typeof scrolled>,
  ): void {
    const [x, y] = [left * PIXELS_PER_POINT, top * PIXELS_PER_POINT];
    // What begins among frozen rows or columns stays there; the rest goes away below them.
    const [staysX, staysY] = [x < scroll.frozenX, y < scroll.frozenY];
    const [atX, atY] = [(staysX ? x : x - scroll.x) * zoom, (staysY ? y : y - scroll.y) * zoom];
    const cut = [staysY ? 0 : scroll.frozenY * zoom - atY, staysX ? 0 : scroll.frozenX * zoom - atX].map((each) =>
      Math.max(0, each),
    );
    Object.assign(frame.style, {
      left: `${atX}px`,
      top: `${atY}px`,
      width: `${width * PIXELS_PER_POINT * zoom}px`,
      height: `${height * PIXELS_PER_POINT * zoom}px`,
      clipPath: `inset(${cut[0]}px 0 0 ${cut[1]}px)`,
    });
  }

  const { Scroll, SheetSkeletonChanged, SheetZoomChanged, ActiveSheetChanged } = api.Event;
  const stops = [Scroll, SheetSkeletonChanged, SheetZoomChanged, ActiveSheetChanged].map((event) =>
    api.addEvent(event, refresh),
  );
  const stopEvents = book.onEvent(refresh);
  const resized = new ResizeObserver(refresh);
  resized.observe(container);
  const timer = setInterval(() => {
    if (host.counters.requests === requests) return;
    requests = host.counters.requests;
    refresh();
  }, LOOK_EVERY);
  return {
    refresh,
    dispose() {
      clearInterval(timer);
      resized.disconnect();
      stopEvents();
      for (const stop of stops) stop.dispose();
      for (const { chart } of drawn.values()) chart?.destroy();
      layer.remove();
    },
  };
}

/* From the host's charts to the library's */

const kinds: readonly (readonly [pattern: RegExp, type: ChartType])[] = [
  [/^(?:Column|Bar|Histogram)/, "bar"],
  [/^(?:Line|Area)/, "line"],
  [/^Pie/, "pie"],
  [/^Doughnut/, "doughnut"],
  [/^(?:XYScatter|Bubble)/, "scatter"],
  [/^Radar/, "radar"],
];
const kindOf = (type: string): ChartType | undefined => kinds.find(([pattern]) => pattern.test(type))?.[1];

/** Undefined for a kind that isn't drawn. */
function configOf(state: ChartState, host: Host, dark: boolean): ChartConfiguration | undefined {
  const kind = kindOf(state.chartType);
  if (!kind) return undefined;
  const ink = dark ? "#D0D0D0" : "#404040";
  const lines = dark ? "#4A4A4A" : "#D9D9D9";
  const round = kind === "pie" || kind === "doughnut";
  const points = kind === "scatter";
  const stacked = /Stacked/.test(state.chartType);
  const whole = /Stacked100/.test(state.chartType);
  const sideways = state.chartType.startsWith("Bar");
  const values = state.series.map(({ values }) => numbers(host, values));
  const totals = values[0]?.map((_, at) => values.reduce((sum, line) => sum + Math.abs(line[at] ?? 0), 0)) ?? [];
  const datasets = state.series.map((series, at) => {
    const data = whole
      ? values[at]!.map((value, index) => (value === null || !totals[index] ? value : value / totals[index]!))
      : values[at]!;
    return datasetOf(state, series, at, { data, kind, host, round, points });
  });
  const [first] = state.series;
  const labels = first?.categories ? texts(host, first.categories) : (values[0]?.map((_, at) => String(at + 1)) ?? []);
  const format = whole && state.valueFormat === "General" ? "0%" : state.valueFormat;
  const bound = (value: number | null, name: "min" | "max") => (value === null ? {} : { [name]: value });
  const named = (text: string) => ({ display: text !== "", text, color: ink });
  const value = {
    stacked,
    ...bound(state.valueMinimum, "min"),
    ...bound(state.valueMaximum, "max"),
    title: named(state.valueTitle),
    border: { display: false },
    grid: { color: lines },
    ticks: { color: ink, callback: (tick: number | string) => numfmt.format(format, Number(tick), { throws: false }) },
  };
  const category = {
    stacked,
    title: named(state.categoryTitle),
    border: { color: lines },
    grid: { display: false },
    ticks: { color: ink },
  };
  const secondary = state.series.some(({ axisGroup }) => axisGroup === "Secondary");
  const main = sideways
    ? { x: value, y: { ...category, reverse: false } }
    : { x: points ? { ...value, stacked: false, ticks: { color: ink } } : category, y: value };
  return {
    type: kind,
    data: { labels, datasets },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      indexAxis: sideways ? "y" : "x",
      scales: round
        ? {}
        : kind === "radar"
          ? { r: { ticks: { color: ink }, grid: { color: lines }, pointLabels: { color: ink } } }
          : ({
              ...main,
              ...(secondary ? { y1: { position: "right", grid: { display: false }, ticks: { color: ink } } } : {}),
            } as never),
      plugins: {
        title: {
          display: state.titleVisible && state.title !== "",
          text: state.title,
          color: ink,
          font: { size: 15, weight: "normal" },
        },
        legend: {
          display: state.legendVisible,
          position: (LEGENDS[state.legendPosition] ?? "bottom") as "bottom",
          labels: {
            color: ink,
            boxWidth: 12,
            boxHeight: kind === "line" && !state.chartType.startsWith("Area") ? 2 : 10,
          },
        },
      },
    },
  };
}

const LEGENDS: Readonly<Record<string, string>> = {
  Top: "top",
  Bottom: "bottom",
  Left: "left",
  Right: "right",
  Corner: "right",
};

interface DatasetContext {
  readonly data: (number | null)[];
  readonly kind: ChartType;
  readonly host: Host;
  readonly round: boolean;
  readonly points: boolean;
}

function datasetOf(
  state: ChartState,
  series: SeriesState,
  at: number,
  { data, kind, host, round, points }: DatasetContext,
): ChartDataset {
  const type = series.chartType ?? state.chartType;
  const own = kindOf(type) ?? kind;
  const color = series.fillColor ?? series.lineColor ?? COLORS[at % COLORS.length]!;
  const area = type.startsWith("Area");
  const base = {
    type: own,
    label: series.name,
    backgroundColor: round ? data.map((_, index) => COLORS[index % COLORS.length]!) : area ? `${color}B0` : color,
    borderColor: round ? "#FFFFFF" : (series.lineColor ?? color),
    // Lines lie over columns.
    order: own === "line" ? 0 : 1,
    ...(series.axisGroup === "Secondary" ? { yAxisID: "y1" } : {}),
  };
  if (points) {
    const x = numbers(host, series.categories);
    const lines = type !== "XYScatter" && type !== "Bubble";
    return {
      ...base,
      data: data.map((y, index) => ({ x: x[index] ?? index + 1, y })),
      showLine: lines,
      tension: type === "XYScatterSmooth" ? 0.4 : 0,
      pointRadius: type === "XYScatterLinesNoMarkers" ? 0 : 4,
    } as ChartDataset;
  }
  const shape =
    own === "line" || own === "radar"
      ? {
          borderWidth: 2.25,
          pointRadius: type === "LineMarkers" || own === "radar" ? 3.5 : 0,
          fill: area ? (state.chartType.includes("Stacked") ? "stack" : "origin") : false,
        }
      : round
        ? { borderWidth: 1 }
        : { borderWidth: 0, categoryPercentage: 0.7, barPercentage: 0.95 };
  return { ...base, ...shape, data } as ChartDataset;
}

function numbers(host: Host, area: Area | null): (number | null)[] {
  if (!area) return [];
  return host.grid.values(area).flatMap((row) => row.map((value) => (typeof value === "number" ? value : null)));
}

const texts = (host: Host, area: Area): string[] => host.grid.texts(area).flat();
