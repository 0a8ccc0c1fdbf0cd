import { override } from "../loading/overriding";
import type { AssumptionId } from "../types";
import type { Operation } from "./operation";

/** Sets an override in the sheet; null takes it away. Makes the table if need be. */
export const setOverride = (id: AssumptionId, value: number | null): Operation<void> => ({
  reads: "tables",
  plan: (session) => override(session, [[id, value]]),
});
