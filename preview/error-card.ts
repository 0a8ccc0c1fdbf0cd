import { CellAlertType, SetSelectionsOperation } from "@univerjs/preset-sheets-core";
import type { FUniver } from "@univerjs/core/facade";
import type { Host } from "../host";

/** Beside a selected error cell, shows what the formula said about it, as Excel does behind its warning sign. */
export function showErrorCards(api: FUniver, host: Host): void {
  let card: { dispose(): void } | undefined;
  const update = () => {
    card?.dispose();
    card = undefined;
    const cell = api.getActiveWorkbook()?.getActiveSheet().getActiveRange();
    if (!cell) return;
    const error = String(cell.getValue() ?? "");
    const message = host.functions.messageAt({
      sheetId: cell.getSheetId(),
      row: cell.getRow(),
      column: cell.getColumn(),
    });
    if (!message || !error.startsWith("#")) return;
    card = cell.attachAlertPopup({
      key: "formula-error",
      type: CellAlertType.ERROR,
      title: error,
      message,
      width: 320,
      height: 96,
    });
  };
  // The grid's own selection events leave out what isn't done by mouse, such as the name box.
  api.addEvent(api.Event.CommandExecuted, ({ id }) => {
    if (id === SetSelectionsOperation.id) update();
  });
  api.getFormula().calculationResultApplied(update);
}
