/** Saves a workbook: as a package of its own, or as the one it was opened from with what changed put into it. */
import { quoteSheetName, rectAddress, type Rect } from "../address.js";
import { plainPrint, type ChartState, type TableState } from "../states.js";
import type { GridChange } from "../grid/port.js";
import { referToAddIn, type AddInReference } from "./add-in.js";
import { themeXml } from "./theme.js";
import { anchorXml, chartXml, drawingXml, type ChartCells } from "./charts-write.js";
import { paletteOf } from "./colors.js";
import type { FileSheet, WorkbookContent } from "./content.js";
import { addInNames, reshaped, toFile, type AddInNames, type Reshaping } from "./formulas.js";
import { Package } from "./package.js";
import { dynamicMarks, readStrings, type OpenedFile } from "./read.js";
import { columnCharacters, type SheetSources } from "./sheet-read.js";
import {
  patchSheet,
  placeElement,
  sameSheet,
  withFixedSizes,
  shiftedBy,
  withLineLooks,
  type SheetTarget,
} from "./sheet-write.js";
import { EMPTY_STYLES, Styles } from "./styles.js";
import {
  attribute,
  child,
  children,
  descendants,
  escapeExcel,
  escapeXml,
  local,
  numberOf,
  type Xml,
  type XmlElement,
} from "./xml.js";

export interface WriteOptions {
  /** What the workbook was opened from. */
  readonly base?: OpenedFile;
  /** Rows, columns and cells that came or went since. */
  readonly shifts?: readonly GridChange[];
  /** The add-in's functions as formulas name them. */
  readonly functions?: readonly string[];
  /** Referred to where the workbook uses it. */
  readonly addIn?: AddInReference;
  /** Of a workbook that is saved for the first time. */
  readonly author?: string;
  readonly progress?: (share: number) => unknown;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";
const TYPE = "application/vnd.openxmlformats-officedocument";
const SPREADSHEET = `${TYPE}.spreadsheetml`;

export async function writeWorkbook(content: WorkbookContent, options: WriteOptions = {}): Promise<Uint8Array> {
  const { author, shifts = [], functions = [], addIn, progress = () => undefined } = options;
  const { base = emptyFile(content.name, author) } = options;
  const names = new Map([...base.names, ...addInNames(functions)]);
  const sheets = content.sheets.map(withLineLooks);
  const writing = new Writing(base, { ...content, sheets }, shifts, names);
  await writing.sheets(progress);
  writing.finish(addIn);
  return writing.file.save();
}

/** A workbook with nothing in it, as what is saved for the first time is opened from. */
function emptyFile(title: string, author: string | undefined): OpenedFile {
  const creator = author === undefined ? "" : `<dc:creator>${escapeXml(author)}</dc:creator>`;
  const file = Package.empty();
  file.add(
    "docProps/core.xml",
    "application/vnd.openxmlformats-package.core-properties+xml",
    `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title>${creator}</cp:coreProperties>`,
  );
  file.relate("", `${PACKAGE}/core-properties`, "docProps/core.xml");
  const workbook = "xl/workbook.xml";
  file.add(
    workbook,
    `${SPREADSHEET}.sheet.main+xml`,
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets></sheets><calcPr calcId="191029"/></workbook>`,
  );
  file.relate("", `${OFFICE}/officeDocument`, workbook);
  file.add("xl/styles.xml", `${SPREADSHEET}.styles+xml`, EMPTY_STYLES);
  file.relate(workbook, `${OFFICE}/styles`, "xl/styles.xml");
  return {
    content: {
      name: title,
      sheets: [],
      activeSheetId: "",
      names: [],
      tables: [],
      charts: [],
      xmlParts: [],
      calculationMode: "Automatic",
    },
    package: file,
    parts: {
      workbook,
      styles: "xl/styles.xml",
      strings: undefined,
      sheets: new Map(),
      tables: new Map(),
      charts: new Map(),
      xmlParts: new Map(),
    },
    names: new Map(),
    unshown: new Set(),
    macros: false,
  };
}

class Writing {
  readonly file: Package;
  readonly #base: OpenedFile;
  readonly #content: WorkbookContent;
  readonly #shifts: readonly GridChange[];
  readonly #names: AddInNames;
  readonly #reshapings: readonly Reshaping[];
  readonly #sheetParts: Map<string, string>;
  readonly #styles: Styles;
  readonly #stylesPart: string;
  readonly #texts = new Map<string, number>();
  readonly #newTexts: string[] = [];
  #textsThere = 0;
  #dynamic: number | undefined;
  #formulasChanged = false;

  constructor(base: OpenedFile, content: WorkbookContent, shifts: readonly GridChange[], names: AddInNames) {
    this.file = base.package.copy();
    this.#base = base;
    this.#content = content;
    this.#shifts = shifts;
    this.#names = names;
    this.#sheetParts = new Map(base.parts.sheets);
    this.#reshapings = reshapingsOf(base.content, content, shifts);
    this.#stylesPart =
      base.parts.styles ?? this.#addPart("xl/styles.xml", `${SPREADSHEET}.styles+xml`, EMPTY_STYLES, "styles");
    const stylesXml = this.file.xml(this.#stylesPart);
    const theme = this.file.related(base.parts.workbook, "theme")?.target;
    this.#styles = new Styles(
      stylesXml,
      paletteOf(theme === undefined ? undefined : this.file.xml(theme).root, stylesXml.root),
    );
  }

  #addPart(path: string, type: string, xml: string, relation: string): string {
    this.file.add(path, type, xml);
    this.file.relate(this.#base.parts.workbook, `${OFFICE}/${relation}`, path);
    return path;
  }

  /* Sheets */

  async sheets(progress: (share: number) => unknown): Promise<void> {
    const { parts, content: was } = this.#base;
    const stringsRoot = parts.strings === undefined ? undefined : this.file.xml(parts.strings).root;
    const strings = readStrings(stringsRoot);
    this.#textsThere = strings.length;
    strings.forEach(({ text, rich }, at) => void (!rich && !this.#texts.has(text) && this.#texts.set(text, at)));
    const metadata = this.file.related(parts.workbook, "sheetMetadata")?.target;
    const marks = dynamicMarks(metadata === undefined ? undefined : this.file.xml(metadata).root);
    [this.#dynamic] = marks;
    const sources: SheetSources = {
      styles: this.#styles,
      strings,
      names: this.#base.names,
      dynamic: marks,
      unshown: new Set(),
      count: () => undefined,
    };
    const target: SheetTarget = {
      styles: this.#styles,
      names: this.#names,
      string: (text) => this.#string(text),
      dynamic: () => (this.#dynamic ??= this.#addDynamicMark(metadata)),
      formulasChanged: () => void (this.#formulasChanged = true),
    };
    for (const sheet of was.sheets)
      if (!this.#content.sheets.some(({ id }) => id === sheet.id)) this.#removeSheet(sheet);
    let done = 0;
    for (const is of this.#content.sheets) {
      const known = was.sheets.find(({ id }) => id === is.id);
      const part = this.#sheetParts.get(is.id) ?? this.#addSheet(is);
      const shifts = this.#shifts.filter(({ area }) => area.sheetId === is.id);
      const change = withFixedSizes({ was: known ?? blankSheet(is), is, shifts, reshapings: this.#reshapings });
      if (!known || this.#reshapings.length > 0 || !sameSheet(change)) {
        patchSheet(this.file.xml(part), change, sources, target);
        // The changes are kept as text, so that what refers to other parts can be added to it.
        this.file.settle(part);
      }
      await progress((0.9 * ++done) / this.#content.sheets.length);
    }
  }

  #addSheet(sheet: FileSheet): string {
    const part = this.file.free("xl/worksheets/sheet");
    const selected =
      sheet.id === this.#content.activeSheetId && this.#base.content.sheets.length === 0 ? ' tabSelected="1"' : "";
    const width = columnWidthAttribute(sheet);
    this.file.add(
      part,
      `${SPREADSHEET}.worksheet+xml`,
      `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><dimension ref="A1"/><sheetViews><sheetView${selected} workbookViewId="0"/></sheetViews>` +
        `<sheetFormatPr${width} defaultRowHeight="${sheet.rowHeight}"/><sheetData></sheetData>` +
        `<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
    );
    this.#sheetParts.set(sheet.id, part);
    return part;
  }

