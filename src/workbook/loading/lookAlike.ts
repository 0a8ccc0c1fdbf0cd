/** What is left of a lost table: cells that look like it and do nothing. */
import { holdsIn, readCellsInUse } from "../../excel/cells/inUse";
import { placesOf } from "../../excel/addresses/places";
import { refersToSheet } from "../../excel/formulas/references";
import { createModel, modelBeside } from "../../model";
import type { Session } from "../operations/operation";
import { planSheet } from "../sheets";
import { SHEET_NAMES } from "../sheets/texts";
import { sheetNamed } from "./found";
import { modelsOf } from "../tables/tables";
import { lossOf } from "./foresee";
import { anchorPrefix } from "./merge/anchors";
import { beginningOf, type Given } from "./whole";

/**
 * Whether the sheet of the assumptions holds what we wrote on it and nothing else, and nothing refers to it: the restored
 * table then takes its place. A note of the user's, a reason that comes back nowhere, an override that is a formula keep it.
 */
export async function isLookAlike(session: Session, { assumptions, tables = {}, reasons }: Given): Promise<boolean> {
  const { run, book, kept, language, report } = session;
  const sheet = sheetNamed(book, SHEET_NAMES.assumptions[language]);
  if (!sheet || kept?.sheets.assumptions !== sheet.id) return false;
  if (Object.values(tables).some((table) => table.sheet.id === sheet.id)) return false;
  const { name } = sheet;
  const known = Object.values(book.tables).filter((table) => table.sheet.id === sheet.id).length;
  const loss = await lossOf(beginningOf(session), name);
  if (loss.references.length > 0 || loss.charts.length > 0 || loss.tables.length > known) return false;
  const names = await run(async (context) => {
    const { names } = context.workbook;
    names.load("items/name,items/formula");
    await context.sync();
    return names.items.map(({ name, formula }) => ({ name, formula: String(formula) }));
  });
  // Those that say where our cells are come anew with the sheet.
  const others = names.filter((each) => !each.name.startsWith(anchorPrefix("assumptions")));
  if (others.some(({ formula }) => refersToSheet(formula, name))) return false;
  const model = createModel(report, assumptions);
  const beside = modelsOf(session.setting)
    .slice(1)
    .map((other) => modelBeside(model, other.report));
  const plan = planSheet("assumptions", {
    model,
    others: beside,
    language,
    names: {},
    withScenarios: true,
    ...(reasons && { reasons }),
  });
  const ours = new Set(plan.cells.flatMap((row) => row.map((cell) => String(cell?.content ?? ""))));
  const pieces = await readCellsInUse(run, { sheets: [name] });
  const holds = holdsIn(pieces);
  return pieces.every(({ row, column, values }) =>
    placesOf({ row, column, rows: values.length, columns: values[0]?.length ?? 0 }).every((place) =>
      ours.has(String(holds(name, place.row, place.column))),
    ),
  );
}
