/** A call's arguments, read the same for a cell, an explanation and a native form. */
import { analyses } from "./analyses";
import type { Call, Formula } from "./formula";
import { Refusal } from "./outcome";
import type { Setting } from "./setting";

/** Each argument is one value, or for a list its values, as a cell or a formula holds them. */
export function readCall(
  formula: Pick<Formula, "parameters">,
  setting: Setting,
  args: readonly unknown[],
): Call | Refusal {
  const { parameters } = formula;
  const values = new Array<unknown>(parameters.length);
  for (let index = 0; index < parameters.length; index++) {
    const value = parameters[index]!.read(args[index], setting);
    if (isRefused(value)) {
      const elsewhere = mayNameReport(args) ? analyses().readAmong(formula, setting, args) : null;
      if (elsewhere) return elsewhere;
      if (value instanceof Refusal) return value;
    }
    values[index] = value;
  }
  return { setting, values };
}

/** Of a list one that is refused will do. */
export const isRefused = (value: unknown): boolean =>
  value instanceof Refusal || (Array.isArray(value) && value.some((one) => one instanceof Refusal));

/** Names are looked up whole first: whether another report's may be among those that nobody knows. */
const mayNameReport = (args: readonly unknown[]): boolean =>
  args.flat(2).some((text) => typeof text === "string" && /[:：]/.test(text));
