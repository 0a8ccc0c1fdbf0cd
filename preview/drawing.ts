import type { FUniver } from "@univerjs/core/facade";
import type { ICommandInfo, Injector, Univer } from "@univerjs/core";
import {
  IRenderManagerService,
  IRibbonService,
  InsertSheetMutation,
  RemoveDefinedNameMutation,
  SetArrayFormulaDataMutation,
  SetDefinedNameMutation,
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationResultMutation,
  SetFormulaCalculationStartMutation,
  SetFormulaDataMutation,
  SheetRenderController,
} from "@univerjs/preset-sheets-core";
import { TableManager } from "@univerjs/preset-sheets-table";
import type { Host } from "../host";
import { unexported } from "../host/grid/univer/unexported";

/** Univer's, with what they keep to themselves. */
interface Sheet {
  _sheetSkeletonManagerService: Layout;
  _markUnitDirty(command: ICommandInfo, options?: unknown): void;
}
interface Layout {
  readonly currentSkeletonBefore$: { subscribe(shown: () => void): unknown };
  reCalculate(): void;
}
interface Ribbon {
  _setRibbon(tabs: readonly RibbonPart[]): void;
}
interface RibbonPart {
  readonly children?: readonly RibbonPart[];
}
interface TableControls {
  _syncTopTableGap(): void;
  _refresh(): void;
}

/** What a change says of where it is; one that says nothing may be anywhere. */
interface Change {
  readonly subUnitId: string;
  readonly cellValue: object;
  readonly arrayFormulaRange: Spills;
  readonly arrayFormulaCellData: Spills;
}

/** By workbook and sheet: of all, whatever changed. */
type Spills = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A calculation shows nothing by itself: its results come into cells. Nor do names, formulas, and sheets that come. */
const UNSEEN: readonly string[] = [
  SetFormulaCalculationStartMutation.id,
  SetFormulaCalculationNotificationMutation.id,
  SetFormulaCalculationResultMutation.id,
  SetFormulaDataMutation.id,
  SetDefinedNameMutation.id,
  RemoveDefinedNameMutation.id,
  InsertSheetMutation.id,
];

/**
 * Milliseconds. Excel shows what a script's request did once it is done; where that takes longer, here what there is by then.
 */
const PATIENCE = 500;

/**
 * Asked at each frame: whether what is to be drawn waits for the end of a script's request, and for what the add-in's
 * functions give for it: new inputs aren't shown beside what came of the old.
 */
export function createWaiting({ book, functions }: Pick<Host, "book" | "functions">): () => boolean {
  let since: number | null = null;
  return () => {
    if (!book.actor?.script && !functions.busy()) since = null;
    else since ??= performance.now();
    return since !== null && performance.now() - since < PATIENCE;
  };
}

/**
 * Univer lays out and draws the sheet that is shown anew after each change to any, and after each step of a calculation for the
 * controls of tables: of a sheet that isn't shown, or that has no tables, there is nothing to be seen.
 */
export function drawWhatIsShown(univer: Univer, api: FUniver, host: Host): void {
  const book = api.getActiveWorkbook()!;
  const shown = (): string => book.getActiveSheet().getSheetId();
  const injector = univer.__getInjector();
  const render = injector.get(IRenderManagerService).getRenderById(book.getId())!;

  const waits = createWaiting(host);
  const draw = render.scene.render.bind(render.scene);
  render.scene.render = (...given) => {
    if (!waits()) draw(...given);
  };

  const sheet = render.with(SheetRenderController) as unknown as Sheet;
  const layout = sheet._sheetSkeletonManagerService;
  const mark = sheet._markUnitDirty.bind(sheet);
  let isLaidOut = true;
  sheet._sheetSkeletonManagerService = new Proxy(layout, {
    // Asked for before it is told of what change.
    get: (of, key) => (key === "reCalculate" ? () => void (isLaidOut = false) : Reflect.get(of, key)),
  });
  // Panes are frozen by the widths of a sheet's columns as soon as it is shown.
  layout.currentSkeletonBefore$.subscribe(() => layout.reCalculate());
  let spills = "";
  sheet._markUnitDirty = (command, options) => {
    const isOutdated = !isLaidOut;
    isLaidOut = true;
    if (UNSEEN.includes(command.id)) return;
    const params = (command.params ?? {}) as Partial<Change>;
    const { subUnitId, cellValue, arrayFormulaRange, arrayFormulaCellData } = params;
    if (subUnitId !== undefined && subUnitId !== shown()) return;
    // All results that a calculation gave are to come.
    if (cellValue && isEmpty(cellValue)) return;
    if (command.id === SetArrayFormulaDataMutation.id) {
      const known = spills;
      spills = JSON.stringify([arrayFormulaRange, arrayFormulaCellData].map((all) => all?.[book.getId()]?.[shown()]));
      if (spills === known) return;
    }
    if (isOutdated) layout.reCalculate();
    mark(command, options);
  };

  // Of what it could hide it is told at each change of sheets, and measures all of its buttons anew.
  const ribbon = injector.get(IRibbonService) as unknown as Ribbon;
  const setRibbon = ribbon._setRibbon.bind(ribbon);
  let buttons: readonly RibbonPart[] = [];
  ribbon._setRibbon = (tabs) => {
    const before = buttons;
    buttons = buttonsIn(tabs);
    if (buttons.length !== before.length || buttons.some((button, at) => button !== before[at])) setRibbon(tabs);
  };

  const { _injector: rendering } = render as unknown as { readonly _injector: Injector };
  const controls = unexported<TableControls>(rendering, "_syncTopTableGap");
  const tables = injector.get(TableManager);
  const refresh = controls._refresh.bind(controls);
  let drawn = true;
  controls._refresh = () => {
    const any = tables.getTablesBySubunitId(book.getId(), shown()).length > 0;
    if (any || drawn) refresh();
    drawn = any;
  };
}

const buttonsIn = (parts: readonly RibbonPart[]): readonly RibbonPart[] =>
  parts.flatMap((part) => (part.children?.length ? buttonsIn(part.children) : [part]));

function isEmpty(cells: object): boolean {
  for (const _ in cells) return false;
  return true;
}
