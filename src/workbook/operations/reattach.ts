/** Reattaches a workbook: each formula of ours whose cells still hold what detaching put there. */
import { cellAddress } from "../../excel/addresses/addresses";
import { placeOf, placesOf } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import { refersToSheet } from "../../excel/formulas/references";
import { sameName } from "../../excel/names/names";
import { deleteSheets, showSheets } from "../../excel/steps/sheets";
import { changedInputs, changedRows } from "../detached/asWritten";
import { WorkbookError, words, type Message } from "../messages/messages";
import { stage } from "../messages/stages";
import type { Original } from "../originals/original";
import { restorable, restoreSteps } from "../originals/restore";
import { cellsIn, readSurvey, type Survey } from "../originals/survey";
import type { DataSheet } from "../stored/originals";
import type { ChangedNumber, LeftCell, ReattachOutcome, ReattachQuestion, RunOptions } from "../types";
import type { Operation, Plan } from "./operation";
import { leftCells, liveAgain } from "./words";

const WORDS = {
  asks: words("reattach-asks", {
    en: "Numbers on the data sheet were changed ({count}); live formulas don't use them. Nothing was done yet.",
    zh: "数据表中有 {count} 个数字已被更改，实时公式不会采用。尚未执行任何操作。",
  }),
  changed: words("reattach-changed", {
    en: "Changed on the data sheet ({count})",
    zh: "数据表中已更改（{count}）",
  }),
  kept: words("data-sheets-kept", { en: "Sheets that were kept ({count})", zh: "保留的工作表（{count}）" }),
};

/**
 * Where numbers that are there to be changed were, and formulas would come back that don't use them, it changes nothing and
 * says so, unless it is told that the user knows. A data sheet goes only where nothing of the user's is on it and nothing
 * refers to it.
 */
export const reattach = (
  { over }: { readonly over?: ReattachQuestion } = {},
  options?: RunOptions,
): Operation<ReattachOutcome | ReattachQuestion> => ({
  reads: "as known",
  options,
  plan: ({ run }, running) => run((context) => plan(context, over, running)),
  told(outcome) {
    if ("changed" in outcome) {
      const { changed } = outcome;
      const cells = changed.map(({ cell, was, is }): LeftCell => {
        return { cell, message: { id: "number-changed", values: { was: String(was), is: String(is) } } };
      });
      const count = changed.length;
      return { kind: "warning", message: WORDS.asks({ count }), cells: [{ title: WORDS.changed({ count }), cells }] };
    }
    const { restored, left, kept } = outcome;
    const sheets = kept.length === 0 ? [] : [{ title: WORDS.kept({ count: kept.length }), cells: kept }];
    return {
      kind: left.length > 0 || kept.length > 0 ? "warning" : "done",
      message: liveAgain(restored),
      cells: [...leftCells(left), ...sheets],
    };
  },
});

async function plan(
  context: Excel.RequestContext,
  over: ReattachQuestion | undefined,
  options: RunOptions,
): Promise<Plan<ReattachOutcome | ReattachQuestion>> {
  const survey = await readSurvey(context, "detached", "workbook", options);
  const nameOf = new Map(survey.sheets.map(({ id, name }) => [id, name]));
  const now = cellsIn(survey.pieces);
  const { ready, back, left, locked } = restorable(survey, now);
  const here = survey.store.dataSheets.filter(({ sheet }) => nameOf.has(sheet));
  const gone = survey.store.dataSheets.filter((data) => !here.includes(data));
  if (ready.length + back.length + left.length + here.length === 0)
    throw new WorkbookError({ id: "nothing-to-reattach" });
  if (locked !== null) throw new WorkbookError({ id: "sheet-protected", values: { name: locked } });

  const changedOn = (data: DataSheet): readonly ChangedNumber[] =>
    changedInputs(data, nameOf.get(data.sheet)!, now.holds);
  const changed = here.flatMap(changedOn);
  const question: ReattachQuestion = { changed };
  if (changed.length > 0 && ready.length > 0 && JSON.stringify(over) !== JSON.stringify(question))
    return { outcome: () => question };

  const about = here.length === 0 ? null : await readAbout(context, survey, here);
  const kept: LeftCell[] = [];
  const keep = (name: string, message: Message): void => void kept.push({ cell: name, message });
  const unused: DataSheet[] = [];
  const forgotten = [...gone];
  for (const data of here) {
    const name = nameOf.get(data.sheet)!;
    const referring = about!.referringTo(name, ready);
    const [inputs, rows, things] = [changedOn(data), changedRows(data, name, survey.pieces), about!.on(name)];
    const places = [...inputs.map(({ cell }) => cell.slice(name.length + 1)), ...rows, ...things];
    if (referring.length > 0) keep(name, { id: "data-sheet-referred", values: { places: listed(referring) } });
    if (places.length > 0) keep(name, { id: "data-sheet-edited", values: { places: listed(places) } });
    if (referring.length + places.length === 0) unused.push(data);
    // What is on it is the user's from now on.
    else if (referring.length === 0) forgotten.push(data);
  }
  const going = about?.deletable(unused) ?? [];
  for (const { sheet } of unused.filter((data) => !going.includes(data)))
    keep(nameOf.get(sheet)!, { id: "data-sheet-alone" });

  const dropSheets = new Set([...going, ...forgotten].map(({ sheet }) => sheet));
  const ids = going.map(({ sheet }) => sheet);
  const steps = [
    ...(await restoreSteps(context, survey, now, { ready, back }, dropSheets)),
    ...showSheets(about?.veryHidden(ids) ?? []),
  ];
  return {
    stages: [stage({ id: "reattaching" }, steps)],
    ...(ids.length > 0 && { finish: deleteSheets(ids) }),
    outcome: () => ({ restored: [...ready, ...back].filter(({ follows }) => !follows).length, left, kept }),
  };
}

