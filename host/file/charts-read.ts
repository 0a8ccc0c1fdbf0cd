/** Charts as the host keeps them, read from a drawing and its chart parts (ECMA-376 part 1, 20.5 and 21.2). */
import { splitSheet, tryParseAddress, type Area } from "../address.js";
import type { ChartState, SeriesState } from "../states.js";
import type { FileSheet } from "./content.js";
import { automaticAccent, OFFICE_THEME, type Palette, tinted } from "./colors.js";
import type { Package } from "./package.js";
import { attribute, child, children, descendants, flagOf, local, numberOf, textOf, type XmlElement } from "./xml.js";

export interface ChartSource {
  readonly drawing: string;
  readonly part: string;
}

export interface ReadChart {
  readonly chart: ChartState;
  readonly source: ChartSource;
}

const EMU = 12_700;

export type SheetLookup = (name: string) => string | undefined;

/** The charts of a drawing; of the rest of it, whether there is any. */
export function readDrawing(
  file: Package,
  drawing: string,
  sheet: FileSheet,
  sheetId: SheetLookup,
  palette: Palette,
): { readonly charts: ReadChart[]; readonly others: boolean } {
  const charts: ReadChart[] = [];
  let others = false;
  const { root } = file.xml(drawing);
  for (const anchor of children(root)) {
    if (!/Anchor$/.test(local(anchor.name))) {
      others = true;
      continue;
    }
    const frame = child(anchor, "graphicFrame");
    const reference = [...descendants(frame, "chart")][0];
    const relation = file.relations(drawing).find(({ id }) => id === attribute(reference, "id"));
    if (!reference || !relation || !file.has(relation.target)) {
      others = true;
      continue;
    }
    const name = attribute(child(frame, "nvGraphicFramePr", "cNvPr"), "name") ?? "Chart";
    const chart = readChart(file.xml(relation.target).root, {
      name,
      sheet,
      sheetId,
      palette,
      place: placeOf(anchor, sheet),
    });
    if (chart) charts.push({ chart, source: { drawing, part: relation.target } });
    else others = true;
  }
  return { charts, others };
}

type Place = Pick<ChartState, "top" | "left" | "width" | "height">;

function placeOf(anchor: XmlElement, sheet: FileSheet): Place {
  const kind = local(anchor.name);
  if (kind === "absoluteAnchor") {
    const [pos, ext] = [child(anchor, "pos"), child(anchor, "ext")];
    return {
      left: (numberOf(pos, "x") ?? 0) / EMU,
      top: (numberOf(pos, "y") ?? 0) / EMU,
      width: (numberOf(ext, "cx") ?? 0) / EMU,
      height: (numberOf(ext, "cy") ?? 0) / EMU,
    };
  }
  const from = cornerOf(child(anchor, "from"), sheet);
  if (kind === "oneCellAnchor") {
    const ext = child(anchor, "ext");
    return { ...from, width: (numberOf(ext, "cx") ?? 0) / EMU, height: (numberOf(ext, "cy") ?? 0) / EMU };
  }
  const to = cornerOf(child(anchor, "to"), sheet);
  return { ...from, width: Math.max(0, to.left - from.left), height: Math.max(0, to.top - from.top) };
}

function cornerOf(corner: XmlElement | undefined, sheet: FileSheet): { top: number; left: number } {
  const number = (name: string): number => Number(textOf(child(corner, name))) || 0;
  return {
    left: offsetOf(number("col"), sheet.columns, sheet.columnWidth) + number("colOff") / EMU,
    top: offsetOf(number("row"), sheet.rows, sheet.rowHeight) + number("rowOff") / EMU,
  };
}

/** The points before a row or column. */
export function offsetOf(count: number, lines: FileSheet["rows"], size: number): number {
  let total = 0;
  for (let at = 0; at < count; at++) {
    const line = lines.get(at);
    if (!line?.hidden) total += line?.size ?? size;
  }
  return total;
}

interface Context {
  readonly name: string;
  readonly sheet: FileSheet;
  readonly sheetId: SheetLookup;
  readonly palette: Palette;
  readonly place: Place;
}

const GROUPED: Readonly<Record<string, string>> = { stacked: "Stacked", percentStacked: "Stacked100" };

