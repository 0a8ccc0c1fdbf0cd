/** Opens an Excel workbook: what of it the host keeps, and the package it came in, for whatever the host doesn't know. */
import type { ChartState, TableState, XmlPartState } from "../states.js";
import { parseAddress } from "../address.js";
import { readDrawing, type ChartSource } from "./charts-read.js";
import { paletteOf } from "./colors.js";
import type { FileName, FileSheet, WorkbookContent } from "./content.js";
import { addInNames, toCell, type AddInNames } from "./formulas.js";
import { Package } from "./package.js";
import { FileProblem } from "./problems.js";
import { readSheet, stringOf, type SharedString, type SheetSources, type Unshown } from "./sheet-read.js";
import { EMPTY_STYLES, Styles } from "./styles.js";
import {
  attribute,
  child,
  children,
  elements,
  flagOf,
  local,
  numberOf,
  unescapeExcel,
  Xml,
  type XmlElement,
} from "./xml.js";

export interface ReadOptions {
  /** The add-in's functions as formulas name them: `MARKET.SIZE`. */
  readonly functions?: readonly string[];
  /** Told how far the reading is, from 0 to 1; what it returns is waited for. */
  readonly progress?: (share: number) => unknown;
}

/** Where what was read stands in the package. */
export interface Parts {
  readonly workbook: string;
  readonly styles: string | undefined;
  readonly strings: string | undefined;
  readonly sheets: ReadonlyMap<string, string>;
  readonly tables: ReadonlyMap<string, { readonly part: string; readonly sheet: string }>;
  readonly charts: ReadonlyMap<string, ChartSource>;
  readonly xmlParts: ReadonlyMap<string, string>;
}

export interface OpenedFile {
  readonly content: WorkbookContent;
  readonly package: Package;
  readonly parts: Parts;
  readonly names: AddInNames;
  /** What the grid can't show, and saving keeps. */
  readonly unshown: ReadonlySet<Unshown>;
  /** Whether it holds macros, which are kept and never run. */
  readonly macros: boolean;
}

const MOST_CELLS = 1_500_000;

export async function readWorkbook(
  file: Uint8Array,
  name: string,
  { functions = [], progress = () => undefined }: ReadOptions = {},
): Promise<OpenedFile> {
  const opened = Package.open(file);
  try {
    return await read(opened, name, addInNames(functions), progress);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    // Anything else that goes wrong here is the file's doing: addresses that aren't, parts that refer to themselves.
    throw new FileProblem("broken", error instanceof Error ? error.message : String(error));
  }
}

