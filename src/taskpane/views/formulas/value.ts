/** What the formula in the builder gives now, as its fields, its cells and the model change. */
import { useEffect, useState } from "react";
import type { DocumentedFormula } from "../../../functions/formulas";
import type { Selection } from "../../../workbook";
import { useModel, useOptionalPane } from "../../context";
import { argumentValue, expressionOf, isComplete, type Setting } from "./call";
import { evaluate, type Shown } from "./evaluate";
import { formatsOf, type Formats } from "./formats";

export type FormulaValue =
  | { readonly shown: Shown; readonly formats: Formats }
  /** An argument that it can't do without isn't there yet. */
  | "incomplete"
  /** An argument is an expression, which Excel alone can calculate. */
  | "unknown";

export function useValue(
  formula: DocumentedFormula,
  settings: readonly Setting[],
  target: Selection | null,
): FormulaValue {
  const model = useModel();
  const workbook = useOptionalPane()?.workbook;
  const [value, setValue] = useState<FormulaValue>("incomplete");
  const sheet = target?.sheet ?? "";
  useEffect(() => {
    let current = true;
    void read().then(
      (result) => current && setValue(result),
      () => current && setValue("unknown"),
    );
    return () => void (current = false);

    async function read(): Promise<FormulaValue> {
      if (!isComplete(formula, settings)) return "incomplete";
      const values = formula.parameters.map((parameter, index) => argumentValue(parameter, settings[index] ?? ""));
      const texts = values.map((value, index) => (value === undefined ? expressionOf(settings[index]!) : ""));
      const cells = values.includes(undefined) ? await workbook?.argumentValues(sheet, texts) : [];
      const given = values.map((value, index) => (value === undefined ? cells?.[index] : value));
      if (!given.every((value) => value !== undefined)) return "unknown";
      const shown = await evaluate(formula, given);
      return { shown, formats: formatsOf(formula, given, shown, model) };
    }
  }, [formula, settings, model, workbook, sheet]);
  return value;
}