/** The chart's type by the names of Excel's API; undefined where it has none that the host knows. */
function typeOf(plot: XmlElement): string | undefined {
  const grouping = attribute(child(plot, "grouping"), "val") ?? "";
  const kind = local(plot.name).replace(/3DChart$/, "Chart");
  switch (kind) {
    case "barChart": {
      const bars = attribute(child(plot, "barDir"), "val") === "bar" ? "Bar" : "Column";
      return `${bars}${GROUPED[grouping] ?? "Clustered"}`;
    }
    case "lineChart":
      if (grouping === "stacked" || grouping === "percentStacked") return "LineStacked";
      return hasMarkers(plot) ? "LineMarkers" : "Line";
    case "areaChart":
      return `Area${GROUPED[grouping] ?? ""}`;
    case "pieChart":
    case "ofPieChart":
      return "Pie";
    case "doughnutChart":
      return "Doughnut";
    case "scatterChart":
      return scatterType(plot);
    case "bubbleChart":
      return "Bubble";
    case "radarChart":
      return "Radar";
    default:
      return undefined;
  }
}

const seriesOf = (plot: XmlElement): XmlElement[] => children(plot, "ser");

const hasMarkers = (plot: XmlElement): boolean =>
  flagOf(child(plot, "marker"), "val") &&
  seriesOf(plot).some((each) => attribute(child(each, "marker", "symbol"), "val") !== "none");

function scatterType(plot: XmlElement): string {
  const lines = seriesOf(plot).some((each) => !child(each, "spPr", "ln", "noFill"));
  const style = attribute(child(plot, "scatterStyle"), "val");
  if (!lines) return "XYScatter";
  if (style === "smoothMarker" || style === "smooth") return "XYScatterSmooth";
  const marked = seriesOf(plot).some((each) => attribute(child(each, "marker", "symbol"), "val") !== "none");
  return marked ? "XYScatterLines" : "XYScatterLinesNoMarkers";
}

function readChart(root: XmlElement, { name, sheet, sheetId, palette, place }: Context): ChartState | undefined {
  const space = child(root, "chart");
  const area = child(space, "plotArea");
  const plots = children(area).flatMap((plot) => {
    const type = /Chart$/.test(local(plot.name)) ? typeOf(plot) : undefined;
    return type ? [{ plot, type }] : [];
  });
  const [first] = plots;
  if (!first) return undefined;
  const secondary = secondaryAxes(area, first.plot);
  const read = plots.flatMap(({ plot, type }) =>
    seriesOf(plot).map((element) => ({
      order: numberOf(child(element, "order"), "val") ?? 0,
      series: readSeries(element, {
        sheetId,
        palette,
        type: type === first.type ? null : type,
        secondary: secondary(plot),
      }),
    })),
  );
  const series = read.sort((a, b) => a.order - b.order).map(({ series }) => series);
  const areas = series.flatMap(({ values, categories }) => [values, categories]).filter((each) => each !== null);
  const [category, value] = axesOf(area, first.plot);
  const legend = child(space, "legend");
  const title = child(space, "title");
  const automatic = series.length === 1 ? series[0]!.name : "";
  const scaling = child(value, "scaling");
  return {
    id: "",
    sheetId: sheet.id,
    name,
    chartType: first.type,
    title: title ? textIn(title) || automatic : automatic,
    titleVisible: title !== undefined || (!flagOf(child(space, "autoTitleDeleted"), "val") && automatic !== ""),
    legendVisible: legend !== undefined,
    legendPosition: LEGENDS[attribute(child(legend, "legendPos"), "val") ?? "r"] ?? "Right",
    series,
    source: areas[0] ?? { sheetId: sheet.id, row: 0, column: 0, rows: 1, columns: 1 },
    seriesBy: "Auto",
    ...place,
    categoryTitle: textIn(child(category, "title")),
    valueTitle: textIn(child(value, "title")),
    valueFormat: attribute(child(value, "numFmt"), "formatCode") ?? "General",
    valueMinimum: numberOf(child(scaling, "min"), "val") ?? null,
    valueMaximum: numberOf(child(scaling, "max"), "val") ?? null,
  };
}

const LEGENDS: Readonly<Record<string, string>> = { t: "Top", b: "Bottom", l: "Left", r: "Right", tr: "Corner" };

const axisIds = (plot: XmlElement): (string | undefined)[] =>
  children(plot, "axId").map((each) => attribute(each, "val"));

