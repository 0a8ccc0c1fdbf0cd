import type { FUniver } from "@univerjs/core/facade";
import type { ICommandInfo, Injector, Univer } from "@univerjs/core";
import {
  IRenderManagerService,
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
  SheetRenderController,
} from "@univerjs/preset-sheets-core";
import { TableManager } from "@univerjs/preset-sheets-table";
import { unexported } from "../host/grid/univer/unexported";

/** Univer's, with what they keep to themselves. */
interface Sheet {
  _markUnitDirty(command: ICommandInfo, options?: unknown): void;
}
interface TableControls {
  _syncTopTableGap(): void;
  _refresh(): void;
}

/** A calculation shows nothing by itself: its results come into cells. */
const UNSEEN: readonly string[] = [SetFormulaCalculationStartMutation.id, SetFormulaCalculationNotificationMutation.id];

/**
 * Univer draws the sheet that is shown anew after each change to any, and after each step of a calculation for the controls of
 * tables: of a sheet that isn't shown, or that has no tables, there is nothing to be seen.
 */
export function drawWhatIsShown(univer: Univer, api: FUniver): void {
  const book = api.getActiveWorkbook()!;
  const shown = (): string => book.getActiveSheet().getSheetId();
  const injector = univer.__getInjector();
  const render = injector.get(IRenderManagerService).getRenderById(book.getId())!;

  const sheet = render.with(SheetRenderController) as unknown as Sheet;
  const mark = sheet._markUnitDirty.bind(sheet);
  sheet._markUnitDirty = (command, options) => {
    const { subUnitId } = (command.params ?? {}) as { readonly subUnitId?: string };
    const isElsewhere = subUnitId !== undefined && subUnitId !== shown();
    if (!isElsewhere && !UNSEEN.includes(command.id)) mark(command, options);
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
