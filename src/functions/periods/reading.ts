import { periodOf } from "../../model/periods/periods";
import type { Model, When } from "../../model";
import { readDated } from "../../report/dated";

/** What people write of a time that isn't a plain year; null where it says no such thing. */
export function readPeriod(text: string, model: Model): When | null {
  const dated = readDated(text);
  return dated && periodOf(model, dated);
}
