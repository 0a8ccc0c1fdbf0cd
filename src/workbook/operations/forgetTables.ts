import { forget } from "../loading/lost";
import type { Operation } from "./operation";

/** Accepts that lost tables are gone: the report's defaults hold again. One that has lost columns gets another name. */
export const forgetTables = (): Operation<void> => ({
  reads: "tables",
  plan: async (session) => forget(session),
});
