import type { RangeTarget } from "../book.js";
import { MAX_COLUMNS, MAX_ROWS, type Area } from "../address.js";
import { invalidArgument, itemNotFound } from "../errors.js";
import type { BorderEdge, BorderLine, CellStyle, StyleChange } from "../grid/port.js";
import {
  color,
  flag,
  handle,
  leadsTo,
  oneOf,
  readOnly,
  text,
  whole,
  type Handle,
  type ObjectType,
  type Property,
} from "../model.js";
import type { Session } from "../session.js";
import { writable } from "./range/target.js";

export interface FormatTarget {
  readonly target: RangeTarget;
  readonly area: () => Area;
  /** Of several ranges: all of them. */
  readonly all?: () => readonly Area[];
  readonly session: Session;
}

/** Looks are read from so many cells at most: enough to tell whether they agree. */
const SAMPLE = 20_000;

function sampled(format: FormatTarget): Area {
  const area = format.area();
  const columns = Math.min(area.columns, 1_000);
  return { ...area, columns, rows: Math.max(1, Math.min(area.rows, Math.floor(SAMPLE / columns))) };
}

/** The value all cells share, or null where they differ, as Excel answers. */
function shared<T>(format: FormatTarget, pick: (style: CellStyle) => T): T | null {
  const styles = format.session.grid.styles(sampled(format));
  const first = pick(styles[0]![0]!);
  return styles.every((row) => row.every((style) => pick(style) === first)) ? first : null;
}

function change(format: FormatTarget, style: StyleChange): void {
  const areas = format.all?.() ?? [writable(format.target, format.session)];
  for (const area of areas) format.session.grid.style(area, style);
}

const styled = <K extends Exclude<keyof CellStyle, "borders">>(
  key: K,
  convert: (value: unknown) => CellStyle[K],
): Property<FormatTarget> => ({
  get: (format) => shared(format, (style) => style[key]),
  set: (format, value) => change(format, { [key]: convert(value) }),
});

const positiveNumber = (value: unknown): number => {
  if (typeof value !== "number" || !(value > 0)) throw invalidArgument();
  return value;
};

const fill: ObjectType<FormatTarget> = {
  name: "RangeFill",
  properties: {
    Color: {
      // Without a fill Excel says white, and for cells that differ "".
      get(format) {
        const own = shared(format, (style) => style.fillColor ?? "#FFFFFF");
        return own ?? "";
      },
      set: (format, value) => change(format, { fillColor: color(value) }),
    },
  },
  methods: { Clear: { run: (format) => change(format, { fillColor: null }) } },
};

const font: ObjectType<FormatTarget> = {
  name: "RangeFont",
  properties: {
    Name: styled("fontName", text),
    Size: styled("fontSize", positiveNumber),
    Color: styled("fontColor", color),
    Bold: styled("bold", flag),
    Italic: styled("italic", flag),
    Strikethrough: styled("strikethrough", flag),
    Underline: {
      get(format) {
        const on = shared(format, (style) => style.underline);
        return on === null ? null : on ? "Single" : "None";
      },
      set(format, value) {
        const kind = oneOf(["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"] as const, value);
        change(format, { underline: kind !== "None" });
      },
    },
  },
  methods: {},
};

const SIDES = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp",
] as const;
type Side = (typeof SIDES)[number];
const STYLES = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const;
const WEIGHTS = ["Hairline", "Thin", "Medium", "Thick"] as const;

interface BorderTarget {
  readonly format: FormatTarget;
  readonly side: Side;
}

const THIN: BorderLine = { style: "Continuous", weight: "Thin", color: "#000000" };

/** The cells along a side, and which of their edges is meant. Diagonals aren't drawn by the grid. */
function along(area: Area, side: Side): readonly (readonly [Area, BorderEdge])[] {
  const bottom = { ...area, row: area.row + area.rows - 1, rows: 1 };
  const right = { ...area, column: area.column + area.columns - 1, columns: 1 };
  switch (side) {
    case "EdgeTop":
      return [[{ ...area, rows: 1 }, "top"]];
    case "EdgeBottom":
      return [[bottom, "bottom"]];
    case "EdgeLeft":
      return [[{ ...area, columns: 1 }, "left"]];
    case "EdgeRight":
      return [[right, "right"]];
    case "InsideHorizontal":
      return area.rows > 1 ? [[{ ...area, row: area.row + 1, rows: area.rows - 1 }, "top"]] : [];
    case "InsideVertical":
      return area.columns > 1 ? [[{ ...area, column: area.column + 1, columns: area.columns - 1 }, "left"]] : [];
    default:
      return [];
  }
}

