/** Detaches a workbook: formulas of ours become native ones over a sheet with the model's values. */
import { cellAddress } from "../../excel/addresses/addresses";
import { placeOf, type Place } from "../../excel/addresses/places";
import { isBusy, isError, isFormula, type CellsByPlace, type Grid } from "../../excel/cells/contents";
import { freeName, quoteSheet } from "../../excel/names/names";
import type { SheetPlan } from "../../excel/plans/sheets";
import { readBack } from "../../excel/steps/cells";
import { addSheet } from "../../excel/steps/sheets";
import { only, type Step } from "../../excel/transactions/step";
import type { Setting } from "../../functions/setting";
import type { Report } from "../../report/types";
import { ourCells, type OurCell } from "../calls/cells";
import { lookUpIn } from "../calls/lookUp";
import { asWritten } from "../detached/asWritten";
import { planDetach, type Native, type Source } from "../detached/plan";
import { DETACHED } from "../detached/texts";
import { WorkbookError, words } from "../messages/messages";
import type { Replacement } from "../originals/original";
import { replaceStages } from "../originals/replace";
import { areaOf, followersOf, isSpilledInto, spillsOf, withoutSpills } from "../originals/spills";
import { cellsIn, readSurvey, valuesIn, type Survey } from "../originals/survey";
import type { DetachOutcome, LeftCell, RunOptions } from "../types";
import type { Operation, Plan, Session } from "./operation";

const WORDS = {
  detached: words("detached", {
    en: "Formulas that now look up the sheet “{sheet}” and need no add-in: {count}; became values: {values}. Reattach brings them back.",
    zh: "已将 {count} 个公式改为在工作表“{sheet}”中查找，无需加载项；{values} 个转为数值。可随时重新连接恢复。",
  }),
  values: words("became-values", {
    en: "Became values, wholly or in part ({count})",
    zh: "全部或部分转为数值（{count}）",
  }),
  errors: words("became-errors", {
    en: "Show an error without the add-in ({count})",
    zh: "脱离加载项后显示错误（{count}）",
  }),
};

/**
 * Round trips: two to read what there is and one more for every 20,000 cells, one where anything spills; then one for the
 * data sheet with as many formulas as a request holds, one more for what Excel made of them where that is more than it
 * answers at once, and one for what is kept.
 */
export const detach = (options?: RunOptions): Operation<DetachOutcome> => ({
  reads: "as known",
  options,
  plan: (session, running) => session.run((context) => plan(context, session, running)),
  told: ({ sheet, formulas, values, notes, errors }) => ({
    kind: errors.length === 0 ? "done" : "warning",
    message: WORDS.detached({ sheet, count: formulas, values }),
    cells: [
      { title: WORDS.errors({ count: errors.length }), cells: errors },
      { title: WORDS.values({ count: notes.length }), cells: notes },
    ].filter(({ cells }) => cells.length > 0),
  }),
});

async function plan(
  context: Excel.RequestContext,
  { setting, restored }: Session,
  options: RunOptions,
): Promise<Plan<DetachOutcome>> {
  const survey = await readSurvey(context, "detached", "workbook", options);
  const found = survey.pieces.flatMap(ourCells);
  if (found.length === 0) throw new WorkbookError({ id: "nothing-to-detach" });
  const spills = await spillsOf(context, survey.pieces, found);
  const ours = found.filter((cell) => !isSpilledInto(spills, cell));
  const names = survey.sheets.map(({ name }) => name);
  const places = new Set(ours.map(({ sheet, row, column }) => placeOf(sheet, row, column)));
  const followers = followersOf(survey.pieces, spills, names, (...place) => places.has(placeOf(...place)));
  refuse(survey, ours, followers);

  const now = cellsIn(survey.pieces);
  const sources = ours.map((cell): Source => {
    const { sheet, row, column, formula } = cell;
    // What it follows is to spill no more either.
    const values = valuesIn(now, sheet, areaOf(spills, cell));
    return { sheet, row, column, formula: withoutSpills(formula, sheet, spills, names), values };
  });
  const nameOf = namesOf(setting, names);
  const { sheets, natives } = planDetach(
    { setting, nameOf, lookUp: (reference, home) => lookUpIn(now.value, home)(reference) },
    sources,
  );
  const replacements = natives.map(({ sheet, row, column, values, contents }, index): Replacement => {
    const area = { row, column, rows: contents.length, columns: contents[0]!.length };
    return { sheet, area, formula: ours[index]!.formula, values, contents, follows: false, fills: null };
  });

  const ids = new Set(survey.sheets.map(({ id }) => id));
  const written = sheets.map((plan) => ({ plan, made: identify(plan.name), asMade: readingBack(plan) }));
  let shown: () => CellsByPlace;
  const stages = await replaceStages(
    context,
    survey,
    now,
    [...replacements, ...followers],
    { id: "detaching" },
    {
      sheets: {
        add: written.flatMap(({ plan }) => addSheet(plan, null, ids)),
        ask: written.flatMap(({ made, asMade }) => [made.step, ...asMade.steps]),
        made: () =>
          written.map(({ plan, made, asMade }) => ({
            ...asWritten(made.id(), plan.name, asMade.contents(), inputsOf(plan)),
            name: plan.name,
          })),
      },
      // What an argument comes to that is an expression isn't known before.
      shown: (values) => (shown = values),
    },
  );
  return {
    stages,
    outcome: () => {
      // Values are ours now, and nothing before a new sheet can be undone.
      restored.clear();
      const values = shown();
      return {
        sheet: sheets[0]!.name,
        formulas: natives.length,
        notes: natives.flatMap(({ sheet, row, column, note }) =>
          note ? [{ cell: `${sheet}!${cellAddress(row, column)}`, message: note }] : [],
        ),
        values: natives.filter(isAllValues).length,
        errors: natives.flatMap((native) => errorsIn(native, values)),
      };
    },
  };
}