async function read(
  file: Package,
  name: string,
  names: AddInNames,
  progress: (share: number) => unknown,
): Promise<OpenedFile> {
  const workbook = file.related("", "officeDocument")?.target;
  if (!workbook) throw new FileProblem("unknown", "The package has no main part.");
  const type = file.contentType(workbook) ?? "";
  if (/sheet\.binary/.test(type) || workbook.endsWith(".bin"))
    throw new FileProblem("binary", "The workbook is in the binary format.");
  const { root } = file.xml(workbook);
  if (local(root.name) !== "workbook") throw new FileProblem("unknown", `The main part is a ${root.name}.`);
  const unshown = new Set<Unshown>();
  const part = (kind: string): string | undefined => file.related(workbook, kind)?.target;
  const rootOf = (path: string | undefined): XmlElement | undefined =>
    path === undefined ? undefined : file.xml(path).root;

  const stylesPart = part("styles");
  const stylesXml = stylesPart === undefined ? new Xml(EMPTY_STYLES) : file.xml(stylesPart);
  const styles = new Styles(stylesXml, paletteOf(rootOf(part("theme")), stylesXml.root));
  if (/patternType="(?!none|solid|gray125")|<gradientFill/.test(stylesXml.text)) unshown.add("patterns");
  const stringsPart = part("sharedStrings");
  let cells = 0;
  const sources: SheetSources = {
    styles,
    strings: readStrings(rootOf(stringsPart)),
    names,
    dynamic: dynamicMarks(rootOf(part("sheetMetadata"))),
    unshown,
    count(more) {
      cells += more;
      if (cells > MOST_CELLS) throw new FileProblem("huge", `More than ${MOST_CELLS} cells.`);
    },
  };
  await progress(0.05);

  const relations = file.relations(workbook);
  const entries = children(child(root, "sheets"), "sheet").map((element) => {
    const relation = relations.find(({ id }) => id === attribute(element, "id"));
    return {
      id: `sheet-${attribute(element, "sheetId") ?? ""}`,
      name: attribute(element, "name") ?? "",
      visibility: VISIBILITIES[attribute(element, "state") ?? "visible"] ?? ("Visible" as const),
      relation,
    };
  });
  const sheets: FileSheet[] = [];
  const parts = new Map<string, string>();
  const tables: TableState[] = [];
  const tableParts = new Map<string, { part: string; sheet: string }>();
  const total = entries.reduce((sum, { relation }) => sum + (file.bytes(relation?.target ?? "")?.length ?? 0), 1);
  let done = 0;
  for (const { relation, ...about } of entries) {
    if (!relation || !file.has(relation.target))
      throw new FileProblem("broken", `The sheet ${about.name} isn't in the file.`);
    const path = relation.target;
    if (relation.type !== "worksheet") {
      unshown.add("chartSheets");
      continue;
    }
    const sheetRoot = file.xml(path).root;
    const sheet = readSheet(sheetRoot, sources, about);
    sheets.push(sheet);
    parts.set(sheet.id, path);
    for (const { type, target } of file.relations(path)) {
      if (type === "table") {
        const table = readTable(file.xml(target).root, sheet.id);
        tables.push(table);
        tableParts.set(table.id, { part: target, sheet: sheet.id });
      } else if (type === "comments" || type === "threadedComment") unshown.add("comments");
      else if (type === "pivotTable") unshown.add("pivotTables");
    }
    done += file.bytes(path)?.length ?? 0;
    file.settle(path);
    await progress(0.05 + (0.9 * done) / total);
  }
  if (sheets.length === 0) throw new FileProblem("unknown", "The workbook has no worksheet.");

  const sheetId = (wanted: string): string | undefined =>
    sheets.find((each) => each.name.toLowerCase() === wanted.toLowerCase())?.id;
  const charts: ChartState[] = [];
  const chartParts = new Map<string, ChartSource>();
  for (const sheet of sheets) {
    const drawing = file.related(parts.get(sheet.id)!, "drawing")?.target;
    if (drawing === undefined) continue;
    const found = readDrawing(file, drawing, sheet, sheetId, styles.palette);
    if (found.others) unshown.add("drawings");
    for (const { chart, source } of found.charts) {
      const id = `{chart-${charts.length + 1}}`;
      charts.push({ ...chart, id });
      chartParts.set(id, source);
    }
  }
  if (relations.some((each) => each.type === "externalLink")) unshown.add("externalLinks");
  if (flagOf(child(root, "workbookPr"), "date1904")) unshown.add("since1904");
  const macros = relations.some((each) => each.type === "vbaProject");
  if (macros) unshown.add("macros");
  const xmlParts = readXmlParts(file, workbook);
  const active = entries[numberOf(child(root, "bookViews", "workbookView"), "activeTab") ?? 0];
  const shown =
    sheets.find((each) => each.id === active?.id && !each.hidden) ?? sheets.find((each) => !each.hidden) ?? sheets[0]!;
  const mode = attribute(child(root, "calcPr"), "calcMode");
  await progress(1);
  return {
    content: {
      name: name.replace(/\.xls[xm]$/i, ""),
      sheets,
      activeSheetId: shown.id,
      names: children(child(root, "definedNames"), "definedName").flatMap((each): FileName[] =>
        readName(each, entries, names),
      ),
      tables,
      charts,
      xmlParts: xmlParts.map(({ state }) => state),
      calculationMode: mode === "manual" ? "Manual" : mode === "autoNoTable" ? "AutomaticExceptTables" : "Automatic",
    },
    package: file,
    parts: {
      workbook,
      styles: stylesPart,
      strings: stringsPart,
      sheets: parts,
      tables: tableParts,
      charts: chartParts,
      xmlParts: new Map(xmlParts.map(({ state, part }) => [state.id, part])),
    },
    names,
    unshown,
    macros,
  };
}

