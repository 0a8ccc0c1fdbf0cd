import type { IBorderData, IBorderStyleData, IStyleData, Nullable } from "@univerjs/core";
import { PLAIN } from "../plain.js";
import type {
  BorderEdge,
  BorderLine,
  CellStyle,
  HorizontalAlignment,
  StyleChange,
  VerticalAlignment,
} from "../port.js";

// Univer's enumerations, by value: its packages come in as modules only at run time.
const HORIZONTAL: readonly HorizontalAlignment[] = [
  "General",
  "Left",
  "Center",
  "Right",
  "Justify",
  "Justify",
  "Distributed",
];
const VERTICAL: readonly VerticalAlignment[] = ["Bottom", "Top", "Center", "Bottom"];
const WRAP = 3;
const INDENT_PIXELS = 9;
const EDGES = { top: "t", bottom: "b", left: "l", right: "r" } as const satisfies Record<BorderEdge, keyof IBorderData>;

const BORDERS: readonly (readonly [style: string, weight: string, univer: number])[] = [
  ["Continuous", "Thin", 1],
  ["Continuous", "Hairline", 2],
  ["Continuous", "Medium", 8],
  ["Continuous", "Thick", 13],
  ["Dot", "Thin", 3],
  ["Dash", "Thin", 4],
  ["Dash", "Medium", 9],
  ["DashDot", "Thin", 5],
  ["DashDot", "Medium", 10],
  ["DashDotDot", "Thin", 6],
  ["DashDotDot", "Medium", 11],
  ["Double", "Thick", 7],
  ["SlantDashDot", "Medium", 12],
];

function borderFrom(data: IBorderStyleData): BorderLine {
  const [style, weight] = BORDERS.find(([, , code]) => code === (data.s as number)) ?? ["Continuous", "Thin"];
  return { style, weight, color: upper(data.cl?.rgb) ?? "#000000" };
}

function borderTo(line: BorderLine): IBorderStyleData {
  const exact = BORDERS.find(([style, weight]) => style === line.style && weight === line.weight);
  const code = (exact ?? BORDERS.find(([style]) => style === line.style) ?? BORDERS[0]!)[2];
  return { s: code, cl: { rgb: line.color } };
}

const upper = (rgb: Nullable<string>): string | null => (rgb ? rgb.toUpperCase() : null);

export function styleFrom(data: Nullable<IStyleData>): CellStyle {
  if (!data) return PLAIN;
  const borders: Partial<Record<BorderEdge, BorderLine>> = {};
  for (const [edge, key] of Object.entries(EDGES)) {
    const line = data.bd?.[key];
    if (line) borders[edge as BorderEdge] = borderFrom(line);
  }
  return {
    numberFormat: data.n?.pattern || PLAIN.numberFormat,
    fillColor: upper(data.bg?.rgb),
    fontName: data.ff ?? PLAIN.fontName,
    fontSize: data.fs ?? PLAIN.fontSize,
    fontColor: upper(data.cl?.rgb) ?? PLAIN.fontColor,
    bold: data.bl === 1,
    italic: data.it === 1,
    underline: data.ul?.s === 1,
    strikethrough: data.st?.s === 1,
    horizontal: HORIZONTAL[data.ht ?? 0] ?? PLAIN.horizontal,
    vertical: VERTICAL[data.vt ?? 0] ?? PLAIN.vertical,
    wrap: data.tb === WRAP,
    indent: Math.round((data.pd?.l ?? 0) / INDENT_PIXELS),
    borders,
  };
}

/** The change as Univer's style; a null there removes what was set. */
export function styleTo(change: StyleChange): Record<string, unknown> {
  const style: Record<string, unknown> = {};
  const put = <V>(key: string, value: V | null | undefined, convert: (value: V) => unknown) => {
    if (value !== undefined) style[key] = value === null ? null : convert(value);
  };
  put("n", change.numberFormat, (pattern) => (pattern === PLAIN.numberFormat ? null : { pattern }));
  put("bg", change.fillColor, (rgb) => ({ rgb }));
  put("ff", change.fontName, String);
  put("fs", change.fontSize, Number);
  put("cl", change.fontColor, (rgb) => ({ rgb }));
  put("bl", change.bold, Number);
  put("it", change.italic, Number);
  put("ul", change.underline, (on) => (on ? { s: 1 } : null));
  put("st", change.strikethrough, (on) => (on ? { s: 1 } : null));
  put("ht", change.horizontal, (value) => HORIZONTAL.indexOf(value) || null);
  put("vt", change.vertical, (value) => (value === "Bottom" ? 3 : VERTICAL.indexOf(value)));
  put("tb", change.wrap, (on) => (on ? WRAP : null));
  put("pd", change.indent, (level) => ({ l: level * INDENT_PIXELS }));
  if (change.borders) {
    const bd: Record<string, IBorderStyleData | null> = {};
    for (const [edge, line] of Object.entries(change.borders))
      bd[EDGES[edge as BorderEdge]] = line ? borderTo(line) : null;
    style.bd = bd;
  }
  return style;
}
