/**
 * The open workbook's setting, which the registered formulas calculate with: until one is set the built-in report's. The one
 * thing under the formulas that changes.
 */
import { createModel } from "../model";
import { builtInReport } from "../report";
import { settingOf, type Setting } from "./setting";

let setting: Setting | null = null;
let hold: Promise<Setting> | null = null;
let failed = false;

/** A promise while the workbook is being read. It rejects when the workbook could not be read and no setting was given. */
export function currentSetting(): Setting | Promise<Setting> {
  return hold ?? given();
}

export function use(next: Setting): void {
  setting = next;
  // A hold that failed stands for "no setting to trust": now there is one.
  if (failed) hold = null;
  failed = false;
}

/**
 * Formulas called before `ready` settles wait for it, so that they never show a default where the workbook has an
 * override. The setting is to be given before it does. A later hold takes over from an earlier one.
 */
export function holdFor(ready: Promise<unknown>): void {
  const before = setting;
  failed = false;
  const held: Promise<Setting> = ready.then(
    () => {
      if (hold !== held) return currentSetting();
      hold = null;
      return given();
    },
    (reason: unknown) => {
      if (hold !== held) return currentSetting();
      if (setting !== before && setting) {
        hold = null;
        return setting;
      }
      failed = true;
      throw reason;
    },
  );
  hold = held;
  // Formulas report the rejection; without any waiting it is nobody's to handle.
  held.catch(() => undefined);
}

function given(): Setting {
  return (setting ??= settingOf(createModel(builtInReport)));
}
