/** Puts something else where formulas stand, and keeps the formulas so that they can be brought back. */
import { gridOf, placeOf, placesOf } from "../../excel/addresses/places";
import { isFormula, type CellsByPlace, type CellValue } from "../../excel/cells/contents";
import { joined, readBack, writeBlocks, type Block, type CellChange } from "../../excel/steps/cells";
import type { Step } from "../../excel/transactions/step";
import { keepSteps, type StoreChange } from "../stored/originals";
import { stage, type SaidStage } from "../messages/stages";
import type { Message } from "../messages/messages";
import { besideOn, comesBack, isAsPut, markOf, type Original, type Replacement } from "./original";
import { putOn, type CellsNow, type Survey } from "./survey";
import { movedInputs, planWatches, targetsOf, unused, watchStep } from "./watches";

interface Also {
  /** Goes along, before all else. */
  readonly steps?: readonly Step[];
  /** Sheets that belong to what is put in place. */
  readonly sheets?: AddedSheets;
  /** Is handed what tells, once all is done, what cells show that got something else. */
  readonly shown?: (values: () => CellsByPlace) => void;
}

interface AddedSheets {
  readonly add: readonly Step[];
  /** What Excel made of them. It calculates before it answers: so all is written first. */
  readonly ask: readonly Step[];
  readonly made: NonNullable<StoreChange["addSheets"]>;
}

export async function replaceStages(
  context: Excel.RequestContext,
  survey: Survey,
  now: CellsNow,
  replacements: readonly Replacement[],
  message: Message,
  { steps = [], sheets: added, shown }: Also = {},
): Promise<readonly SaidStage[]> {
  const { kind, sheets, store, tables, watches } = survey;
  const idOf = new Map(sheets.map(({ id, name }) => [name, id]));
  const before = formersOf(survey, now);
  const formulas = replacements.map((one) => ({ ...one, formula: before.formulaOf(one) ?? one.formula }));
  const referring = formulas.map(({ sheet, area, formula }) => ({ sheet: idOf.get(sheet)!, area, formula }));
  const plan = planWatches(kind, referring, sheets, watches);

  const besideIt = witnesses(survey, formulas);
  const replacementOf = new Map<Original, Replacement>();
  for (const one of formulas) {
    const { area, formula, follows, fills } = one;
    const put = one.values.flatMap((row) => row.map(markOf));
    const beside = besideIt(one);
    replacementOf.set(
      { sheet: idOf.get(one.sheet)!, area, formula, put, follows, inputs: plan.set, fills, beside },
      one,
    );
  }
  const add = [...replacementOf.keys()];
  const drop = new Set(replacements.flatMap((one) => before.at(one) ?? []));
  const remaining = store.cells.filter((cell) => !drop.has(cell));

  const changes = await joined(
    context,
    replacements.flatMap((one) => changesIn(one, now)),
    { tables, ...now },
  );
  const asksBack = added !== undefined || replacements.some(({ contents }) => contents.flat().some(isFormula));
  const made = readBack(changes.map(({ after }) => after));
  const seen = readBack(shown ? changes.map(({ after }) => showing(after, now)) : [], "values");
  shown?.(seen.contents);
  let written: CellsByPlace;
  /** Excel may write a formula in another way than it was given. */
  const settle = (original: Original): Original => {
    written ??= made.contents();
    const { sheet, area, contents } = replacementOf.get(original)!;
    const flat = contents.flat();
    const put = placesOf(area).map(({ row, column }, at) =>
      isFormula(flat[at]) ? markOf(written(sheet, row, column)) : original.put[at]!,
    );
    return { ...original, put };
  };
  const keeping = [
    watchStep(plan.watches, unused(watches, remaining)),
    ...keepSteps(store, {
      drop,
      add,
      sheets,
      targets: targetsOf(plan),
      ...(asksBack && { settle }),
      ...(added && { addSheets: added.made }),
    }),
  ];
  // Kept before anything is written over, wherever what is kept doesn't depend on what Excel makes of it.
  return asksBack
    ? [
        stage(message, [
          ...steps,
          ...(added?.add ?? []),
          ...writeBlocks(changes),
          ...(added?.ask ?? []),
          ...made.steps,
        ]),
        stage(message, [...keeping, ...seen.steps]),
      ]
    : [stage(message, [...steps, ...keeping, ...writeBlocks(changes), ...seen.steps])];
}

/** With what cells show until then. */
const showing = (block: Block, { value }: CellsNow): Block => ({
  ...block,
  contents: gridOf(block.area, (row, column) => value(block.sheet, row, column)),
});

/** The first cell has the formula, and what it spills into nothing of its own. */
function changesIn({ sheet, area, formula, contents }: Replacement, { format }: CellsNow): readonly CellChange[] {
  const flat = contents.flat();
  return placesOf(area).map(({ row, column }, at) => ({
    sheet,
    row,
    column,
    before: at === 0 ? comesBack(formula) : "",
    after: flat[at]!,
    format: format(sheet, row, column),
  }));
}

/** What stands beside cells, where others of their column get the same. */
function witnesses(survey: Survey, replacements: readonly Replacement[]): (one: Replacement) => CellValue | null {
  /** By what they get, of each column. */
  const counts = new Map<string, Map<CellValue, number>>();
  const alike = ({ sheet, area, contents }: Replacement) => {
    const key = `${area.column} ${sheet}`;
    const column = counts.get(key) ?? new Map<CellValue, number>();
    counts.set(key, column);
    return { column, first: contents[0]![0]! };
  };
  for (const one of replacements) {
    const { column, first } = alike(one);
    column.set(first, (column.get(first) ?? 0) + 1);
  }
  const isPut = putOn(survey, replacements);
  const sheets = new Map<string, (row: number) => CellValue>();
  return (one) => {
    const { column, first } = alike(one);
    if (column.get(first) === 1) return null;
    const { sheet, area } = one;
    const beside = sheets.get(sheet) ?? besideOn(sheet, survey.pieces, (place) => isPut(sheet, place));
    sheets.set(sheet, beside);
    return beside(area.row);
  };
}

interface Formers {
  at(one: Replacement): Original | undefined;
  /** What is kept of a formula that is to be replaced once more, while it follows others that spilled. */
  formulaOf(one: Replacement): string | null;
}

function formersOf({ sheets, store, watches }: Survey, { holds }: CellsNow): Formers {
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  const isMoved = movedInputs(watches, sheets);
  const byPlace = new Map(
    store.cells.map((cell) => [placeOf(nameOf.get(cell.sheet) ?? "", cell.area.row, cell.area.column), cell]),
  );
  const at = ({ sheet, area }: Replacement): Original | undefined => byPlace.get(placeOf(sheet, area.row, area.column));
  return {
    at,
    formulaOf(one) {
      const former = at(one);
      const stands = former && former.follows && isAsPut(former, one.sheet, holds) && !isMoved(former);
      return stands ? former.formula : null;
    },
  };
}
