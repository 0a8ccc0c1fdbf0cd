/**
 * `npm run workbooks -- FOLDER`: takes every .xlsx file of a folder through all that the add-in does to a workbook, on copies
 * in memory, and tells what of theirs is another than before. Nothing is expected; else it exits with 1.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { takeThrough, type Fault } from "./workbooks/through.js";

const folder = process.argv[2];
if (!folder) {
  console.error("Say where workbooks are: npm run workbooks -- FOLDER (its .xlsx files; they are only read)");
  process.exit(2);
}
const files = readdirSync(folder)
  .filter((file) => /\.xls[xm]$/i.test(file) && !file.startsWith("~$"))
  .sort();

/** Faults of one kind and step that are listed cell by cell. */
const MOST = 20;

function list(file: string, faults: readonly Fault[]): void {
  const steps = new Map<string, Fault[]>();
  for (const fault of faults) steps.set(fault.step, [...(steps.get(fault.step) ?? []), fault]);
  for (const [step, all] of steps) {
    for (const { change, message } of all.slice(0, MOST)) {
      const where = change ? `${change.sheet === null ? "" : `${change.sheet}!`}${change.place}` : "";
      console.log(
        `  ${file} · ${step} · ${change ? `${where}: ${change.what} ${brief(change.was)} → ${brief(change.is)}` : message}`,
      );
    }
    if (all.length > MOST) console.log(`  ${file} · ${step} · and ${all.length - MOST} more`);
  }
}

const brief = (value: unknown): string => (value === null ? "none" : JSON.stringify(value).slice(0, 120));

let faulty = 0;
for (const [index, file] of files.entries()) {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(`${index + 1} of ${files.length}: ${file}`);
  const { cells, unjudged, steps, faults } = await takeThrough(file, readFileSync(path.join(folder, file)), {
    progress: (step) => console.log(`  ${seconds().padStart(7)}  ${step}`),
  });
  const apart = [...new Set(unjudged.map(({ sheet, place }) => `${sheet}!${place}`))];
  const aside =
    apart.length > 0
      ? `; without values that the grid calculates otherwise than the file says: ${apart.slice(0, 5).join(", ")}${apart.length > 5 ? ` and ${apart.length - 5} more` : ""}`
      : "";
  console.log(
    `  ${seconds().padStart(7)}  ${cells} cells, ${steps} steps: ${faults.length === 0 ? "nothing changed" : `${faults.length} changes`}${aside}`,
  );
  list(file, faults);
  if (faults.length > 0) faulty++;
}
console.log(`${files.length} workbooks, ${faulty === 0 ? "nothing of theirs changed" : `${faulty} with changes`}`);
process.exitCode = faulty > 0 ? 1 : 0;
