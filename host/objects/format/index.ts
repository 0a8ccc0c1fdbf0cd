import { MAX_COLUMNS, MAX_ROWS, type Area } from "../../address.js";
import { invalidArgument } from "../../errors.js";
import type { CellStyle, Grid } from "../../grid/port.js";
import { handle, type RangesTarget } from "../../kinds.js";
import { color, flag, leadsTo, oneOf, text, whole, type Members, type Property } from "../../model.js";
import type { Session } from "../../session.js";
import { change, firstArea, shared, writableAreas } from "./areas.js";

const styled = <K extends Exclude<keyof CellStyle, "borders">>(
  key: K,
  convert: (value: unknown) => CellStyle[K],
): Property<RangesTarget> => ({
  get: (target, session) => shared(target, session, (style) => style[key]),
  set: (target, value, session) => change(target, session, { [key]: convert(value) }),
});

const positiveNumber = (value: unknown): number => {
  if (typeof value !== "number" || !(value > 0)) throw invalidArgument();
  return value;
};

export const fill: Members<"RangeFill"> = {
  properties: {
    Color: {
      // Without a fill Excel says white, and for cells that differ "".
      get(target, session) {
        const own = shared(target, session, (style) => style.fillColor ?? "#FFFFFF");
        return own ?? "";
      },
      set: (target, value, session) => change(target, session, { fillColor: color(value) }),
    },
  },
  methods: { Clear: { run: (target, session) => change(target, session, { fillColor: null }) } },
};

export const font: Members<"RangeFont"> = {
  properties: {
    Name: styled("fontName", text),
    Size: styled("fontSize", positiveNumber),
    Color: styled("fontColor", color),
    Bold: styled("bold", flag),
    Italic: styled("italic", flag),
    Strikethrough: styled("strikethrough", flag),
    Underline: {
      get(target, session) {
        const on = shared(target, session, (style) => style.underline);
        return on === null ? null : on ? "Single" : "None";
      },
      set(target, value, session) {
        const kind = oneOf(["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"] as const, value);
        change(target, session, { underline: kind !== "None" });
      },
    },
  },
  methods: {},
};

const HORIZONTAL = [
  "General",
  "Left",
  "Center",
  "Right",
  "Fill",
  "Justify",
  "CenterAcrossSelection",
  "Distributed",
] as const;
const VERTICAL = ["Top", "Center", "Bottom", "Justify", "Distributed"] as const;

function size(direction: "columns" | "rows"): Property<RangesTarget> {
  const limit = direction === "columns" ? MAX_COLUMNS : MAX_ROWS;
  return {
    get(target, session) {
      const { grid } = session;
      const area = firstArea(target, session);
      const [start, count] = direction === "columns" ? [area.column, area.columns] : [area.row, area.rows];
      const read = direction === "columns" ? grid.columnWidth : grid.rowHeight;
      const first = read(area.sheetId, start);
      for (let index = start; index < Math.min(start + Math.min(count, 1_000), limit); index++) {
        if (read(area.sheetId, index) !== first) return null;
      }
      return first;
    },
    set(target, value, session) {
      if (typeof value !== "number" || value < 0) throw invalidArgument();
      for (const area of writableAreas(target, session)) {
        if (direction === "columns") session.grid.setColumnWidth(area, value);
        else session.grid.setRowHeight(area, value);
      }
    },
  };
}

/** About what Excel's widest text takes: a character is some five points in the default font. */
function autofit(target: RangesTarget, session: Session): void {
  for (const area of writableAreas(target, session)) fitColumnsOf(area, session.grid);
}

function fitColumnsOf(area: Area, grid: Grid): void {
  const bounds = grid.usedBounds(area.sheetId, true);
  if (!bounds) return;
  for (
    let column = area.column;
    column < Math.min(area.column + area.columns, bounds.column + bounds.columns);
    column++
  ) {
    const texts = grid.texts({ sheetId: area.sheetId, row: bounds.row, column, rows: bounds.rows, columns: 1 });
    const widest = Math.max(0, ...texts.map(([each]) => width(each!)));
    if (widest > 0) grid.setColumnWidth({ ...area, column, columns: 1 }, Math.min(400, widest * 5.3 + 8));
  }
}

/** East Asian characters take two columns of a text. */
const width = (line: string): number =>
  [...line].reduce((sum, each) => sum + (each.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);

export const rangeFormat: Members<"RangeFormat"> = {
  properties: {
    HorizontalAlignment: styled("horizontal", (value) => {
      const given = oneOf(HORIZONTAL, value);
      if (given === "Fill") return "General";
      return given === "CenterAcrossSelection" ? "Center" : given;
    }),
    VerticalAlignment: styled("vertical", (value) => {
      const given = oneOf(VERTICAL, value);
      return given === "Justify" || given === "Distributed" ? "Center" : given;
    }),
    WrapText: styled("wrap", flag),
    IndentLevel: styled("indent", whole),
    ColumnWidth: size("columns"),
    RowHeight: size("rows"),
    Fill: leadsTo(({ ranges }) => handle("RangeFill", { ranges })),
    Font: leadsTo(({ ranges }) => handle("RangeFont", { ranges })),
    Borders: leadsTo(({ ranges }) => handle("RangeBorderCollection", { ranges })),
  },
  methods: {
    AutofitColumns: { run: autofit, reads: true },
    AutofitRows: { run: () => null },
  },
};
