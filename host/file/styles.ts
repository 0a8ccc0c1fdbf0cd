/** Looks of cells: read from a workbook's styles, and added to them where a cell looks as none did (ECMA-376 part 1, 18.8). */
import { PLAIN } from "../grid/plain.js";
import type { BorderEdge, BorderLine, CellStyle, HorizontalAlignment, VerticalAlignment } from "../grid/port.js";
import { colorOf, type Palette } from "./colors.js";
import { attribute, child, children, escapeXml, flagOf, numberOf, type Xml, type XmlElement } from "./xml.js";

const BUILT_IN: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yyyy h:mm",
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: "m-d-yy",
  31: 'yyyy"年"m"月"d"日"',
  37: "#,##0 ;(#,##0)",
  38: "#,##0 ;[Red](#,##0)",
  39: "#,##0.00 ;(#,##0.00)",
  40: "#,##0.00 ;[Red](#,##0.00)",
  41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
  42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
  44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

const HORIZONTAL: Readonly<Record<string, HorizontalAlignment>> = {
  left: "Left",
  center: "Center",
  right: "Right",
  justify: "Justify",
  distributed: "Distributed",
  centerContinuous: "Center",
};
const VERTICAL: Readonly<Record<string, VerticalAlignment>> = { top: "Top", center: "Center" };

const LINES: readonly (readonly [file: string, style: string, weight: string])[] = [
  ["thin", "Continuous", "Thin"],
  ["hair", "Continuous", "Hairline"],
  ["medium", "Continuous", "Medium"],
  ["thick", "Continuous", "Thick"],
  ["dotted", "Dot", "Thin"],
  ["dashed", "Dash", "Thin"],
  ["mediumDashed", "Dash", "Medium"],
  ["dashDot", "DashDot", "Thin"],
  ["mediumDashDot", "DashDot", "Medium"],
  ["dashDotDot", "DashDotDot", "Thin"],
  ["mediumDashDotDot", "DashDotDot", "Medium"],
  ["double", "Double", "Thick"],
  ["slantDashDot", "SlantDashDot", "Medium"],
];

