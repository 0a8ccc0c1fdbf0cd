/** The model that formulas calculate with: the open workbook's, until one is set the built-in report's. */
import { createModel, type Model } from "../model";
import { builtInReport } from "../report";

let model: Model | null = null;
let hold: Promise<Model> | null = null;

/** A promise while the workbook is being read. It rejects when the workbook could not be read and no model was set. */
export function currentModel(): Model | Promise<Model> {
  return hold ?? loaded();
}

export function setModel(next: Model): void {
  model = next;
  // A hold that failed stands for "no model to trust": now there is one.
  if (failed) hold = null;
  failed = false;
}

let failed = false;

/**
 * Formulas called before `ready` settles wait for it, so that they never show a default where the workbook has an
 * override. The model is to be set before it does. A later hold takes over from an earlier one.
 */
export function holdFor(ready: Promise<unknown>): void {
  const before = model;
  failed = false;
  const held: Promise<Model> = ready.then(
    () => {
      if (hold !== held) return currentModel();
      hold = null;
      return loaded();
    },
    (reason: unknown) => {
      if (hold !== held) return currentModel();
      if (model !== before && model) {
        hold = null;
        return model;
      }
      failed = true;
      throw reason;
    },
  );
  hold = held;
  // Formulas report the rejection; without any waiting it is nobody's to handle.
  held.catch(() => undefined);
}

function loaded(): Model {
  return (model ??= createModel(builtInReport));
}

/** The edition that the open workbook was built on. */
export interface Pin {
  readonly report: string;
  readonly edition: string;
}

let pin: Pin | null = null;

/** What the workbook pins; null when nothing of ours is kept in it. */
export function setPin(next: Pin | null): void {
  pin = next;
}

/** Whether the model's report is the one that the workbook was built on. */
export function pinHolds({ report }: Model): boolean {
  return pin === null || (pin.report === report.id && pin.edition === report.edition);
}
