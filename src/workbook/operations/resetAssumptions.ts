import { override } from "../loading/overriding";
import type { AssumptionId } from "../types";
import type { Operation } from "./operation";

/** Gives assumptions their defaults back. */
export const resetAssumptions = (ids: readonly AssumptionId[]): Operation<void> => ({
  reads: "tables",
  plan: (session) =>
    override(
      session,
      ids.map((id) => [id, null]),
    ),
});
