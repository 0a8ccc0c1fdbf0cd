/** Detaches a workbook: formulas of ours become native ones over a sheet with the model's values. */
import { cellAddress } from "../../excel/addresses/addresses";
import { quoteSheet } from "../../excel/formulas/text";
import { ourCells, type OurCell } from "../../excel/cells/inUse";
import { lookUpIn } from "../calls/listing";
import { freeName } from "../../excel/names/names";
import { WorkbookError, type Message } from "../messages/messages";
import { readGround, shownIn, type Ground } from "../originals/ground";
import { placeOf } from "../originals/original";
import { replaceSteps, type Replacement } from "../originals/replace";
import { followersOf, isSpilledInto, spillsOf, withoutSpills } from "../originals/spills";
import { addSheet } from "../../excel/steps/sheets";
import { only, together, transact, type Step } from "../../excel/transactions/transaction";
import type { DetachOutcome, Language, Ports, RunOptions } from "../types";
import type { Model } from "../../model";
import { planDetach, type Native, type Source } from "../detached/plan";
import { DETACHED } from "../detached/texts";

const DETACHING: Message = { id: "detaching" };

interface Setting {
  readonly model: Model;
  readonly language: Language;
}

/**
 * Round trips: two to read what there is and one more for every 20,000 cells, one where anything spills; then one for the
 * data sheet, one for each million characters of formulas, and one for what is kept.
 */
export function detach(run: Ports["run"], setting: Setting, options: RunOptions = {}): Promise<DetachOutcome> {
  // In one context: every other costs a request to let go of its ranges.
  return run((context) => detachIn(context, run, setting, options));
}

async function detachIn(
  context: Excel.RequestContext,
  run: Ports["run"],
  { model, language }: Setting,
  options: RunOptions,
): Promise<DetachOutcome> {
  const ground = await readGround(context, "detached", "workbook", options);
  const found = ground.pieces.flatMap(ourCells);
  if (found.length === 0) throw new WorkbookError({ id: "nothing-to-detach" });
  const spills = await spillsOf(context, ground.pieces, found);
  const ours = found.filter((cell) => !isSpilledInto(spills, cell));
  const names = ground.sheets.map(({ name }) => name);
  const places = new Set(ours.map(({ sheet, row, column }) => placeOf(sheet, row, column)));
  const followers = followersOf(ground.pieces, spills, names, (...place) => places.has(placeOf(...place)));
  refuse(ground, ours, followers);

  const shown = shownIn(ground.pieces);
  const name = freeName(DETACHED.sheet[language], names);
  const sources = ours.map(({ sheet, row, column, formula }): Source => {
    const area = spills.get(placeOf(sheet, row, column)) ?? { row, column, rows: 1, columns: 1 };
    const values = Array.from({ length: area.rows }, (_, down) =>
      Array.from({ length: area.columns }, (_unused, right) => shown.value(sheet, row + down, column + right)),
    );
    // What it follows is to spill no more either.
    return { sheet, row, column, formula: withoutSpills(formula, sheet, spills, names), values };
  });
  const { plan, natives } = planDetach(
    { model, language, name, lookUp: (reference, home) => lookUpIn(shown.value, home)(reference) },
    sources,
  );
  const replacements = natives.map(({ sheet, row, column, values, contents }, index): Replacement => {
    const area = { row, column, rows: contents.length, columns: contents[0]!.length };
    return { sheet, area, formula: ours[index]!.formula, values, contents, follows: false, fills: null };
  });

  const made = madeSheet(name);
  const ids = new Set(ground.sheets.map(({ id }) => id));
  const writing: Message = { id: "writing-sheet", values: { name } };
  const add = together(writing, [addSheet(plan, null, ids, writing), made.step]);
  const steps = replaceSteps(ground, shown, [...replacements, ...followers], DETACHING, made.id);
  await transact(run, [add, ...steps], options, undefined, context);
  return {
    sheet: name,
    formulas: natives.length,
    notes: natives.flatMap(({ sheet, row, column, note }) =>
      note ? [{ cell: `${sheet}!${cellAddress(row, column)}`, message: note }] : [],
    ),
    values: natives.filter(isAllValues).length,
  };
}

function refuse({ sheets }: Ground, ours: readonly OurCell[], followers: readonly Replacement[]): void {
  const used = new Set([...ours, ...followers].map(({ sheet }) => sheet));
  const locked = sheets.find(({ name, isProtected }) => used.has(name) && isProtected);
  if (locked) throw new WorkbookError({ id: "sheet-protected", values: { name: locked.name } });
  const busy = ours.find(({ value }) => value === "#BUSY!" || value === "#GETTING_DATA");
  if (!busy) return;
  const cell = `${quoteSheet(busy.sheet)}!${busy.address}`;
  throw new WorkbookError({ id: "still-calculating", values: { cell } });
}

const isAllValues = ({ contents }: Native): boolean =>
  contents.every((row) => row.every((content) => !String(content).startsWith("=")));

/** Asks for the id of the sheet that was just made. */
function madeSheet(name: string): { readonly step: Step; readonly id: () => string } {
  let sheet: Excel.Worksheet | null = null;
  const step = only(DETACHING, ({ workbook }) => {
    sheet = workbook.worksheets.getItem(name);
    sheet.load("id");
  });
  return { step, id: () => sheet!.id };
}
