/** Colours as a workbook gives them: plain, by index, or of its theme with a tint (ECMA-376 part 1, 18.8.3 and 20.1.6). */
import { attribute, child, children, flagOf, numberOf, type XmlElement } from "./xml.js";

export const OFFICE_THEME = [
  "FFFFFF",
  "000000",
  "E7E6E6",
  "44546A",
  "4472C4",
  "ED7D31",
  "A5A5A5",
  "FFC000",
  "5B9BD5",
  "70AD47",
  "0563C1",
  "954F72",
];

/** Of files the order is dark before light, of references to them the other way round. */
export const THEME_ORDER = [
  "lt1",
  "dk1",
  "lt2",
  "dk2",
  "accent1",
  "accent2",
  "accent3",
  "accent4",
  "accent5",
  "accent6",
  "hlink",
  "folHlink",
];

const BASIC = ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"];
const INDEXED = [
  ...BASIC,
  ...BASIC,
  ...["800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"],
  ...["9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"],
  ...["000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"],
  ...["00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"],
  ...["3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"],
  ...["003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"],
];

export interface Palette {
  readonly theme: readonly string[];
  readonly indexed: readonly string[];
}

export function paletteOf(theme: XmlElement | undefined, styles: XmlElement | undefined): Palette {
  const scheme = child(theme, "themeElements", "clrScheme");
  const own = children(child(styles, "colors", "indexedColors"), "rgbColor").map((each) =>
    attribute(each, "rgb")?.slice(-6),
  );
  return {
    theme: THEME_ORDER.map((name, at) => {
      const [color] = children(child(scheme, name));
      return (attribute(color, "lastClr") ?? attribute(color, "val") ?? OFFICE_THEME[at]!).toUpperCase();
    }),
    indexed: INDEXED.map((color, at) => own[at]?.toUpperCase() ?? color),
  };
}

const ACCENTS = 6;
const DARKER = 60_000;

/** The colour of a theme that the nth series of a chart has unless it is given another, and how dark it then is. */
export function automaticAccent(index: number): { readonly name: string; readonly lumMod: number } {
  const isSecond = Math.floor(index / ACCENTS) % 2 === 1;
  return { name: `accent${(index % ACCENTS) + 1}`, lumMod: isSecond ? DARKER : 100_000 };
}

/** `#RRGGBB`; null for the automatic one. */
export function colorOf(element: XmlElement | undefined, palette: Palette): string | null {
  if (!element || flagOf(element, "auto")) return null;
  const rgb = attribute(element, "rgb");
  const theme = numberOf(element, "theme");
  const indexed = numberOf(element, "indexed");
  const base =
    rgb !== undefined
      ? rgb.slice(-6)
      : theme !== undefined
        ? palette.theme[theme]
        : indexed !== undefined
          ? palette.indexed[indexed]
          : undefined;
  if (!base || !/^[0-9a-f]{6}$/i.test(base)) return null;
  return `#${tinted(base, numberOf(element, "tint") ?? 0).toUpperCase()}`;
}

/** A tint moves the lightness towards white, or below zero towards black. */
export function tinted(rgb: string, tint: number): string {
  if (tint === 0) return rgb;
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255) as [number, number, number];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const lightness = (most + least) / 2;
  const moved = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint;
  const range = most - least;
  const saturation = range === 0 ? 0 : range / (1 - Math.abs(2 * lightness - 1));
  const hue =
    range === 0 ? 0 : most === r ? ((g - b) / range + 6) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  const chroma = (1 - Math.abs(2 * moved - 1)) * saturation;
  const second = chroma * (1 - Math.abs((hue % 2) - 1));
  const order = [
    [chroma, second, 0],
    [second, chroma, 0],
    [0, chroma, second],
    [0, second, chroma],
    [second, 0, chroma],
    [chroma, 0, second],
  ][Math.floor(hue) % 6]!;
  return order.map((part) => byte(part + moved - chroma / 2)).join("");
}

const byte = (share: number): string =>
  Math.round(Math.min(1, Math.max(0, share)) * 255)
    .toString(16)
    .padStart(2, "0");