export const EMPTY_STYLES =
  `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

type Font = Pick<CellStyle, "fontName" | "fontSize" | "fontColor" | "bold" | "italic" | "underline" | "strikethrough">;

const keys = new WeakMap<CellStyle, string>();
/** Equal for looks that are alike. */
export function styleKey(style: CellStyle | undefined): string {
  if (!style) return "";
  let key = keys.get(style);
  if (key === undefined) keys.set(style, (key = written(style)));
  return key;
}
const EDGES = ["left", "right", "top", "bottom"] as const satisfies readonly BorderEdge[];
const written = (style: CellStyle): string =>
  JSON.stringify([
    ...(Object.keys(PLAIN) as (keyof CellStyle)[]).filter((name) => name !== "borders").map((name) => style[name]),
    ...EDGES.map((edge) => borderKey(style.borders[edge])),
  ]);
const borderKey = (line: BorderLine | undefined): string => (line ? `${line.style} ${line.weight} ${line.color}` : "");

export class Styles {
  readonly #root: XmlElement;
  readonly #formats = new Map<number, string>(Object.entries(BUILT_IN).map(([id, code]) => [Number(id), code]));
  readonly #fonts: Font[];
  readonly #fills: (string | null)[];
  readonly #borders: CellStyle["borders"][];
  readonly #xfs: XmlElement[];
  readonly #styles: CellStyle[];
  readonly #added = {
    numFmts: [] as string[],
    fonts: [] as string[],
    fills: [] as string[],
    borders: [] as string[],
    cellXfs: [] as string[],
  };
  readonly #known = new Map<string, number>();

  constructor(
    readonly xml: Xml,
    readonly palette: Palette,
  ) {
    const root = (this.#root = xml.root);
    for (const each of children(child(root, "numFmts"), "numFmt")) {
      this.#formats.set(numberOf(each, "numFmtId") ?? -1, attribute(each, "formatCode") ?? "General");
    }
    this.#fonts = children(child(root, "fonts"), "font").map((each) => this.#font(each));
    this.#fills = children(child(root, "fills"), "fill").map((each) => this.#fill(each));
    this.#borders = children(child(root, "borders"), "border").map((each) => this.#border(each));
    this.#xfs = children(child(root, "cellXfs"), "xf");
    this.#styles = this.#xfs.map((each) => this.#style(each));
  }

  /** What cells are written in that nobody formatted. */
  get font(): Pick<CellStyle, "fontName" | "fontSize"> {
    const { fontName, fontSize } = this.#styles[0] ?? PLAIN;
    return { fontName, fontSize };
  }

  /** Undefined where it is Excel's plain look, as of a cell that nobody formatted. */
  at(index: number | undefined): CellStyle | undefined {
    const style = this.#styles[index ?? 0];
    return style && styleKey(style) !== styleKey(PLAIN) ? style : undefined;
  }

  /**
   * The index of that look; of a cell that looked as `from` does, with what isn't known here left as it was. Without a look it is
   * the workbook's own first.
   */
  indexOf(wanted: CellStyle | undefined, from: number): number {
    if (!wanted) return 0;
    const key = styleKey(wanted);
    if (this.#styles[from] && styleKey(this.#styles[from]) === key) return from;
    const known = this.#known.get(`${from} ${key}`);
    if (known !== undefined) return known;
    const alike = from === 0 ? this.#styles.findIndex((each) => styleKey(each) === key) : -1;
    const index = alike >= 0 ? alike : this.#add(wanted, from);
    this.#known.set(`${from} ${key}`, index);
    return index;
  }

  /** Puts what was added into the part. */
  finish(): void {
    for (const [list, added] of Object.entries(this.#added)) {
      if (added.length === 0) continue;
      const element = child(this.#root, list);
      if (element) {
        this.xml.setAttribute(element, "count", String(children(element).length + added.length));
        this.xml.append(element, added.join(""));
      } else {
        const at = this.xml.tagEnd(this.#root);
        this.xml.replace(at, at, `<${this.#tag(list)} count="${added.length}">${added.join("")}</${this.#tag(list)}>`);
      }
    }
  }

  #tag(name: string): string {
    const colon = this.#root.name.indexOf(":");
    return this.#root.name.slice(0, colon + 1) + name;
  }

  #font(element: XmlElement): Font {
    const is = (name: string): boolean => {
      const found = child(element, name);
      return found !== undefined && flagOf(found, "val", true);
    };
    const underline = child(element, "u");
    return {
      fontName: attribute(child(element, "name"), "val") ?? PLAIN.fontName,
      fontSize: numberOf(child(element, "sz"), "val") ?? PLAIN.fontSize,
      fontColor: colorOf(child(element, "color"), this.palette) ?? PLAIN.fontColor,
      bold: is("b"),
      italic: is("i"),
      underline: underline !== undefined && attribute(underline, "val") !== "none",
      strikethrough: is("strike"),
    };
  }

  /** A pattern or a gradient is shown as its colour. */
  #fill(element: XmlElement): string | null {
    const pattern = child(element, "patternFill");
    if (pattern) {
      const type = attribute(pattern, "patternType") ?? "none";
      if (type === "none") return null;
      if (type === "solid") return colorOf(child(pattern, "fgColor"), this.palette);
      return colorOf(child(pattern, "bgColor"), this.palette) ?? colorOf(child(pattern, "fgColor"), this.palette);
    }
    const [stop] = children(child(element, "gradientFill"), "stop");
    return colorOf(child(stop, "color"), this.palette);
  }

  #border(element: XmlElement): CellStyle["borders"] {
    const borders: Partial<Record<BorderEdge, BorderLine>> = {};
    for (const edge of EDGES) {
      const line =
        child(element, edge) ??
        (edge === "left" ? child(element, "start") : edge === "right" ? child(element, "end") : undefined);
      const found = LINES.find(([file]) => file === attribute(line, "style"));
      if (!found) continue;
      borders[edge] = {
        style: found[1],
        weight: found[2],
        color: colorOf(child(line, "color"), this.palette) ?? "#000000",
      };
    }
    return borders;
  }

  #style(xf: XmlElement): CellStyle {
    const alignment = child(xf, "alignment");
    const horizontal = HORIZONTAL[attribute(alignment, "horizontal") ?? ""] ?? "General";
    return {
      numberFormat: this.#formats.get(numberOf(xf, "numFmtId") ?? 0) ?? "General",
      fillColor: this.#fills[numberOf(xf, "fillId") ?? 0] ?? null,
      ...(this.#fonts[numberOf(xf, "fontId") ?? 0] ?? PLAIN_FONT),
      horizontal,
      vertical: VERTICAL[attribute(alignment, "vertical") ?? ""] ?? "Bottom",
      wrap: flagOf(alignment, "wrapText"),
      indent: horizontal === "Right" ? 0 : (numberOf(alignment, "indent") ?? 0),
      borders: this.#borders[numberOf(xf, "borderId") ?? 0] ?? {},
    };
  }

  #add(style: CellStyle, from: number): number {
    const xf = this.#xfs[from];
    const old = this.#styles[from] ?? PLAIN;
    const attributes = new Map(
      Object.entries(xf?.attributes ?? { numFmtId: "0", fontId: "0", fillId: "0", borderId: "0", xfId: "0" }),
    );
    const put = (name: string, apply: string, id: number): void =>
      void attributes.set(name, String(id)).set(apply, "1");
    if (style.numberFormat !== old.numberFormat)
      put("numFmtId", "applyNumberFormat", this.#formatId(style.numberFormat));
    if (fontKey(style) !== fontKey(old)) put("fontId", "applyFont", this.#fontId(style));
    if (style.fillColor !== old.fillColor) put("fillId", "applyFill", this.#fillId(style.fillColor));
    if (bordersKey(style.borders) !== bordersKey(old.borders))
      put("borderId", "applyBorder", this.#borderId(style.borders));
    const alignment = this.#alignment(style, old, child(xf, "alignment"));
    if (alignment) attributes.set("applyAlignment", "1");
    const protection = child(xf, "protection");
    const content = alignment + (protection ? this.xml.source(protection) : "");
    const tag = this.#tag("xf");
    const list = [...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("");
    this.#added.cellXfs.push(content ? `<${tag}${list}>${content}</${tag}>` : `<${tag}${list}/>`);
    this.#styles.push(style);
    this.#xfs.push(xf!);
    return this.#styles.length - 1;
  }

  #alignment(style: CellStyle, old: CellStyle, element: XmlElement | undefined): string {
    const names = ["horizontal", "vertical", "wrap", "indent"] as const;
    if (names.every((name) => style[name] === old[name])) return element ? this.xml.source(element) : "";
    const attributes = new Map(Object.entries(element?.attributes ?? {}));
    const put = (name: string, value: string | null): void =>
      void (value === null ? attributes.delete(name) : attributes.set(name, value));
    if (style.horizontal !== old.horizontal)
      put("horizontal", style.horizontal === "General" ? null : style.horizontal.toLowerCase());
    if (style.vertical !== old.vertical)
      put("vertical", style.vertical === "Bottom" ? null : style.vertical.toLowerCase());
    if (style.wrap !== old.wrap) put("wrapText", style.wrap ? "1" : null);
    if (style.indent !== old.indent) put("indent", style.indent === 0 ? null : String(style.indent));
    if (attributes.size === 0) return "";
    return `<${this.#tag("alignment")}${[...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("")}/>`;
  }

  #formatId(code: string): number {
    for (const [id, known] of this.#formats) if (known === code) return id;
    const id = Math.max(163, ...this.#formats.keys()) + 1;
    this.#formats.set(id, code);
    this.#added.numFmts.push(`<${this.#tag("numFmt")} numFmtId="${id}" formatCode="${escapeXml(code)}"/>`);
    return id;
  }

  #fontId(style: CellStyle): number {
    const known = this.#fonts.findIndex((each) => fontKey(each) === fontKey(style));
    if (known >= 0) return known;
    const t = (name: string) => this.#tag(name);
    const flag = (on: boolean, name: string) => (on ? `<${t(name)}/>` : "");
    this.#added.fonts.push(
      `<${t("font")}>${flag(style.bold, "b")}${flag(style.italic, "i")}${flag(style.strikethrough, "strike")}${flag(style.underline, "u")}` +
        `<${t("sz")} val="${style.fontSize}"/><${t("color")} rgb="${argb(style.fontColor)}"/><${t("name")} val="${escapeXml(style.fontName)}"/></${t("font")}>`,
    );
    return this.#fonts.push(style) - 1;
  }

  #fillId(color: string | null): number {
    // The first two are fixed: none, and a grey pattern.
    if (color === null) return 0;
    const known = this.#fills.findIndex((each, at) => at > 1 && each === color && this.#isSolid(at));
    if (known >= 0) return known;
    const t = (name: string) => this.#tag(name);
    this.#added.fills.push(
      `<${t("fill")}><${t("patternFill")} patternType="solid"><${t("fgColor")} rgb="${argb(color)}"/><${t("bgColor")} indexed="64"/></${t("patternFill")}></${t("fill")}>`,
    );
    return this.#fills.push(color) - 1;
  }

  #isSolid(index: number): boolean {
    const fills = children(child(this.#root, "fills"), "fill");
    const own = fills[index];
    return own === undefined || attribute(child(own, "patternFill"), "patternType") === "solid";
  }

  #borderId(borders: CellStyle["borders"]): number {
    const key = bordersKey(borders);
    const known = this.#borders.findIndex((each) => bordersKey(each) === key);
    if (known >= 0) return known;
    const t = (name: string) => this.#tag(name);
    const edges = EDGES.map((edge) => {
      const line = borders[edge];
      if (!line) return `<${t(edge)}/>`;
      const style =
        LINES.find(([, style, weight]) => style === line.style && weight === line.weight) ??
        LINES.find(([, style]) => style === line.style) ??
        LINES[0]!;
      return `<${t(edge)} style="${style[0]}"><${t("color")} rgb="${argb(line.color)}"/></${t(edge)}>`;
    });
    this.#added.borders.push(`<${t("border")}>${edges.join("")}<${t("diagonal")}/></${t("border")}>`);
    return this.#borders.push(borders) - 1;
  }
}

const PLAIN_FONT: Font = {
  fontName: PLAIN.fontName,
  fontSize: PLAIN.fontSize,
  fontColor: PLAIN.fontColor,
  bold: false,
  italic: false,
  underline: false,
  strikethrough: false,
};
const fontKey = (font: Font): string =>
  JSON.stringify((Object.keys(PLAIN_FONT) as (keyof Font)[]).map((name) => font[name]));
const bordersKey = (borders: CellStyle["borders"]): string => EDGES.map((edge) => borderKey(borders[edge])).join("|");
const argb = (color: string): string => `FF${color.slice(1).toUpperCase()}`;
