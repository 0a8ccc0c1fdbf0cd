import { analyses } from "../analyses";
import { section } from "../domains";
import { tableFormula } from "../formula";
import { optional } from "../parameter";

export const audit = tableFormula({
  id: "AUDIT",
  summary: { en: "The report's claims beside what its own figures give", zh: "报告的论断与其自身数据的对照" },
  parameters: [optional("section", section, () => null)],
  evaluate: (...given) => analyses().auditTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./audit.help"),
});
