/** A made-up edition after the built-in one: some figures differ, one is gone, one is new. */
import { builtInReport, type Report } from "../../src/report";

/** A copy of a report without the editors' notes, to be changed. */
export const copyOf = (report: Report): any =>
  JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === "note" ? undefined : value)));

export function nextEdition(change: (report: any) => void = () => {}): Report {
  const report = copyOf(builtInReport);
  report.edition = "2027.1";
  const figure = (id: string) => report.figures.find((one: { id: string }) => one.id === id);
  figure("size-2030-applications").value = 2000;
  figure("size-2030-vendors").value = 700;
  // A published path and its figures are gone, and one is new.
  report.scenarios = report.scenarios.filter(({ id }: { id: string }) => id !== "policy");
  report.figures.push({ ...figure("size-2030-applications"), id: "size-2031-applications", year: 2031, value: 2200 });
  report.scenarios.find(({ id }: { id: string }) => id === "applications").points.push("size-2031-applications");
  change(report);
  return report as Report;
}