/** Where a native formula shows an error instead of what ours did. */
const errorsIn = ({ sheet, row, column, values, contents }: Native, shown: CellsByPlace): readonly LeftCell[] =>
  values.flatMap((line, down) =>
    line.flatMap((value, right): LeftCell[] => {
      const error = shown(sheet, row + down, column + right);
      if (!isFormula(contents[down]![right]!) || isError(value) || !isError(error)) return [];
      const cell = `${sheet}!${cellAddress(row + down, column + right)}`;
      return [{ cell, message: { id: "detached-error", values: { error, value: String(value) || '""' } } }];
    }),
  );

/** Names of data sheets, another report's with its id, as far as Excel takes it. */
function namesOf({ main, language }: Setting, taken: readonly string[]): (report: Report) => string {
  const given = new Map<string, string>();
  return ({ id }) => {
    const title = DETACHED.sheet[language.cells];
    const wanted = id === main.report.id ? title : `${title} ${id}`.slice(0, LONGEST_NAME);
    const name = given.get(id) ?? freeName(wanted, [...taken, ...given.values()]);
    given.set(id, name);
    return name;
  };
}

/** Excel takes 31 characters, of which a number may need some. */
const LONGEST_NAME = 28;

/** Asks for the id of a sheet that was made. */
function identify(name: string): { readonly step: Step; readonly id: () => string } {
  let made: Excel.Worksheet | null = null;
  const step = only(({ workbook }) => {
    made = workbook.worksheets.getItem(name);
    made.load("id");
  });
  return { step, id: () => made!.id };
}

/** So many rows of the data sheet are read together. */
const BAND = 128;

/** What Excel makes of the data sheet: of names, which are most of its rows, not as far to the right as of values. */
function readingBack({ name, cells }: SheetPlan): { readonly steps: readonly Step[]; readonly contents: () => Grid } {
  const bands = Array.from({ length: Math.ceil(cells.length / BAND) }, (_, band) => {
    const rows = cells.slice(band * BAND, (band + 1) * BAND);
    const columns = Math.max(1, ...rows.flatMap((row) => row.flatMap((cell, at) => (cell ? [at + 1] : []))));
    const area = { row: band * BAND, column: 0, rows: rows.length, columns };
    return { sheet: name, area, contents: rows.map((row) => row.slice(0, columns).map((cell) => cell?.content ?? "")) };
  });
  const { steps, grids } = readBack(bands);
  return { steps, contents: () => grids().flat() };
}

const inputsOf = ({ cells }: SheetPlan): readonly Place[] =>
  cells.flatMap((line, row) => line.flatMap((cell, column) => (cell?.style === "input" ? [{ row, column }] : [])));

function refuse({ sheets }: Survey, ours: readonly OurCell[], followers: readonly Replacement[]): void {
  const used = new Set([...ours, ...followers].map(({ sheet }) => sheet));
  const locked = sheets.find(({ name, isProtected }) => used.has(name) && isProtected);
  if (locked) throw new WorkbookError({ id: "sheet-protected", values: { name: locked.name } });
  const busy = ours.find(({ value }) => isBusy(value));
  if (!busy) return;
  const cell = `${quoteSheet(busy.sheet)}!${busy.address}`;
  throw new WorkbookError({ id: "still-calculating", values: { cell } });
}

const isAllValues = ({ contents }: Native): boolean => contents.every((row) => row.every((cell) => !isFormula(cell)));
