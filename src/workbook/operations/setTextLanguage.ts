import type { Language } from "../types";
import type { Operation } from "./operation";

/** Gives texts in cells another language. */
export const setTextLanguage = (language: Language): Operation<void> => ({
  reads: "tables",
  plan: async ({ model }) => ({ says: { assumptions: model.assumptions, language }, outcome: () => undefined }),
});