const VISIBILITIES: Readonly<Record<string, FileSheet["visibility"]>> = {
  visible: "Visible",
  hidden: "Hidden",
  veryHidden: "VeryHidden",
};

export const readStrings = (root: XmlElement | undefined): SharedString[] =>
  children(root, "si").map((each) => ({ text: stringOf(each), rich: child(each, "r") !== undefined }));

/** Numbers of cell metadata, from 1 on, that mark a dynamic array. */
export function dynamicMarks(root: XmlElement | undefined): ReadonlySet<number> {
  const types = children(child(root, "metadataTypes"), "metadataType").map((each) => attribute(each, "name"));
  const marks = new Set<number>();
  children(child(root, "cellMetadata"), "bk").forEach((block, at) => {
    for (const record of elements(block, "rc"))
      if (types[(numberOf(record, "t") ?? 0) - 1] === "XLDAPR") marks.add(at + 1);
  });
  return marks;
}

function readName(element: XmlElement, sheets: readonly { readonly id: string }[], names: AddInNames): FileName[] {
  const name = attribute(element, "name") ?? "";
  // Excel's own (print areas, filters) and macros' names aren't names of cells.
  if (/^_xlnm\./i.test(name) || flagOf(element, "function") || flagOf(element, "vbProcedure") || flagOf(element, "xlm"))
    return [];
  const sheet = numberOf(element, "localSheetId");
  const sheetId = sheet === undefined ? null : sheets[sheet]?.id;
  if (sheetId === undefined || name === "") return [];
  return [
    {
      name,
      sheetId,
      formula: toCell(element.text, names),
      comment: attribute(element, "comment") ?? "",
      hidden: flagOf(element, "hidden"),
    },
  ];
}

function readTable(root: XmlElement, sheetId: string): TableState {
  const columns = children(child(root, "tableColumns"), "tableColumn");
  const style = child(root, "tableStyleInfo");
  return {
    id: attribute(root, "id") ?? "",
    name: attribute(root, "displayName") ?? attribute(root, "name") ?? "",
    area: { sheetId, ...parseAddress(attribute(root, "ref") ?? "A1") },
    columnIds: columns.map((each, at) => numberOf(each, "id") ?? at + 1),
    columnNames: columns.map((each) => unescapeExcel(attribute(each, "name") ?? "")),
    showHeaders: (numberOf(root, "headerRowCount") ?? 1) > 0,
    showTotals: (numberOf(root, "totalsRowCount") ?? 0) > 0,
    style: attribute(style, "name") ?? "",
    bandedRows: flagOf(style, "showRowStripes"),
    bandedColumns: flagOf(style, "showColumnStripes"),
    firstColumn: flagOf(style, "showFirstColumn"),
    lastColumn: flagOf(style, "showLastColumn"),
    filterButton: child(root, "autoFilter") !== undefined,
  };
}

function readXmlParts(file: Package, workbook: string): { state: XmlPartState; part: string }[] {
  return file
    .relations(workbook)
    .filter(({ type, target, external }) => type === "customXml" && !external && file.has(target))
    .map(({ target }, at) => {
      const xml = file.xml(target);
      const properties = file.related(target, "customXmlProps")?.target;
      const id = properties === undefined ? undefined : attribute(file.xml(properties).root, "itemID");
      const { root } = xml;
      const prefix = root.name.includes(":") ? `xmlns:${root.name.split(":")[0]}` : "xmlns";
      return {
        part: target,
        state: {
          id: id ?? `{00000000-0000-4000-9000-${String(at).padStart(12, "0")}}`,
          xml: xml.text,
          namespaceUri: root.attributes[prefix] ?? "",
        },
      };
    });
}
