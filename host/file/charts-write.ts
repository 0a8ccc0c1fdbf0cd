/** Charts of the host as parts of a workbook (DrawingML charts, ECMA-376 part 1, 21.2). */
import { absoluteAddress, quoteSheetName, type Area } from "../address.js";
import type { ChartState, SeriesState } from "../states.js";
import type { CellValue } from "../grid/port.js";
import type { FileSheet } from "./content.js";
import { automaticAccent } from "./colors.js";
import { escapeXml } from "./xml.js";

export const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const EMU = 12_700;

export const drawingXml = (): string =>
  `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main"></xdr:wsDr>`;

/** Where a chart stands: between two corners, so that it goes with the cells below it. */
export function anchorXml(chart: ChartState, sheet: FileSheet, id: number, relation: string): string {
  const from = cornerXml("from", chart.left, chart.top, sheet);
  const to = cornerXml("to", chart.left + chart.width, chart.top + chart.height, sheet);
  return (
    `<xdr:twoCellAnchor xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${from}${to}` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${id}" name="${escapeXml(chart.name)}"/>` +
    `<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
    `<a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${OFFICE}" r:id="${relation}"/>` +
    `</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
  );
}

export function cornerXml(side: "from" | "to", left: number, top: number, sheet: FileSheet): string {
  const column = cellOf(left, sheet.columns, sheet.columnWidth);
  const row = cellOf(top, sheet.rows, sheet.rowHeight);
  return (
    `<xdr:${side}><xdr:col>${column.index}</xdr:col><xdr:colOff>${Math.round(column.rest * EMU)}</xdr:colOff>` +
    `<xdr:row>${row.index}</xdr:row><xdr:rowOff>${Math.round(row.rest * EMU)}</xdr:rowOff></xdr:${side}>`
  );
}

function cellOf(offset: number, lines: FileSheet["rows"], size: number): { index: number; rest: number } {
  let rest = offset;
  for (let index = 0; ; index++) {
    const line = lines.get(index);
    const own = line?.hidden ? 0 : (line?.size ?? size);
    if (rest < own || index > 100_000) return { index, rest };
    rest -= own;
  }
}

/** What chart parts need of the workbook. */
export interface ChartCells {
  sheetName(sheetId: string): string | undefined;
  value(sheetId: string, row: number, column: number): CellValue;
}

interface Kind {
  readonly element: string;
  readonly before: string;
  readonly after: string;
  readonly axes: "category" | "value" | "none";
  readonly points: boolean;
}

const grouped = (type: string): string =>
  type.endsWith("Stacked100")
    ? "percentStacked"
    : type.endsWith("Stacked")
      ? "stacked"
      : type.startsWith("Area") || type.startsWith("Line")
        ? "standard"
        : "clustered";

function kindOf(type: string): Kind {
  const grouping = `<c:grouping val="${grouped(type)}"/>`;
  const overlap = /Stacked/.test(type) ? `<c:overlap val="100"/>` : "";
  if (type.startsWith("Bar"))
    return {
      element: "barChart",
      before: `<c:barDir val="bar"/>${grouping}`,
      after: `<c:gapWidth val="60"/>${overlap}`,
      axes: "category",
      points: false,
    };
  if (type.startsWith("Line"))
    return { element: "lineChart", before: grouping, after: `<c:marker val="1"/>`, axes: "category", points: false };
  if (type.startsWith("Area"))
    return { element: "areaChart", before: grouping, after: "", axes: "category", points: false };
  if (type.startsWith("Pie"))
    return { element: "pieChart", before: "", after: `<c:firstSliceAng val="0"/>`, axes: "none", points: false };
  if (type === "Doughnut")
    return {
      element: "doughnutChart",
      before: "",
      after: `<c:firstSliceAng val="0"/><c:holeSize val="50"/>`,
      axes: "none",
      points: false,
    };
  if (type === "Radar")
    return {
      element: "radarChart",
      before: `<c:radarStyle val="marker"/>`,
      after: "",
      axes: "category",
      points: false,
    };
  if (type.startsWith("XYScatter")) {
    const style = type === "XYScatterSmooth" ? "smoothMarker" : "lineMarker";
    return {
      element: "scatterChart",
      before: `<c:scatterStyle val="${style}"/>`,
      after: "",
      axes: "value",
      points: true,
    };
  }
  return {
    element: "barChart",
    before: `<c:barDir val="col"/>${grouping}`,
    after: `<c:gapWidth val="60"/>${overlap}`,
    axes: "category",
    points: false,
  };
}

export function chartXml(chart: ChartState, cells: ChartCells): string {
  const groups = new Map<string, { type: string; secondary: boolean; series: { each: SeriesState; at: number }[] }>();
  chart.series.forEach((each, at) => {
    const [type, secondary] = [each.chartType ?? chart.chartType, each.axisGroup === "Secondary"];
    const key = `${type} ${secondary}`;
    if (!groups.has(key)) groups.set(key, { type, secondary, series: [] });
    groups.get(key)!.series.push({ each, at });
  });
  const list = [...groups.values()];
  const plots = list.map(({ type, secondary, series }) => {
    const kind = kindOf(type);
    const axes =
      kind.axes === "none"
        ? ""
        : secondary
          ? `<c:axId val="3"/><c:axId val="4"/>`
          : `<c:axId val="1"/><c:axId val="2"/>`;
    const vary = kind.axes === "none" ? 1 : 0;
    const body = series.map(({ each, at }) => seriesXml(each, at, type, kind, cells)).join("");
    return `<c:${kind.element}>${kind.before}<c:varyColors val="${vary}"/>${body}${kind.after}${axes}</c:${kind.element}>`;
  });
  const main = kindOf(list[0]?.type ?? chart.chartType);
  const sideways = chart.chartType.startsWith("Bar");
  const axes =
    main.axes === "none"
      ? ""
      : axisXml(chart, main, sideways) + (list.some(({ secondary }) => secondary) ? secondaryXml() : "");
  const title = chart.titleVisible && chart.title !== "" ? titleXml(chart.title, 1200) : "";
  const legend = chart.legendVisible
    ? `<c:legend><c:legendPos val="${LEGENDS[chart.legendPosition] ?? "b"}"/><c:overlay val="0"/></c:legend>`
    : "";
  return (
    `<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main"><c:roundedCorners val="0"/><c:chart>` +
    `${title}<c:autoTitleDeleted val="${title === "" ? 1 : 0}"/><c:plotArea><c:layout/>${plots.join("")}${axes}</c:plotArea>${legend}` +
    `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
  );
}

const LEGENDS: Readonly<Record<string, string>> = { Top: "t", Bottom: "b", Left: "l", Right: "r", Corner: "tr" };

const titleXml = (text: string, size: number): string =>
  `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="0"/></a:pPr><a:r><a:rPr sz="${size}" b="0"/>` +
  `<a:t>${escapeXml(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;

function axisXml(chart: ChartState, { axes, element }: Kind, sideways: boolean): string {
  const [bottom, left] = sideways ? ["l", "b"] : ["b", "l"];
  const named = (text: string) => (text === "" ? "" : titleXml(text, 1000));
  const bound = (name: string, value: number | null) => (value === null ? "" : `<c:${name} val="${value}"/>`);
  const scaling = `<c:scaling><c:orientation val="minMax"/>${bound("max", chart.valueMaximum)}${bound("min", chart.valueMinimum)}</c:scaling>`;
  const lines = `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>`;
  const ticks = `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`;
  const format = `<c:numFmt formatCode="${escapeXml(chart.valueFormat)}" sourceLinked="0"/>`;
  const category =
    `<c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="${bottom}"/>${named(chart.categoryTitle)}` +
    `<c:numFmt formatCode="General" sourceLinked="0"/>${ticks}<c:crossAx val="2"/><c:crosses val="autoZero"/>`;
  const first = axes === "value" ? `<c:valAx>${category}</c:valAx>` : `<c:catAx>${category}</c:catAx>`;
  const between = element === "areaChart" || axes === "value" ? "midCat" : "between";
  return (
    first +
    `<c:valAx><c:axId val="2"/>${scaling}<c:delete val="0"/><c:axPos val="${left}"/>${lines}${named(chart.valueTitle)}${format}${ticks}` +
    `<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="${between}"/></c:valAx>`
  );
}

const secondaryXml = (): string => {
  const ticks = `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`;
  const scaling = `<c:scaling><c:orientation val="minMax"/></c:scaling>`;
  return (
    `<c:valAx><c:axId val="4"/>${scaling}<c:delete val="0"/><c:axPos val="r"/><c:numFmt formatCode="General" sourceLinked="1"/>${ticks}` +
    `<c:crossAx val="3"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>` +
    `<c:catAx><c:axId val="3"/>${scaling}<c:delete val="1"/><c:axPos val="b"/>${ticks}<c:crossAx val="4"/><c:crosses val="autoZero"/></c:catAx>`
  );
};

function seriesXml(
  series: SeriesState,
  index: number,
  type: string,
  { element, points, axes }: Kind,
  cells: ChartCells,
): string {
  const shape = shapeXml(series, index, type, element);
  const isLine = element === "lineChart" || element === "scatterChart" || element === "radarChart";
  const marked =
    type === "LineMarkers" ||
    type === "XYScatter" ||
    type === "XYScatterLines" ||
    type === "XYScatterSmooth" ||
    type === "Radar";
  const marker = isLine && !marked ? `<c:marker><c:symbol val="none"/></c:marker>` : "";
  const invert = element === "barChart" ? `<c:invertIfNegative val="0"/>` : "";
  const [categories, values] = points ? ["xVal", "yVal"] : ["cat", "val"];
  const smooth =
    element === "lineChart" || element === "scatterChart"
      ? `<c:smooth val="${type === "XYScatterSmooth" ? 1 : 0}"/>`
      : "";
  return (
    `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${escapeXml(series.name)}</c:v></c:tx>${axes === "none" ? slicesXml(series) : shape}${marker}${invert}` +
    (series.categories ? `<c:${categories}>${dataXml(series.categories, cells, !points)}</c:${categories}>` : "") +
    (series.values ? `<c:${values}>${dataXml(series.values, cells, false)}</c:${values}>` : "") +
    `${smooth}</c:ser>`
  );
}

const solid = (color: string): string => `<a:solidFill>${color}</a:solidFill>`;
const given = (color: string): string => `<a:srgbClr val="${color.slice(1)}"/>`;
/** Said although it goes without saying in Excel: other programs have colours of their own. */
const automatic = (index: number): string => {
  const { name, lumMod } = automaticAccent(index);
  return lumMod === 100_000
    ? `<a:schemeClr val="${name}"/>`
    : `<a:schemeClr val="${name}"><a:lumMod val="${lumMod}"/></a:schemeClr>`;
};

function shapeXml({ fillColor, lineColor }: SeriesState, index: number, type: string, element: string): string {
  const isLine = element === "lineChart" || element === "scatterChart" || element === "radarChart";
  const fill = fillColor ? solid(given(fillColor)) : isLine ? "" : solid(automatic(index));
  const line =
    type === "XYScatter"
      ? `<a:ln w="19050"><a:noFill/></a:ln>`
      : lineColor
        ? `<a:ln w="28575">${solid(given(lineColor))}</a:ln>`
        : isLine && !fillColor
          ? `<a:ln w="28575">${solid(automatic(index))}</a:ln>`
          : "";
  return fill + line === "" ? "" : `<c:spPr>${fill}${line}</c:spPr>`;
}

/** Of a pie each slice has a colour. */
const slicesXml = ({ values }: SeriesState): string =>
  Array.from(
    { length: values ? values.rows * values.columns : 0 },
    (_, at) => `<c:dPt><c:idx val="${at}"/><c:bubble3D val="0"/><c:spPr>${solid(automatic(at))}</c:spPr></c:dPt>`,
  ).join("");

/** A row or column of cells, with what they show now. */
function dataXml(area: Area, cells: ChartCells, texts: boolean): string {
  const values = Array.from({ length: area.rows * area.columns }, (_, at) =>
    cells.value(area.sheetId, area.row + Math.floor(at / area.columns), area.column + (at % area.columns)),
  );
  const name = cells.sheetName(area.sheetId);
  const formula = name === undefined ? "#REF!" : `${quoteSheetName(name)}!${absoluteAddress(area)}`;
  const asText = texts && values.some((value) => typeof value === "string");
  const points = values.map((value, at) => {
    const fits = asText ? value !== null : typeof value === "number" && Number.isFinite(value);
    return fits ? `<c:pt idx="${at}"><c:v>${escapeXml(String(value))}</c:v></c:pt>` : "";
  });
  const kind = asText ? "str" : "num";
  const format = asText ? "" : "<c:formatCode>General</c:formatCode>";
  return (
    `<c:${kind}Ref><c:f>${escapeXml(formula)}</c:f><c:${kind}Cache>${format}<c:ptCount val="${values.length}"/>${points.join("")}` +
    `</c:${kind}Cache></c:${kind}Ref>`
  );
}
