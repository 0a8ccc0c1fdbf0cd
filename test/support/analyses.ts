/** Analyses come when they are first asked for; tests call formulas as if they had been. */
import { loadAnalyses } from "../../src/functions/analyses";

await loadAnalyses();
