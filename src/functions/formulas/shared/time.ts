/** Values over whatever time is asked for. */
import type { Fault, When } from "../../../model";
import { analyses } from "../../analyses";
import type { Explained } from "../../formula";
import type { Refusal } from "../../outcome";

/** What `at` gives for a year, over whatever time is asked for. `isFlow` is asked of what isn't a year. */
export const overTime = (
  when: When,
  at: (year: number) => Explained | Fault | Refusal,
  isFlow = () => true,
): Explained | Fault | Refusal => (typeof when === "number" ? at(when) : analyses().explainedOver(when, isFlow(), at));