  #removeSheet(sheet: FileSheet): void {
    const part = this.#sheetParts.get(sheet.id)!;
    const own = this.file.relations(part).filter(({ external }) => !external);
    const { workbook } = this.#base.parts;
    for (const { id, target } of this.file.relations(workbook)) if (target === part) this.file.unrelate(workbook, id);
    this.file.remove(part);
    for (const { target } of own) this.#removeUnrelated(target);
    this.#formulasChanged = true;
  }

  /** Removes a part that nothing relates to any more, and what only it related to. */
  #removeUnrelated(part: string): void {
    const used = this.file.paths.some(
      (path) =>
        path.endsWith(".rels") &&
        this.file.relations(ownerOf(path)).some(({ target, external }) => !external && target === part),
    );
    if (used || !this.file.has(part)) return;
    const own = this.file.relations(part).filter(({ external }) => !external);
    this.file.remove(part);
    for (const { target } of own) this.#removeUnrelated(target);
  }

  #string(text: string): number {
    let index = this.#texts.get(text);
    if (index === undefined) {
      this.#texts.set(text, (index = this.#textsThere + this.#newTexts.length));
      this.#newTexts.push(text);
    }
    return index;
  }

  #addDynamicMark(metadata: string | undefined): number {
    if (metadata === undefined) {
      this.#addPart("xl/metadata.xml", `${SPREADSHEET}.sheetMetadata+xml`, METADATA, "sheetMetadata");
      return 1;
    }
    const xml = this.file.xml(metadata);
    const types = child(xml.root, "metadataTypes");
    const cells = child(xml.root, "cellMetadata");
    const type = children(types).length + 1;
    const mark = children(cells).length + 1;
    const later = children(xml.root).find((each) =>
      ["cellMetadata", "valueMetadata", "extLst"].includes(local(each.name)),
    );
    const record = `<bk><rc t="${type}" v="0"/></bk>`;
    const future = FUTURE_METADATA + (cells ? "" : `<cellMetadata count="1">${record}</cellMetadata>`);
    if (types) {
      xml.setAttribute(types, "count", String(type));
      xml.append(types, METADATA_TYPE);
    } else {
      const at = xml.tagEnd(xml.root);
      xml.replace(at, at, `<metadataTypes count="1">${METADATA_TYPE}</metadataTypes>`);
    }
    if (later) xml.replace(later.start, later.start, future);
    else xml.append(xml.root, future);
    if (cells) {
      xml.setAttribute(cells, "count", String(mark));
      xml.append(cells, record);
    }
    return mark;
  }

  /* All else */

  finish(addIn: AddInReference | undefined): void {
    const { parts, content: was } = this.#base;
    this.#tables();
    this.#charts();
    this.#xmlParts();
    this.#workbook();
    this.#styles.finish();
    this.#strings();
    if (this.#formulasChanged) {
      const chain = this.file.relations(parts.workbook).find(({ type }) => type === "calcChain");
      if (chain) {
        this.file.unrelate(parts.workbook, chain.id);
        this.file.remove(chain.target);
      }
    }
    const usesIt = this.#content.xmlParts.length > was.xmlParts.length || this.#callsAddIn();
    if (addIn && usesIt) referToAddIn(this.file, addIn);
  }

  #callsAddIn(): boolean {
    const functions = [...new Set(this.#names.values())].map((name) => name.replaceAll(".", "\\."));
    if (functions.length === 0) return false;
    const call = new RegExp(`(?:^|[^\\w.])(?:${functions.join("|")})\\(`, "i");
    return this.#content.sheets.some(({ cells }) =>
      [...cells.values()].some((line) => [...line.values()].some(({ formula }) => formula && call.test(formula))),
    );
  }

  #strings(): void {
    if (this.#newTexts.length === 0) return;
    const items = this.#newTexts
      .map(
        (text) =>
          `<si><t${/^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ""}>${escapeXml(escapeExcel(text)).replaceAll("&#10;", "\n")}</t></si>`,
      )
      .join("");
    const part = this.#base.parts.strings;
    if (part === undefined) {
      const count = this.#newTexts.length;
      this.#addPart(
        "xl/sharedStrings.xml",
        `${SPREADSHEET}.sharedStrings+xml`,
        `<sst xmlns="${MAIN}" count="${count}" uniqueCount="${count}">${items}</sst>`,
        "sharedStrings",
      );
      return;
    }
    const xml = this.file.xml(part);
    const prefix = xml.root.name.slice(0, xml.root.name.indexOf(":") + 1);
    xml.append(xml.root, items.replace(/<(\/?)(si|t)(?=[ >])/g, `<$1${prefix}$2`));
    for (const name of ["count", "uniqueCount"]) {
      const old = numberOf(xml.root, name);
      if (old !== undefined) xml.setAttribute(xml.root, name, String(old + this.#newTexts.length));
    }
  }

  #tables(): void {
    const { parts, content: was } = this.#base;
    const sheets = new Map(this.#content.sheets.map((each) => [each.id, each]));
    for (const table of was.tables) {
      const place = parts.tables.get(table.id)!;
      const now = this.#content.tables.find(({ id }) => id === table.id);
      if (!this.file.has(place.part)) continue;
      if (!now) {
        const sheet = this.#sheetParts.get(place.sheet)!;
        const relation = this.file.relations(sheet).find(({ target }) => target === place.part);
        const xml = this.file.xml(sheet);
        const list = child(xml.root, "tableParts");
        const own = children(list).find((each) => attribute(each, "id") === relation?.id);
        if (list && own) {
          if (children(list).length === 1) xml.replaceElement(list, "");
          else {
            xml.replaceElement(own, "");
            xml.setAttribute(list, "count", String(children(list).length - 1));
          }
          this.file.settle(sheet);
        }
        if (relation) this.file.unrelate(sheet, relation.id);
        this.file.remove(place.part);
      } else {
        const headers = headersOf(now, sheets.get(now.area.sheetId));
        if (JSON.stringify(now) !== JSON.stringify(table) || headers.join("\0") !== table.columnNames.join("\0"))
          patchTable(this.file.xml(place.part), table, now, headers);
      }
    }
    const takenIds = was.tables.map(({ id }) => Number(id));
    for (const table of this.#content.tables) {
      if (was.tables.some(({ id }) => id === table.id)) continue;
      const id =
        takenIds.includes(Number(table.id)) || !(Number(table.id) > 0)
          ? Math.max(0, ...takenIds) + 1
          : Number(table.id);
      takenIds.push(id);
      const sheet = this.#sheetParts.get(table.area.sheetId)!;
      const part = this.file.free("xl/tables/table");
      this.file.add(
        part,
        `${SPREADSHEET}.table+xml`,
        tableXml(table, id, headersOf(table, sheets.get(table.area.sheetId))),
      );
      const relation = this.file.relate(sheet, `${OFFICE}/table`, part);
      const xml = this.file.xml(sheet);
      const list = child(xml.root, "tableParts");
      const own = `<tablePart xmlns="${MAIN}" xmlns:r="${OFFICE}" r:id="${relation}"/>`;
      if (list) {
        xml.setAttribute(list, "count", String(children(list).length + 1));
        xml.append(list, own);
      } else placeElement(xml, "tableParts", `<tableParts xmlns="${MAIN}" count="1">${own}</tableParts>`);
      this.file.settle(sheet);
    }
  }

  #charts(): void {
    const { parts, content: was } = this.#base;
    const cells: ChartCells = {
      sheetName: (sheetId) => this.#content.sheets.find(({ id }) => id === sheetId)?.name,
      value: (sheetId, row, column) =>
        this.#content.sheets
          .find(({ id }) => id === sheetId)
          ?.cells.get(row)
          ?.get(column)?.value ?? null,
    };
    for (const chart of was.charts) {
      const source = parts.charts.get(chart.id)!;
      if (!this.file.has(source.drawing)) continue;
      const now = this.#content.charts.find(({ id }) => id === chart.id);
      const xml = this.file.xml(source.drawing);
      const relation = this.file.relations(source.drawing).find(({ target }) => target === source.part);
      const anchor = children(xml.root).find((each) =>
        [...descendants(each, "chart")].some((reference) => attribute(reference, "id") === relation?.id),
      );
      if (!anchor || !relation) continue;
      if (!now) {
        xml.replaceElement(anchor, "");
        this.file.settle(source.drawing);
        this.file.unrelate(source.drawing, relation.id);
        this.#removeUnrelated(source.part);
        continue;
      }
      const expected = this.#followed(chart);
      const place = (each: ChartState) => [each.name, each.left, each.top, each.width, each.height].join();
      if (place(now) !== place(chart)) {
        const sheet = this.#content.sheets.find(({ id }) => id === now.sheetId)!;
        xml.replaceElement(anchor, anchorXml(now, sheet, 1 + was.charts.indexOf(chart) + 1, relation.id));
        this.file.settle(source.drawing);
      }
      if (looks(now) !== looks(expected))
        this.file.write(
          source.part,
          `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${chartXml(now, cells)}`,
        );
      else if (this.#reshapings.length > 0) this.#followChart(this.file.xml(source.part));
    }
    if (this.#reshapings.length > 0) this.#moveAnchors();
    for (const chart of this.#content.charts) {
      if (was.charts.some(({ id }) => id === chart.id)) continue;
      const sheet = this.#content.sheets.find(({ id }) => id === chart.sheetId);
      if (!sheet) continue;
      const drawing = this.#drawingOf(sheet.id);
      const part = this.file.free("xl/charts/chart");
      this.file.add(part, `${TYPE}.drawingml.chart+xml`, chartXml(chart, cells));
      // Of which charts have their colours.
      if (!this.file.related(this.#base.parts.workbook, "theme"))
        this.#addPart(this.file.free("xl/theme/theme"), `${TYPE}.theme+xml`, themeXml(), "theme");
      const relation = this.file.relate(drawing, `${OFFICE}/chart`, part);
      const xml = this.file.xml(drawing);
      const taken = [...descendants(xml.root, "cNvPr")].map((each) => numberOf(each, "id") ?? 0);
      xml.append(xml.root, anchorXml(chart, sheet, Math.max(1, ...taken) + 1, relation));
      this.file.settle(drawing);
    }
  }

  #drawingOf(sheetId: string): string {
    const sheet = this.#sheetParts.get(sheetId)!;
    const known = this.file.related(sheet, "drawing")?.target;
    if (known !== undefined) return known;
    const drawing = this.file.free("xl/drawings/drawing");
    this.file.add(drawing, `${TYPE}.drawing+xml`, drawingXml());
    const relation = this.file.relate(sheet, `${OFFICE}/drawing`, drawing);
    placeElement(this.file.xml(sheet), "drawing", `<drawing xmlns="${MAIN}" xmlns:r="${OFFICE}" r:id="${relation}"/>`);
    this.file.settle(sheet);
    return drawing;
  }

  /** The chart as it was, over the cells where they are now. */
  #followed(chart: ChartState): ChartState {
    const follow = <T extends Rect & { sheetId: string }>(area: T): T | null => {
      const now = shiftedBy(
        area,
        this.#shifts.filter((each) => each.area.sheetId === area.sheetId),
      );
      return now ? { ...area, ...now } : null;
    };
    return {
      ...chart,
      source: follow(chart.source) ?? chart.source,
      series: chart.series.map((each) => ({
        ...each,
        values: each.values && follow(each.values),
        categories: each.categories && follow(each.categories),
      })),
    };
  }

  #followChart(xml: Xml): void {
    for (const f of descendants(xml.root, "f")) {
      const text = reshaped(`=${f.text}`, "", this.#reshapings).slice(1);
      if (text !== f.text) xml.replaceContent(f, escapeXml(text));
    }
  }

  /** Pictures and charts go with the cells below them. */
  #moveAnchors(): void {
    for (const { id } of this.#content.sheets) {
      const shifts = this.#shifts.filter(
        ({ area, kind }) => area.sheetId === id && (kind.startsWith("Row") ? area.columns : area.rows) >= 16_384,
      );
      const part = this.#sheetParts.get(id);
      const drawing = part === undefined ? undefined : this.file.related(part, "drawing")?.target;
      if (shifts.length === 0 || drawing === undefined) continue;
      const xml = this.file.xml(drawing);
      for (const anchor of children(xml.root)) {
        if (attribute(anchor, "editAs") === "absolute") continue;
        for (const corner of [child(anchor, "from"), child(anchor, "to")]) {
          const [row, column] = [child(corner, "row"), child(corner, "col")];
          if (!row || !column) continue;
          const now = shiftedBy({ row: Number(row.text), column: Number(column.text), rows: 1, columns: 1 }, shifts);
          if (!now) continue;
          if (now.row !== Number(row.text)) xml.replaceContent(row, String(now.row));
          if (now.column !== Number(column.text)) xml.replaceContent(column, String(now.column));
        }
      }
      this.file.settle(drawing);
    }
  }

  #xmlParts(): void {
    const { parts, content: was } = this.#base;
    for (const { id, xml } of was.xmlParts) {
      const part = parts.xmlParts.get(id)!;
      const now = this.#content.xmlParts.find((each) => each.id === id);
      if (now && now.xml !== xml) this.file.write(part, now.xml);
      if (now) continue;
      const relation = this.file.relations(parts.workbook).find(({ target }) => target === part);
      if (relation) this.file.unrelate(parts.workbook, relation.id);
      this.#removeUnrelated(part);
    }
    for (const { id, xml } of this.#content.xmlParts) {
      if (was.xmlParts.some((each) => each.id === id)) continue;
      const part = this.file.free("customXml/item");
      this.file.add(part, null, xml);
      const properties = part.replace("item", "itemProps");
      this.file.add(
        properties,
        `${TYPE}.customXmlProperties+xml`,
        `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="${escapeXml(id)}"><ds:schemaRefs/></ds:datastoreItem>`,
      );
      this.file.relate(part, `${OFFICE}/customXmlProps`, properties);
      this.file.relate(parts.workbook, `${OFFICE}/customXml`, part);
    }
  }

  /* The workbook's own part */

  #workbook(): void {
    const { workbook } = this.#base.parts;
    const xml = this.file.xml(workbook);
    const order = this.#sheetList(xml);
    this.#definedNames(xml, order);
    const { calculationMode } = this.#content;
    if (calculationMode !== this.#base.content.calculationMode) {
      const mode = { Automatic: null, AutomaticExceptTables: "autoNoTable", Manual: "manual" }[calculationMode];
      const element = child(xml.root, "calcPr");
      if (element) xml.setAttribute(element, "calcMode", mode);
      else
        xml.append(xml.root, `<calcPr xmlns="${MAIN}" calcId="191029"${mode === null ? "" : ` calcMode="${mode}"`}/>`);
    }
  }

  /** The sheets in their order; gives their old places by their new ones. */
  #sheetList(xml: Xml): readonly (number | null)[] {
    const { content: was, parts } = this.#base;
    const list = child(xml.root, "sheets")!;
    const elements = children(list);
    const relations = this.file.relations(parts.workbook);
    const own = (element: XmlElement): string => `sheet-${attribute(element, "sheetId") ?? ""}`;
    const entry = new Map(elements.map((each, at) => [own(each), { element: each, at }]));
    const prefix = list.name.slice(0, list.name.indexOf(":") + 1);
    let next = Math.max(0, ...elements.map((each) => numberOf(each, "sheetId") ?? 0)) + 1;
    const texts: string[] = [];
    const order: (number | null)[] = [];
    const keep = (element: XmlElement, text = xml.source(element)): void => {
      texts.push(text);
      order.push(elements.indexOf(element));
    };
    // What isn't a worksheet stays behind the sheet that it followed.
    const others = elements.filter((each) => !was.sheets.some(({ id }) => id === own(each)));
    const followers = (element: XmlElement | undefined): XmlElement[] => {
      const from = element ? elements.indexOf(element) + 1 : 0;
      const end = elements.findIndex((each, at) => at >= from && !others.includes(each));
      return elements.slice(from, end < 0 ? undefined : end).filter((each) => others.includes(each));
    };
    followers(undefined).forEach((each) => keep(each));
    for (const sheet of this.#content.sheets) {
      const known = entry.get(sheet.id);
      const state = { Visible: null, Hidden: "hidden", VeryHidden: "veryHidden" }[sheet.visibility];
      if (known) {
        const old = was.sheets.find(({ id }) => id === sheet.id)!;
        const same = old.name === sheet.name && old.visibility === sheet.visibility;
        const attributes = new Map(Object.entries(known.element.attributes)).set("name", sheet.name);
        if (state === null) attributes.delete("state");
        else attributes.set("state", state);
        keep(
          known.element,
          same
            ? undefined
            : `<${known.element.name}${[...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("")}/>`,
        );
        followers(known.element).forEach((each) => keep(each));
      } else {
        const part = this.#sheetParts.get(sheet.id)!;
        const relation =
          relations.find(({ target }) => target === part)?.id ??
          this.file.relate(parts.workbook, `${OFFICE}/worksheet`, part);
        texts.push(
          `<${prefix}sheet name="${escapeXml(sheet.name)}" sheetId="${next++}"${state === null ? "" : ` state="${state}"`} xmlns:r="${OFFICE}" r:id="${relation}"/>`,
        );
        order.push(null);
      }
    }
    // Where a sheet went, what followed it stays all the same.
    for (const each of others) if (!order.includes(elements.indexOf(each))) keep(each);
    const unchanged =
      order.length === elements.length &&
      order.every((old, at) => old === at) &&
      texts.every((text, at) => text === xml.source(elements[at]!));
    if (!unchanged) xml.replaceContent(list, texts.join(""));
    this.#activeTab(xml, order, elements.length === 0);
    return order;
  }

  /** The same sheet stays in front; where it went, or is hidden now, the first that isn't. */
  #activeTab(xml: Xml, order: readonly (number | null)[], isNew: boolean): void {
    const view = child(xml.root, "bookViews", "workbookView");
    if (!view) return;
    const old = numberOf(view, "activeTab") ?? 0;
    const sheets = this.#content.sheets;
    const front = isNew ? sheets.findIndex(({ id }) => id === this.#content.activeSheetId) : order.indexOf(old);
    const hidden = sheets.some(({ id, visibility }) => visibility !== "Visible" && this.#placeOf(id, order) === front);
    const first = sheets.find(({ visibility }) => visibility === "Visible");
    const at = front >= 0 && !hidden ? front : first ? this.#placeOf(first.id, order) : 0;
    if (at !== old) xml.setAttribute(view, "activeTab", at === 0 ? null : String(at));
    const firstSheet = numberOf(view, "firstSheet");
    if (firstSheet !== undefined && order[firstSheet] !== firstSheet) xml.setAttribute(view, "firstSheet", null);
  }

  #placeOf(sheetId: string, order: readonly (number | null)[]): number {
    const old = this.#base.content.sheets.some(({ id }) => id === sheetId);
    const elements = children(child(this.file.xml(this.#base.parts.workbook).root, "sheets"));
    if (old)
      return order.indexOf(elements.findIndex((each) => `sheet-${attribute(each, "sheetId") ?? ""}` === sheetId));
    const added = this.#content.sheets.filter(({ id }) => !this.#base.content.sheets.some((each) => each.id === id));
    const nth = added.findIndex(({ id }) => id === sheetId);
    return order.flatMap((each, at) => (each === null ? [at] : []))[nth] ?? 0;
  }

  #definedNames(xml: Xml, order: readonly (number | null)[]): void {
    const { content: was } = this.#base;
    const list = child(xml.root, "definedNames");
    const elements = children(list);
    const oldSheets = children(child(xml.root, "sheets")).map((each) => `sheet-${attribute(each, "sheetId") ?? ""}`);
    const place = (old: number | undefined): number | null | undefined => {
      if (old === undefined) return undefined;
      const now = order.indexOf(old);
      return now < 0 ? null : now;
    };
    const key = (name: string, sheetId: string | null) => `${sheetId ?? ""}!${name.toLowerCase()}`;
    const current = new Map(this.#content.names.map((each) => [key(each.name, each.sheetId), each]));
    const known = new Map(was.names.map((each) => [key(each.name, each.sheetId), each]));
    const texts: string[] = [];
    for (const element of elements) {
      const local = numberOf(element, "localSheetId");
      const now = place(local);
      if (now === null) continue;
      const name = attribute(element, "name") ?? "";
      const sheetId = local === undefined ? null : (oldSheets[local] ?? null);
      const old = known.get(key(name, sheetId));
      const is = current.get(key(name, sheetId));
      current.delete(key(name, sheetId));
      if (old && !is) continue;
      if (
        old &&
        is &&
        is.formula === old.formula &&
        is.comment === old.comment &&
        is.hidden === old.hidden &&
        now === local
      ) {
        texts.push(xml.source(element));
        continue;
      }
      const attributes = new Map(Object.entries(element.attributes));
      if (now !== undefined) attributes.set("localSheetId", String(now));
      if (is && old) {
        if (is.comment !== old.comment) attributes.set("comment", is.comment);
        if (is.hidden !== old.hidden) attributes.set("hidden", is.hidden ? "1" : "0");
      }
      const home = was.sheets.find(({ id }) => id === sheetId)?.name ?? "";
      const formula =
        is && old
          ? is.formula === old.formula
            ? element.text
            : toFile(is.formula, this.#names)
          : reshaped(`=${element.text}`, home, this.#reshapings).slice(1);
      texts.push(nameText(element.name, attributes, formula));
    }
    const prefix = xml.root.name.slice(0, xml.root.name.indexOf(":") + 1);
    for (const each of current.values()) {
      const attributes = new Map([["name", each.name]]);
      if (each.sheetId !== null) attributes.set("localSheetId", String(this.#placeOf(each.sheetId, order)));
      if (each.comment !== "") attributes.set("comment", each.comment);
      if (each.hidden) attributes.set("hidden", "1");
      texts.push(nameText(`${prefix}definedName`, attributes, toFile(each.formula, this.#names)));
    }
    for (const { id, name, print } of this.#content.sheets) {
      if (!print.titleRows) continue;
      const place = String(this.#placeOf(id, order));
      const { row, rows } = print.titleRows;
      const old = elements.findIndex((each) => isTitles(each) && attribute(each, "localSheetId") === place);
      if (old >= 0) texts.splice(texts.indexOf(xml.source(elements[old]!)), 1);
      const attributes = new Map([
        ["name", TITLES],
        ["localSheetId", place],
      ]);
      texts.push(nameText(`${prefix}definedName`, attributes, `${quoteSheetName(name)}!$${row + 1}:$${row + rows}`));
    }
    const same = texts.length === elements.length && texts.every((text, at) => text === xml.source(elements[at]!));
    if (same) return;
    if (list) {
      if (texts.length === 0) xml.replaceElement(list, "");
      else xml.replaceContent(list, texts.join(""));
      return;
    }
    const sheets =
      child(xml.root, "externalReferences") ?? child(xml.root, "functionGroups") ?? child(xml.root, "sheets")!;
    xml.replace(sheets.end, sheets.end, `<${prefix}definedNames>${texts.join("")}</${prefix}definedNames>`);
  }
}

/** Rows and columns that are printed on every page. */
const TITLES = "_xlnm.Print_Titles";
const isTitles = (element: XmlElement): boolean => attribute(element, "name")?.toLowerCase() === TITLES.toLowerCase();

const nameText = (tag: string, attributes: ReadonlyMap<string, string>, formula: string): string =>
  `<${tag}${[...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("")}>${escapeXml(formula)}</${tag}>`;

const columnWidthAttribute = ({ columnWidth }: FileSheet): string =>
  columnWidth === 48 ? "" : ` defaultColWidth="${columnCharacters(columnWidth)}"`;

const ownerOf = (relations: string): string => relations.replace(/(^|\/)_rels\/([^/]*)\.rels$/, "$1$2");

/** As the sheet's part is before anything is put into it. */
const blankSheet = ({ id, name, visibility, hidden, rowHeight, columnWidth }: FileSheet): FileSheet => ({
  id,
  name,
  visibility,
  hidden,
  rowHeight,
  columnWidth,
  tabColor: "",
  protected: false,
  showHeadings: true,
  gridlines: true,
  frozen: { rows: 0, columns: 0 },
  cells: new Map(),
  rows: new Map(),
  columns: new Map(),
  merges: [],
  print: plainPrint(),
});

function reshapingsOf(was: WorkbookContent, is: WorkbookContent, shifts: readonly GridChange[]): Reshaping[] {
  const reshapings: Reshaping[] = [];
  const names = new Map<string, string>();
  for (const change of shifts) {
    const sheet = was.sheets.find(({ id }) => id === change.area.sheetId);
    if (sheet) reshapings.push({ kind: "shifted", change, sheet: sheet.name });
  }
  for (const { id, name } of was.sheets) {
    const now = is.sheets.find((each) => each.id === id);
    if (!now) reshapings.push({ kind: "deleted", sheet: name });
    else if (now.name !== name) names.set(name.toLowerCase(), now.name);
  }
  if (names.size > 0) reshapings.push({ kind: "renamed", names });
  return reshapings;
}

/** A chart as it is drawn, wherever it stands. */
const looks = (chart: ChartState): string =>
  JSON.stringify({ ...chart, name: "", left: 0, top: 0, width: 0, height: 0, source: null, seriesBy: "" });

/* Tables */

function headersOf(table: TableState, sheet: FileSheet | undefined): string[] {
  if (!table.showHeaders) return [...table.columnNames];
  const line = sheet?.cells.get(table.area.row);
  return Array.from({ length: table.area.columns }, (_, at) => {
    const value = line?.get(table.area.column + at)?.value ?? table.columnNames[at] ?? `Column${at + 1}`;
    return String(value);
  });
}

const flagText = (flag: boolean): string => (flag ? "1" : "0");

const styleAttributes = (table: TableState): [string, string][] => [
  ["name", table.style],
  ["showFirstColumn", flagText(table.firstColumn)],
  ["showLastColumn", flagText(table.lastColumn)],
  ["showRowStripes", flagText(table.bandedRows)],
  ["showColumnStripes", flagText(table.bandedColumns)],
];

const columnXml = (id: number, name: string): string =>
  `<tableColumn xmlns="${MAIN}" id="${id}" name="${escapeXml(escapeExcel(name).replaceAll("\n", "_x000a_"))}"/>`;

const filterArea = ({ area, showTotals }: TableState): string =>
  rectAddress({ ...area, rows: area.rows - (showTotals ? 1 : 0) });

function tableXml(table: TableState, id: number, headers: readonly string[]): string {
  const header = table.showHeaders ? "" : ' headerRowCount="0"';
  const totals = table.showTotals ? ' totalsRowCount="1"' : ' totalsRowShown="0"';
  const filter = table.filterButton && table.showHeaders ? `<autoFilter ref="${filterArea(table)}"/>` : "";
  const columns = headers.map((name, at) => columnXml(table.columnIds[at] ?? at + 1, name)).join("");
  const style = styleAttributes(table)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
  return (
    `<table xmlns="${MAIN}" id="${id}" name="${escapeXml(table.name)}" displayName="${escapeXml(table.name)}" ref="${rectAddress(table.area)}"${header}${totals}>` +
    `${filter}<tableColumns count="${headers.length}">${columns}</tableColumns><tableStyleInfo${style}/></table>`
  );
}

function patchTable(xml: Xml, was: TableState, is: TableState, headers: readonly string[]): void {
  const { root } = xml;
  if (is.name !== was.name) for (const name of ["name", "displayName"]) xml.setAttribute(root, name, is.name);
  if (rectAddress(is.area) !== rectAddress(was.area)) xml.setAttribute(root, "ref", rectAddress(is.area));
  if (is.showHeaders !== was.showHeaders) xml.setAttribute(root, "headerRowCount", is.showHeaders ? null : "0");
  if (is.showTotals !== was.showTotals) xml.setAttribute(root, "totalsRowCount", is.showTotals ? "1" : null);
  const filter = child(root, "autoFilter");
  const filters = is.filterButton && is.showHeaders;
  if (filter && !filters) xml.replaceElement(filter, "");
  else if (filter && filterArea(is) !== filterArea(was)) xml.setAttribute(filter, "ref", filterArea(is));
  else if (!filter && filters) {
    const at = xml.tagEnd(root);
    xml.replace(at, at, `<autoFilter xmlns="${MAIN}" ref="${filterArea(is)}"/>`);
  }
  const list = child(root, "tableColumns")!;
  const known = new Map(
    children(list).map((each, at) => [numberOf(each, "id") ?? at + 1, { element: each, name: was.columnNames[at] }]),
  );
  const texts = headers.map((name, at) => {
    const id = is.columnIds[at] ?? at + 1;
    const old = known.get(id);
    if (!old) return columnXml(id, name);
    const source = xml.source(old.element);
    if (old.name === name) return source;
    return source.replace(
      /\sname\s*=\s*(?:"[^"]*"|'[^']*')/,
      () => ` name="${escapeXml(escapeExcel(name).replaceAll("\n", "_x000a_"))}"`,
    );
  });
  const same = texts.length === known.size && texts.every((text, at) => text === xml.source(children(list)[at]!));
  if (!same) {
    xml.replaceContent(list, texts.join(""));
    xml.setAttribute(list, "count", String(texts.length));
  }
  const style = child(root, "tableStyleInfo");
  if (style) {
    const before = new Map(styleAttributes(was));
    for (const [name, value] of styleAttributes(is))
      if (before.get(name) !== value) xml.setAttribute(style, name, value === "" ? null : value);
  }
}

const METADATA_TYPE =
  `<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" ` +
  `rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>`;
const FUTURE_METADATA =
  `<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">` +
  `<xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray" fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>`;
const METADATA =
  `<metadata xmlns="${MAIN}"><metadataTypes count="1">${METADATA_TYPE}</metadataTypes>${FUTURE_METADATA}` +
  `<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;
