import { isFault } from "../../model";
import { WorkbookError } from "../messages/messages";
import type { Operation } from "./operation";

/** Makes a scenario the one that formulas mean where they name none. */
export const chooseScenario = (id: string): Operation<void> => ({
  reads: "tables",
  async plan({ model }) {
    const found = model.scenario(id);
    if (isFault(found)) throw new WorkbookError({ id: "no-such-scenario", values: { name: id } });
    return { says: { assumptions: { ...model.assumptions, chosen: found.id } }, outcome: () => undefined };
  },
});