const MOST_LISTED = 10;

const listed = (places: readonly string[]): readonly string[] =>
  places.length > MOST_LISTED ? [...places.slice(0, MOST_LISTED), "…"] : places;

/** What can't be seen in cells. One round trip. */
async function readAbout({ workbook }: Excel.RequestContext, survey: Survey, data: readonly DataSheet[]) {
  const { worksheets, names } = workbook;
  worksheets.load("items/id,items/visibility");
  names.load("items/name,items/formula");
  const own = survey.sheets.map(({ id, name }) => {
    const scoped = worksheets.getItem(id).names;
    scoped.load("items/name,items/formula");
    return { name, scoped };
  });
  const things = data.map(({ sheet }) => {
    const { charts, tables, comments } = worksheets.getItem(sheet);
    charts.load("items/name");
    tables.load("items/name");
    comments.load("items/content");
    return { name: survey.sheets.find(({ id }) => id === sheet)!.name, charts, tables, comments };
  });
  await workbook.context.sync();

  const watches = new Set(survey.watches.map(({ name }) => name));
  const all = [
    ...names.items.map(({ name, formula }) => ({ home: null, name, formula })),
    ...own.flatMap(({ name: home, scoped }) => scoped.items.map(({ name, formula }) => ({ home, name, formula }))),
  ].filter(({ name }) => !watches.has(name));
  const isSeen = ({ visibility }: Excel.Worksheet): boolean => visibility === "Visible";
  return {
    /** Cells and names elsewhere that stay as they are, or come back, and refer to the sheet. */
    referringTo(name: string, ready: readonly Original[]): readonly string[] {
      const nameOf = new Map(survey.sheets.map(({ id, name }) => [id, name]));
      const restored = new Set(
        ready.flatMap(({ sheet, area }) =>
          placesOf(area).map(({ row, column }) => placeOf(nameOf.get(sheet)!, row, column)),
        ),
      );
      const back = ready.filter(({ formula }) => refersToSheet(formula, name));
      const staying = survey.pieces
        .filter(({ sheet }) => sheet !== name)
        .flatMap(({ sheet, row, column, formulas }) =>
          formulas.flatMap((line, down) =>
            line.flatMap((formula, right) => {
              const [at, across] = [row + down, column + right];
              const refers =
                isFormula(formula) && !restored.has(placeOf(sheet, at, across)) && refersToSheet(formula, name);
              return refers ? [`${sheet}!${cellAddress(at, across)}`] : [];
            }),
          ),
        );
      const named = all.filter(
        ({ home, formula }) => !(home && sameName(home, name)) && refersToSheet(String(formula), name),
      );
      return [
        ...back.map(({ sheet, area }) => `${nameOf.get(sheet)!}!${cellAddress(area.row, area.column)}`),
        ...staying,
        ...named.map(({ name }) => name),
      ];
    },
    /** The user's names, charts, tables and comments on a data sheet, which has none of its own. */
    on(name: string): readonly string[] {
      const { charts, tables, comments } = things.find((one) => one.name === name)!;
      return [
        ...all.flatMap((one) => (one.home && sameName(one.home, name) ? [one.name] : [])),
        ...[...charts.items, ...tables.items].map((one) => one.name),
        ...comments.items.map(({ content }) => `“${content}”`),
      ];
    },
    /** Excel wants one sheet to be seen. */
    deletable(wanted: readonly DataSheet[]): readonly DataSheet[] {
      const ids = new Set(wanted.map(({ sheet }) => sheet));
      const isLeft = worksheets.items.some((sheet) => isSeen(sheet) && !ids.has(sheet.id));
      const hidden = worksheets.items.filter((sheet) => !isSeen(sheet));
      return isLeft ? wanted : wanted.filter(({ sheet }) => hidden.some(({ id }) => id === sheet));
    },
    /** Which Excel doesn't delete before they are merely hidden. */
    veryHidden: (ids: readonly string[]): readonly string[] =>
      worksheets.items.flatMap(({ id, visibility }) => (ids.includes(id) && visibility === "VeryHidden" ? [id] : [])),
  };
}
