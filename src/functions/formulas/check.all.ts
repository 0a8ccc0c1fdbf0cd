import type { Setting } from "../setting";

/** What CHECK finds: of every report, and of assumptions that name one which isn't there. */
export const everythingHolds = ({ models, main: { assumptions }, pins }: Setting): boolean =>
  [...models.values()].every((model) => model.problems().length === 0) &&
  [...assumptions.overrides, ...assumptions.scenarios].every(({ report }) => !report || models.has(report)) &&
  pins.every(({ report, edition }) => models.get(report)?.report.edition === edition);
