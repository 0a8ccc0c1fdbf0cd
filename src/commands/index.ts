/**
 * What the ribbon's buttons and the cell's context menu do. Each reports how it ended in the pane, which it opens, or in a
 * dialog where Excel doesn't open it: of add-ins from Microsoft's marketplace it ignores that they ask.
 */
import { officeLanguage } from "../functions/setting";
import type { RunOptions, Workbook } from "../workbook";

/** Ids of the manifest's ExecuteFunction actions. */
export const COMMANDS = ["loadDefaults", "refresh", "freeze", "check", "whereFrom"] as const;
export type Command = (typeof COMMANDS)[number];

const ACTIONS: Readonly<Record<Command, (workbook: Workbook, run: RunOptions) => Promise<unknown>>> = {
  loadDefaults: (workbook, run) => workbook.load({ place: { at: "end" } }, run),
  refresh: (workbook, run) => workbook.refresh("workbook", run),
  freeze: (workbook, run) => workbook.freeze("selection", { ask: true }, run),
  check: (workbook, run) => workbook.check(run),
  whereFrom: (workbook, run) => workbook.sourceOfSelection(run),
};

export async function runCommand(command: Command, workbook: Workbook): Promise<void> {
  try {
    await ACTIONS[command](workbook, { onTold: workbook.report });
  } catch (reason) {
    // The commands are in the page's first script, the workbook side in a chunk of its own, which is there by now.
    const { WorkbookError } = await import(/* webpackChunkName: "workbook" */ "../workbook");
    if (!(reason instanceof WorkbookError)) throw reason;
    workbook.report({ kind: "failed", message: reason.note });
  }
}

/**
 * Ties the commands to their ids; to be called as soon as the page loads, so that no press is lost. `workbook` is null
 * outside Excel. `showPane` brings the pane to the front, and says whether it is there then.
 */
export function associateCommands(workbook: Promise<Workbook | null>, showPane: () => Promise<boolean>): void {
  for (const command of COMMANDS) {
    Office.actions.associate(command, async (event?: Office.AddinCommands.Event) => {
      let opened: Workbook | null = null;
      try {
        opened = await workbook;
        if (opened) await runCommand(command, opened);
      } finally {
        // Excel keeps the button down until it is told, and shows no pane before.
        event?.completed();
      }
      if (!opened || (await showPane())) return;
      const state = opened.getState();
      const { outcome } = state;
      if (!outcome) return;
      const [{ linesOf }, { showInDialog }] = await Promise.all([
        import(/* webpackChunkName: "workbook" */ "../workbook"),
        import(/* webpackChunkName: "outcome-dialog" */ "./outcome"),
      ]);
      const language = officeLanguage();
      await showInDialog({ language, lines: linesOf(outcome, state, language) });
    });
  }
}
