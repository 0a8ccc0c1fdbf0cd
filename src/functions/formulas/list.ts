import { analyses } from "../analyses";
import { choice } from "../domains";
import { tableFormula, type Formula } from "../formula";
import { required } from "../parameter";
import { KINDS } from "../words";

/** `formulas`: all there are, this one included. */
export const listOf = (formulas: () => readonly Formula[]) =>
  tableFormula({
    id: "LIST",
    summary: { en: "Ids and names that formulas take", zh: "公式可用的标识与名称" },
    parameters: [required("kind", { ...choice(KINDS), ofReport: true })],
    evaluate: (setting, kind) => analyses().listTable(setting, kind, formulas()),
    unexplained: "no-number",
    native: null,
    loadHelp: () => import(/* webpackChunkName: "help" */ "./list.help"),
  });
