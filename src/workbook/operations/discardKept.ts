import { nothing, type Operation } from "./operation";

/** Writes anew what the workbook keeps about its report where that is damaged. */
export const discardKept = (): Operation<void> => ({
  reads: "anew",
  async plan(session) {
    if (session.book.kept === "part-damaged") {
      return { says: { assumptions: session.assumptionsOf({}), discards: true }, outcome: () => undefined };
    }
    session.adopt();
    return nothing;
  },
});
