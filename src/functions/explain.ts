/** Where a value comes from: the one that the cell shows, with the derivations that it rests on. */
import { bases, type Basis, type Derivation, type Fault } from "../model";
import type { Text } from "../report/types";
import { answerOf, outcomeOf } from "./answer";
import { readCall } from "./call";
import type { Estimate, Explained, Formula, Unexplained } from "./formula";
import { Refusal, type CellValue } from "./outcome";
import type { Setting } from "./setting";
import { anExpression, unexplained } from "./unexplained";

export interface Explanation {
  /** The id of the report that the derivations are of; null where there are none. */
  readonly report: string | null;
  /** What the cell shows; null where it shows an error, and of a table. */
  readonly value: CellValue | null;
  /** Why it shows an error. */
  readonly refusal: Refusal | null;
  /** One for each value of the model that it rests on: two for a growth rate. */
  readonly derivations: readonly Derivation[];
  /** Of a statistic: whose each of them is, in the same order; else none. */
  readonly estimates: readonly Estimate[];
  /** What to bear in mind about all of them together. */
  readonly note: Text | null;
  /** The weakest of theirs; what is computed from several is derived at best. */
  readonly basis: Basis | null;
  /** Why there are none. */
  readonly unexplained: Text | null;
}

const weakestFirst = [...bases].reverse();

export function basisOf(derivations: readonly Derivation[]): Basis | null {
  const all = new Set(derivations.map(({ basis }) => basis));
  if (derivations.length > 1) all.add("derived");
  return weakestFirst.find((basis) => all.has(basis)) ?? null;
}

const nothing: Explanation = {
  report: null,
  value: null,
  refusal: null,
  derivations: [],
  estimates: [],
  note: null,
  basis: null,
  unexplained: null,
};

/** Of a call with an argument that nobody knows. */
export const unknownArgument: Explanation = { ...nothing, unexplained: anExpression };

/** Each argument is one value, as a cell or a formula holds it. */
export function explain(formula: Formula, setting: Setting, args: readonly unknown[]): Explanation {
  const call = readCall(formula, setting, args);
  if (call instanceof Refusal) return refused(call);
  const { values } = call;
  const told = { ...nothing, report: call.setting.main.report.id };
  if (formula.result === "table") return absent(formula.unexplained);
  if ("explain" in formula) {
    const explained = (formula.explain as (setting: Setting, ...values: unknown[]) => Explained | Fault | Refusal)(
      call.setting,
      ...values,
    );
    const answer = answerOf(formula, "value" in explained ? explained.value : explained, values);
    if (answer instanceof Refusal) return refused(answer);
    const { derivations, estimates = [], note = null } = explained as Explained;
    return { ...told, value: answer, derivations, estimates, note, basis: basisOf(derivations) };
  }
  const answer = answerOf(formula, outcomeOf(formula)(call.setting, ...values), values);
  return answer instanceof Refusal ? refused(answer) : { ...absent(formula.unexplained), value: answer };
}

const refused = (refusal: Refusal): Explanation => ({ ...nothing, refusal });

const absent = (why: Unexplained): Explanation => ({ ...nothing, unexplained: unexplained[why] });
