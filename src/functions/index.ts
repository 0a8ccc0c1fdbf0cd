/** Registers every formula with nothing but a global `CustomFunctions`: no Office, no page. */
import { formulas } from "./formulas";
import { runner } from "./run";

for (const formula of formulas) CustomFunctions.associate(formula.id, runner(formula));
