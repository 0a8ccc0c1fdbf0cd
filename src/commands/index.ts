/**
 * What the ribbon's buttons and the cell's context menu do. Each reports how it ended in the pane, which it opens:
 * a command has no other place to say anything.
 */
import type { Outcome, Workbook } from "../workbook";

/** Ids of the manifest's ExecuteFunction actions. */
export const COMMANDS = ["loadDefaults", "refresh", "freeze", "check", "whereFrom"] as const;
export type Command = (typeof COMMANDS)[number];

type Report = Omit<Outcome, "number">;

const done = (message: Report["message"]): Report => ({ kind: "done", message });

const ACTIONS: Readonly<Record<Command, (workbook: Workbook) => Promise<Report>>> = {
  async loadDefaults(workbook) {
    const { created } = await workbook.load({ place: { at: "end" } });
    return done({ id: "loaded", values: { sheets: created } });
  },
  async refresh(workbook) {
    await workbook.refresh();
    return done({ id: "refreshed" });
  },
  async freeze(workbook) {
    const { frozen } = await workbook.freeze("selection");
    return done({ id: "frozen", values: { count: frozen } });
  },
  async check(workbook) {
    await workbook.ready;
    const count = workbook.getState().model.problems().length;
    return done(count === 0 ? { id: "checks-hold" } : { id: "checks-fail", values: { count } });
  },
  async whereFrom(workbook) {
    const source = await workbook.sourceOfSelection();
    const cell = `${source.sheet}!${source.address}`;
    if (source.calls.length === 0) return { kind: "failed", message: { id: "no-formula", values: { cell } } };
    return { kind: "answer", message: { id: "source-of", values: { cell } }, source };
  },
};

export async function runCommand(command: Command, workbook: Workbook): Promise<void> {
  try {
    workbook.report(await ACTIONS[command](workbook));
  } catch (reason) {
    // The commands are in the page's first script, the workbook side in a chunk of its own, which is there by now.
    const { WorkbookError } = await import(/* webpackChunkName: "workbook" */ "../workbook");
    if (!(reason instanceof WorkbookError)) throw reason;
    workbook.report({ kind: "failed", message: reason.note });
  }
}

/**
 * Ties the commands to their ids; to be called as soon as the page loads, so that no press is lost. `workbook` is null
 * outside Excel. `showPane` brings the pane to the front.
 */
export function associateCommands(workbook: Promise<Workbook | null>, showPane: () => Promise<unknown>): void {
  for (const command of COMMANDS) {
    Office.actions.associate(command, async (event?: Office.AddinCommands.Event) => {
      try {
        const opened = await workbook;
        if (opened) {
          await runCommand(command, opened);
          await showPane();
        }
      } finally {
        // Excel keeps the button down until it is told.
        event?.completed();
      }
    });
  }
}
