/** The charts of planned sheets, which the writer of workbooks doesn't know (DrawingML charts, ECMA-376 part 1, 21.2). */
import { columnName, type Area } from "../../../src/excel/addresses/addresses";
import { quoteSheet } from "../../../src/excel/names/names";
import type { Plan, Sheets } from "./calculate";
import { editPackage, escapeXml } from "./package";

type Chart = Plan["charts"][number];

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT = "application/vnd.openxmlformats-officedocument";

/** Plans in the order of the workbook's sheets. */
export const withCharts = (workbook: Uint8Array, plans: readonly Plan[], sheets: Sheets): Uint8Array =>
  editPackage(workbook, ({ add, edit, relate }) => {
    let count = 0;
    plans.forEach((plan, index) => {
      if (plan.charts.length === 0) return;
      const part = `xl/drawings/drawing${index + 1}.xml`;
      const anchors = plan.charts.map((chart, at) => {
        count++;
        add(`xl/charts/chart${count}.xml`, `${CONTENT}.drawingml.chart+xml`, chartXml(plan.name, chart, sheets));
        return anchorXml(chart, at + 1, relate(part, `${RELATION}/chart`, `../charts/chart${count}.xml`));
      });
      const drawing = `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${anchors.join("")}</xdr:wsDr>`;
      add(part, `${CONTENT}.drawing+xml`, drawing);
      const sheet = `xl/worksheets/sheet${index + 1}.xml`;
      const relation = relate(sheet, `${RELATION}/drawing`, `../drawings/drawing${index + 1}.xml`);
      edit(sheet, (xml) =>
        xml.replace(/(?=<tableParts|<extLst|<\/worksheet>)/, `<drawing xmlns:r="${RELATION}" r:id="${relation}"/>`),
      );
    });
  });

const corner = (side: "from" | "to", row: number, column: number): string =>
  `<xdr:${side}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${side}>`;

const anchorXml = ({ name, place }: Chart, id: number, relation: string): string =>
  `<xdr:twoCellAnchor>${corner("from", place.row, place.column)}` +
  corner("to", place.row + place.rows, place.column + place.columns) +
  `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${id + 1}" name="${escapeXml(name)}"/>` +
  `<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
  `<a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${RELATION}" r:id="${relation}"/>` +
  `</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;

const GROUPING = { Line: "standard", ColumnStacked: "stacked", ColumnClustered: "clustered" } as const;

function chartXml(sheet: string, { title, type, categories, series }: Chart, sheets: Sheets): string {
  const isLine = type === "Line";
  const lines = series.map(
    ({ name, values }, index) =>
      `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${escapeXml(name)}</c:v></c:tx>` +
      (isLine ? `<c:marker><c:symbol val="none"/></c:marker>` : `<c:invertIfNegative val="0"/>`) +
      `<c:cat>${numbers(sheet, categories, sheets)}</c:cat><c:val>${numbers(sheet, values, sheets)}</c:val>` +
      `${isLine ? `<c:smooth val="0"/>` : ""}</c:ser>`,
  );
  const body = `<c:grouping val="${GROUPING[type]}"/><c:varyColors val="0"/>${lines.join("")}`;
  const axes = `<c:axId val="1"/><c:axId val="2"/>`;
  const overlap = type === "ColumnStacked" ? `<c:overlap val="100"/>` : "";
  const plot = isLine
    ? `<c:lineChart>${body}<c:marker val="1"/>${axes}</c:lineChart>`
    : `<c:barChart><c:barDir val="col"/>${body}<c:gapWidth val="60"/>${overlap}${axes}</c:barChart>`;
  return (
    `<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main"><c:roundedCorners val="0"/><c:chart>` +
    `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr><a:r><a:rPr sz="1200" b="0"/>` +
    `<a:t>${escapeXml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>` +
    `<c:plotArea><c:layout/>${plot}` +
    `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>` +
    `<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="nextTo"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>` +
    `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>` +
    `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>` +
    `<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>` +
    `</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>` +
    `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
  );
}

/** A row of cells, with the numbers that they show now. */
function numbers(sheet: string, { row, column, columns }: Area, sheets: Sheets): string {
  const place = (at: number): string => `$${columnName(at)}$${row + 1}`;
  const points = Array.from({ length: columns }, (_, index) => {
    const value = sheets.get(sheet)![row]?.[column + index]?.value;
    return typeof value === "number" ? `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>` : "";
  });
  const range = `${quoteSheet(sheet)}!${place(column)}:${place(column + columns - 1)}`;
  return (
    `<c:numRef><c:f>${escapeXml(range)}</c:f><c:numCache><c:formatCode>General</c:formatCode>` +
    `<c:ptCount val="${columns}"/>${points.join("")}</c:numCache></c:numRef>`
  );
}
