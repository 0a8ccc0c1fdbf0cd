import type { ICommandService } from "@univerjs/core";
import type { UniverContext } from "./context.js";
import { unexported } from "./unexported.js";

/** Univer's, with what it keeps to itself. */
interface Controller {
  _commandService: Pick<ICommandService, "executeCommand">;
  _handleSetRangeValuesMutation(...given: unknown[]): void;
}

/**
 * Univer tells of the formulas that came into cells a moment after the cells: a calculation that had begun by then found them,
 * and was made to forget what it knew of them. The next had to look at each again, beside what was left of the first time.
 */
export function tellOfFormulasAtOnce({ injector, commands }: UniverContext): void {
  const controller = unexported<Controller>(injector, "_handleSetRangeValuesMutation");
  controller._commandService = {
    executeCommand: (id, params, options) => Promise.resolve(commands.syncExecuteCommand(id, params, options)),
  };
}
