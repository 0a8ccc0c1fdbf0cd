import { analyses } from "../../functions/analyses";
import type { WorkbookState } from "../workbook";
import type { CellSource, Language, Told } from "../types";
import { messageText } from "./messages";

/** What is in force, of whichever report. */
type Models = Pick<WorkbookState, "model" | "others">;

/** How an operation ended as plain lines, where there is no pane to show it. */
export function linesOf({ message, cells = [], source }: Told, state: Models, language: Language): readonly string[] {
  return [
    messageText(message, language),
    ...cells.flatMap(({ title, cells: left }) => [
      messageText(title, language),
      ...left.map(({ cell, message: why }) => `${cell}: ${messageText(why, language)}`),
    ]),
    ...(source ? sourceLines(source, state, language) : []),
  ];
}

const colon = { en: ": ", zh: "：" } as const;

function sourceLines(
  { formula, value, calls }: CellSource,
  { model: main, others }: Models,
  language: Language,
): readonly string[] {
  return [
    `${formula} → ${value}`,
    ...calls.flatMap(({ report, derivations, estimates, refusal, unexplained, note }) => {
      const modelOf = (report: string | null) => others.find((other) => other.report === report)?.model ?? main;
      const why = refusal?.message() ?? unexplained ?? note;
      return [
        ...derivations.flatMap((derivation, at) => {
          const estimate = estimates[at];
          const model = modelOf(estimate?.report ?? report);
          const source = analyses().derivationSource(model, derivation, language);
          if (!estimate) return [source];
          const number = String(Number(derivation.value.toPrecision(6)));
          const amount = analyses().amountText(model.report, number, derivation.unit, language);
          return [`${amount}${colon[language]}${estimate.told[language]}`, source];
        }),
        ...(why ? [why[language]] : []),
      ];
    }),
  ];
}
