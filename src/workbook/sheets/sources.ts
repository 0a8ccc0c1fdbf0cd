/** The Sources sheet: every figure that the model rests on, asked for by formulas. */
import { endOf } from "../../model";
import {
  apart,
  asNumbers,
  canvas,
  formula,
  FORMATS,
  numberFormat,
  referrer,
  text,
  type Canvas,
  type Cell,
} from "../../excel/plans/cells";
import { stacked } from "./blocks";
import { figuresUsed } from "./figuresUsed";
import { TEXT } from "./texts";
import { heading, HEADING, nameOf, NO_CHART, type Setting, type SheetPlan } from "./shared";

/** A figure's fields that the Sources sheet asks for, a column each, named as formulas name them. */
const FIELDS = ["value", "comparator", "unit", "year", "publisher", "section"] as const;
/** Of a report that names its documents. */
const EVIDENCE = ["document", "page"] as const;

type Field = (typeof FIELDS)[number] | (typeof EVIDENCE)[number];

/** Value and year are numbers, and stand on the left of these. */
const beside = (field: Field, cell: Cell): Cell =>
  field === "comparator" || field === "publisher"
    ? apart(cell)
    : field === "value" || field === "year"
      ? asNumbers(cell)
      : cell;

export function sourcesBlock(sheet: Canvas, row: number, { model, prefix = "", language }: Setting): void {
  const at = referrer(sheet);
  const fields = model.report.documents ? [...FIELDS, ...EVIDENCE] : FIELDS;
  sheet.row(row, 0, [
    ...[TEXT.figure, TEXT.metric].map((title) => text(title[language], "header")),
    ...fields.map((field) => beside(field, text(TEXT[field][language], field === "year" ? "number-header" : "header"))),
  ]);
  sheet.row(
    row + 1,
    2,
    fields.map((field) => beside(field, text(field, "input"))),
  );
  figuresUsed(model.report).forEach((figure, index) => {
    const here = row + 2 + index;
    const id = at.cell(here, 0, "column");
    sheet.row(here, 0, [
      text(prefix + figure.id, "input"),
      formula(`MARKET.NAME(${id},"name","figure")`, FORMATS.general),
    ]);
    const isRange = typeof figure.value !== "number";
    const format = figure.unit === "%" ? "0.0###%" : numberFormat(endOf(figure.value, "low"));
    const ends = ["low", "high"].map((end) => `TEXT(MARKET.FIGURE(${id},"${end}"),"${format}")`);
    fields.forEach((field, offset) => {
      const asked = `MARKET.FIGURE(${id},${at.cell(row + 1, 2 + offset, "row")})`;
      // A figure without a publisher, a year or a page has none to show, and that is no error of the sheet.
      const shown = field === "comparator" && isRange ? `IF(${asked}="=","",${asked})` : asked;
      const call = `IFNA(${shown},"")`;
      // A range is shown as one: its midpoint is nothing that the report states.
      const content = field === "value" && isRange ? ends.join('&"–"&') : call;
      const cell = formula(content, field === "value" && !isRange ? format : FORMATS.general);
      sheet.put(here, 2 + offset, beside(field, cell));
    });
  });
}

export function planSources(setting: Setting): SheetPlan {
  const sheet = canvas();
  heading(sheet, setting, "sources");
  sourcesBlock(sheet, 4, setting);
  const cells = sheet.finish();
  const figures = figuresUsed(setting.model.report).map(({ id }) => `:${id}`);
  return {
    kind: "sources",
    name: nameOf("sources", setting),
    cells,
    blocks: stacked(cells, [HEADING, { key: "figures", row: 4, rows: ["header", "fields", ...figures], columns: [] }]),
    widths: [34, 44, 12, 15, 18, 12, 36, 10, 36, 10],
    freeze: { rows: 6, columns: 2 },
    print: { titleRows: 6, breaks: [] },
    tables: [],
    charts: NO_CHART,
  };
}