function axesOf(
  area: XmlElement | undefined,
  plot: XmlElement,
): [category: XmlElement | undefined, value: XmlElement | undefined] {
  const ids = axisIds(plot);
  const axis = (at: number) =>
    children(area).find((each) => /Ax$/.test(local(each.name)) && attribute(child(each, "axId"), "val") === ids[at]);
  return [axis(0), axis(1)];
}

const secondaryAxes = (area: XmlElement | undefined, first: XmlElement) => {
  const own = axisIds(first).join();
  return (plot: XmlElement): boolean =>
    axisIds(plot).length > 0 && axisIds(plot).join() !== own && axesOf(area, plot)[1] !== axesOf(area, first)[1];
};

interface SeriesContext {
  readonly sheetId: SheetLookup;
  readonly palette: Palette;
  readonly type: string | null;
  readonly secondary: boolean;
}

function readSeries(element: XmlElement, { sheetId, palette, type, secondary }: SeriesContext): SeriesState {
  const name = child(element, "tx");
  const values = child(element, "val") ?? child(element, "yVal");
  const categories = child(element, "cat") ?? child(element, "xVal");
  const shape = child(element, "spPr");
  const index = numberOf(child(element, "idx"), "val") ?? 0;
  return {
    name: textOf(child(name, "v")) || textOf([...descendants(name, "v")][0]) || `Series${index + 1}`,
    values: areaOf(values, sheetId),
    categories: areaOf(categories, sheetId),
    chartType: type,
    axisGroup: secondary ? "Secondary" : "Primary",
    fillColor: seriesColor(child(shape, "solidFill"), index, palette),
    lineColor: seriesColor(child(shape, "ln", "solidFill"), index, palette),
  };
}

function areaOf(data: XmlElement | undefined, sheetId: SheetLookup): Area | null {
  const formula = textOf([...descendants(data, "f")][0]).replace(/^\((.*)\)$/, "$1");
  const { sheet, rest } = splitSheet(formula);
  const rect = tryParseAddress(rest);
  const id = sheet === null ? undefined : sheetId(sheet);
  return rect && id !== undefined ? { sheetId: id, ...rect } : null;
}

const textIn = (element: XmlElement | undefined): string =>
  [...descendants(element, "p")].map((line) => [...descendants(line, "t")].map(textOf).join("")).join("\n") ||
  textOf([...descendants(child(element, "tx", "strRef"), "v")][0]);

const SCHEME: Readonly<Record<string, number>> = {
  bg1: 0,
  lt1: 0,
  tx1: 1,
  dk1: 1,
  bg2: 2,
  lt2: 2,
  tx2: 3,
  dk2: 3,
  accent1: 4,
  accent2: 5,
  accent3: 6,
  accent4: 7,
  accent5: 8,
  accent6: 9,
  hlink: 10,
  folHlink: 11,
};

/** Null for the one that a series has without being given any, in Office's own theme. */
function seriesColor(fill: XmlElement | undefined, index: number, palette: Palette): string | null {
  const [color] = children(fill);
  const { name, lumMod } = automaticAccent(index);
  const isAutomatic =
    color !== undefined &&
    attribute(color, "val") === name &&
    palette.theme[SCHEME[name]!] === OFFICE_THEME[SCHEME[name]!] &&
    (numberOf(child(color, "lumMod"), "val") ?? 100_000) === lumMod &&
    child(color, "lumOff") === undefined;
  return isAutomatic ? null : drawingColor(fill, palette);
}

function drawingColor(fill: XmlElement | undefined, palette: Palette): string | null {
  const [color] = children(fill);
  if (!color) return null;
  const base =
    local(color.name) === "schemeClr"
      ? palette.theme[SCHEME[attribute(color, "val") ?? ""] ?? -1]
      : (attribute(color, "lastClr") ?? attribute(color, "val"));
  if (!base || !/^[0-9a-f]{6}$/i.test(base)) return null;
  const [mod, off] = [numberOf(child(color, "lumMod"), "val") ?? 100_000, numberOf(child(color, "lumOff"), "val") ?? 0];
  const dark = mod === 100_000 ? base : tinted(base, mod / 100_000 - 1);
  return `#${(off > 0 ? tinted(base, off / 100_000) : dark).toUpperCase()}`;
}