function lineOf({ format, side }: BorderTarget): BorderLine | null {
  const [first] = along(format.area(), side);
  if (!first) return null;
  const [area, edge] = first;
  return format.session.grid.styles({ ...area, rows: 1, columns: 1 })[0]![0]!.borders[edge] ?? null;
}

function setLine(target: BorderTarget, next: (line: BorderLine) => BorderLine | null): void {
  const areas = target.format.all?.() ?? [writable(target.format.target, target.format.session)];
  for (const whole of areas) {
    for (const [area, edge] of along(whole, target.side)) {
      target.format.session.grid.style(area, { borders: { [edge]: next(lineOf(target) ?? THIN) } });
    }
  }
}

const border: ObjectType<BorderTarget> = {
  name: "RangeBorder",
  properties: {
    Id: readOnly((target) => target.side),
    SideIndex: readOnly((target) => target.side),
    Style: {
      get: (target) => lineOf(target)?.style ?? "None",
      set(target, value) {
        const style = oneOf(STYLES, value);
        setLine(target, (line) =>
          style === "None" ? null : { ...line, style, weight: style === "Double" ? "Thick" : line.weight },
        );
      },
    },
    Weight: {
      get: (target) => lineOf(target)?.weight ?? "Thin",
      set: (target, value) => {
        const weight = oneOf(WEIGHTS, value);
        setLine(target, (line) => ({ ...line, weight }));
      },
    },
    Color: {
      get: (target) => lineOf(target)?.color ?? "#000000",
      set: (target, value) => {
        const rgb = color(value);
        setLine(target, (line) => ({ ...line, color: rgb }));
      },
    },
  },
  methods: {},
};

const borderHandle = (format: FormatTarget, side: Side): Handle => handle(border, { format, side });

const borders: ObjectType<FormatTarget> = {
  name: "RangeBorderCollection",
  properties: { Count: readOnly(() => SIDES.length) },
  items: (format) => SIDES.map((side) => borderHandle(format, side)),
  methods: {
    GetItem: { run: (format, _session, side) => borderHandle(format, oneOf(SIDES, side)) },
    GetItemAt: {
      run(format, _session, index) {
        const side = SIDES[whole(index)];
        if (!side) throw itemNotFound();
        return borderHandle(format, side);
      },
    },
  },
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

function size(direction: "columns" | "rows"): Property<FormatTarget> {
  const limit = direction === "columns" ? MAX_COLUMNS : MAX_ROWS;
  return {
    get(format) {
      const { grid } = format.session;
      const area = format.area();
      const [start, count] = direction === "columns" ? [area.column, area.columns] : [area.row, area.rows];
      const read = direction === "columns" ? grid.columnWidth : grid.rowHeight;
      const first = read(area.sheetId, start);
      for (let index = start; index < Math.min(start + Math.min(count, 1_000), limit); index++) {
        if (read(area.sheetId, index) !== first) return null;
      }
      return first;
    },
    set(format, value) {
      if (typeof value !== "number" || value < 0) throw invalidArgument();
      const area = writable(format.target, format.session);
      if (direction === "columns") format.session.grid.setColumnWidth(area, value);
      else format.session.grid.setRowHeight(area, value);
    },
  };
}

/** About what Excel's widest text takes: a character is some five points in the default font. */
function autofit(format: FormatTarget): void {
  const { grid } = format.session;
  const area = writable(format.target, format.session);
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

export const rangeFormat: ObjectType<FormatTarget> = {
  name: "RangeFormat",
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
    Fill: leadsTo((format) => handle(fill, format)),
    Font: leadsTo((format) => handle(font, format)),
    Borders: leadsTo((format) => handle(borders, format)),
  },
  methods: {
    AutofitColumns: { run: autofit, reads: true },
    AutofitRows: { run: () => null },
  },
};
