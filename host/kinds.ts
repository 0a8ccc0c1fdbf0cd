import type { Area } from "./address.js";
import { invalidArgument } from "./errors.js";
import type { ChartState, CommentState, RangeTarget, SeriesState, TableState, XmlPartState } from "./states.js";

/** A worksheet is known by its id, as in the client: a rename keeps it. */
export interface SheetTarget {
  readonly id: string;
}

/** The only one of its kind. */
export type Single = Readonly<Record<string, never>>;

/** Of a sheet where one is named, else of the workbook. */
interface Scoped {
  readonly sheetId?: string;
}

/** One range, or several of one sheet. */
export interface RangesTarget {
  readonly ranges: readonly RangeTarget[];
}

export const BORDER_SIDES = [
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp",
] as const;
export type BorderSide = (typeof BORDER_SIDES)[number];

/** Where the add-in's page shows. A shared runtime runs on while its pane is hidden. */
export interface Pane {
  readonly visible: boolean;
  /** The user opens or closes it. */
  show(visible: boolean): void;
  /** A script asks for it. */
  ask(visible: boolean): void;
}

/** The client's runner of custom functions, as it speaks to the host. */
export interface FunctionRunner {
  /** Results came: [invocation's id, succeeded, value or message, error code] each. */
  receive(results: readonly (readonly unknown[])[]): void;
  /** From now on the runner takes calls. */
  listen(): void;
}

/** The kinds of objects, by Excel's names for them, and what an object of each is known by. */
export interface Targets {
  Workbook: Single;
  Application: Single;
  DocumentProperties: Single;
  WorksheetCollection: Single;
  Worksheet: SheetTarget;
  WorksheetFreezePanes: SheetTarget;
  WorksheetProtection: SheetTarget;
  PageLayout: SheetTarget;
  PageBreakCollection: SheetTarget;
  PageBreak: SheetTarget;
  Range: RangeTarget;
  RangeAreas: RangesTarget;
  RangeCollection: RangesTarget;
  RangeFormat: RangesTarget;
  RangeFill: RangesTarget;
  RangeFont: RangesTarget;
  RangeBorderCollection: RangesTarget;
  RangeBorder: RangesTarget & { readonly side: BorderSide };
  NamedItemCollection: { readonly sheetId: string | null };
  NamedItem: { readonly name: string; readonly sheetId: string | null };
  SettingCollection: Single;
  Setting: { readonly key: string };
  CustomXmlPartCollection: Single;
  CustomXmlPartScopedCollection: { readonly namespaceUri: string };
  CustomXmlPart: XmlPartState;
  CommentCollection: Scoped;
  Comment: CommentState;
  CommentReplyCollection: CommentState;
  CommentReply: { readonly comment: CommentState; readonly id: string };
  TableCollection: Scoped;
  TableScopedCollection: { readonly area: Area; readonly fully: boolean };
  Table: TableState;
  TableColumnCollection: TableState;
  TableColumn: { readonly table: TableState; readonly id: number };
  TableRowCollection: TableState;
  TableRow: { readonly table: TableState; readonly index: number };
  ChartCollection: { readonly sheetId: string };
  Chart: ChartState;
  ChartTitle: ChartState;
  ChartLegend: ChartState;
  ChartAxes: ChartState;
  ChartAxis: { readonly chart: ChartState; readonly titleKey: "categoryTitle" | "valueTitle" };
  ChartAxisTitle: { readonly chart: ChartState; readonly titleKey: "categoryTitle" | "valueTitle" };
  ChartSeriesCollection: ChartState;
  ChartSeries: SeriesState;
  ChartSeriesFormat: SeriesState;
  ChartFill: SeriesState;
  ChartLineFormat: SeriesState;
  /** Services of the client itself, beside the workbook. */
  AddinInternalService: Single;
  AppRuntimeService: Pane;
  AppRuntimePersistenceService: { loadsAddIn: boolean };
  CustomFunctions: FunctionRunner;
}

export type Kind = keyof Targets;

/** An object of the workbook: of which kind it is, and which one. */
export interface Handle<K extends Kind = Kind> {
  readonly kind: K;
  readonly target: Targets[K];
}

export const handle = <K extends Kind>(kind: K, target: Targets[K]): Handle<K> => ({ kind, target });

export function isHandle(value: unknown): value is Handle {
  return typeof value === "object" && value !== null && "kind" in value && "target" in value;
}

export function targetOf<K extends Kind>(value: unknown, kind: K): Targets[K] {
  if (!isHandle(value) || value.kind !== kind) throw invalidArgument();
  return value.target as Targets[K];
}
