import { analyses } from "../../functions/analyses";
import type { Model } from "../../model";
import type { CellSource, Language, Told } from "../types";
import { messageText } from "./messages";

/** How an operation ended as plain lines, where there is no pane to show it. */
export function linesOf({ message, cells = [], source }: Told, model: Model, language: Language): readonly string[] {
  return [
    messageText(message, language),
    ...cells.flatMap(({ title, cells: left }) => [
      messageText(title, language),
      ...left.map(({ cell, message: why }) => `${cell}: ${messageText(why, language)}`),
    ]),
    ...(source ? sourceLines(source, model, language) : []),
  ];
}

function sourceLines({ formula, value, calls }: CellSource, model: Model, language: Language): readonly string[] {
  return [
    `${formula} → ${value}`,
    ...calls.flatMap(({ derivations, refusal, unexplained }) => {
      const why = refusal?.message() ?? unexplained;
      return [
        ...derivations.map((derivation) => analyses().derivationSource(model, derivation, language)),
        ...(why ? [why[language]] : []),
      ];
    }),
  ];
}
