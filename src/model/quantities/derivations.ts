import type { Figure } from "../../report/types";
import type { Derivation } from "../types";

/** Every figure that a value rests on, in the order in which it was used. */
export function figuresOf(derivation: Derivation): readonly Figure[] {
  const found = new Set<Figure>();
  const visit = ({ step, from }: Derivation): void => {
    if (step.kind === "figure") found.add(step.figure);
    from.forEach(visit);
  };
  visit(derivation);
  return [...found];
}
