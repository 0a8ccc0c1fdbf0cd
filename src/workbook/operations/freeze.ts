/** Freezes: formulas of ours become the values that they show. */
import { placeOf } from "../../excel/addresses/places";
import { isError, keptText, type CellValue } from "../../excel/cells/contents";
import { hasSubtotal } from "../../excel/formulas/named";
import { readFills } from "../../excel/looks/fills";
import { restrictionOf } from "../editions/licences";
import { ourCells, type OurCell } from "../calls/cells";
import { words, type Message } from "../messages/messages";
import { markStep } from "../originals/marks";
import type { Replacement } from "../originals/original";
import { replaceStages } from "../originals/replace";
import { areaOf, followersOf, isSpilledInto, spillsOf, type Spills } from "../originals/spills";
import { cellsIn, isWithin, readAllSheets, readSurvey, valuesIn, type Survey } from "../originals/survey";
import type { FreezeOutcome, LeftCell, RunOptions, Scope } from "../types";
import type { Operation } from "./operation";
import { leftCells } from "./words";

const WORDS = {
  frozen: words("frozen", {
    en: "Formulas that are now values: {count}. Thaw brings them back.",
    zh: "已将 {count} 个公式转为数值；可随时解冻恢复。",
  }),
  restricted: words("frozen-restricted", {
    en: "Formulas that are now values: {count}. Thaw brings them back. {licence}",
    zh: "已将 {count} 个公式转为数值；可随时解冻恢复。{licence}",
  }),
  asks: words("freeze-asks", {
    en: "Nothing is frozen yet. {licence} Whether to freeze all the same is asked in the pane.",
    zh: "尚未冻结。{licence} 如仍要冻结，请在窗格中确认。",
  }),
};

/** Errors that say that there is no value yet, or no formula of ours: freezing them would keep nothing of worth. */
const NO_VALUE = ["#BUSY!", "#GETTING_DATA", "#NAME?", "#SPILL!", "#CALC!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!"];

/**
 * `ask`: where a licence forbids copies, it is told before anything is frozen, and nothing is.
 *
 * Round trips: two to read what there is and one more for every 20,000 cells, one where anything spills, one where a
 * table's column with one of the formulas has blanks, one or two for fills where cells are to be marked; then one, and more where that is more than a request holds.
 */
export const freeze = (
  scope: Scope,
  { mark = false, ask = false }: { readonly mark?: boolean; readonly ask?: boolean } = {},
  options?: RunOptions,
): Operation<FreezeOutcome> => ({
  reads: "as known",
  options,
  plan: ({ run, setting }, running) =>
    run(async (context) => {
      const licence = restrictionOf([...setting.models.values()].map(({ report }) => report));
      if (ask && licence) return { outcome: () => ({ frozen: 0, left: [], licence, asks: true as const }) };
      const survey = await readSurvey(context, "frozen", scope, running);
      const left: LeftCell[] = [];
      const unless =
        (reasonOf: (cell: OurCell) => Message | null) =>
        (cell: OurCell): boolean => {
          const message = reasonOf(cell);
          if (message) left.push({ cell: `${cell.sheet}!${cell.address}`, message });
          return !message;
        };
      const ours = survey.pieces.flatMap(ourCells).filter((cell) => isWithin(survey, cell.sheet, cell));
      const free = ours.filter(unless((cell) => reasonToSkip(survey, cell)));
      const spills = await spillsOf(context, survey.pieces, free);
      const whole = spills.size > 0 ? await readAllSheets(context, survey, running) : survey;
      const cells = free
        .filter((cell) => !isSpilledInto(spills, cell))
        .filter(unless((cell) => lockedFollower(whole, spills, cell)));
      const outcome = () => ({ frozen: cells.length, left, ...(licence && { licence }) });
      if (cells.length === 0) return { outcome };

      const now = cellsIn(whole.pieces);
      const values = cells.map((cell): Replacement => {
        const { sheet, formula } = cell;
        const area = areaOf(spills, cell);
        const values = valuesIn(now, sheet, area);
        const contents = values.map((line) => line.map(frozenContent));
        return { sheet, area, formula, values, contents, follows: false, fills: null };
      });
      const frozen = mark ? await readFills(context, values) : values;
      const followers = followersOf(whole.pieces, spillsAmong(spills, cells), namesIn(survey), placesOfCells(cells));
      const steps = [markStep(frozen, "mark")];
      const replacements = [...frozen, ...followers];
      return { outcome, stages: await replaceStages(context, whole, now, replacements, { id: "freezing" }, { steps }) };
    }),
  told: ({ frozen, left, licence, asks }) =>
    licence && asks
      ? { kind: "warning", message: WORDS.asks({ licence }), asks: "freeze" }
      : {
          kind: left.length > 0 || licence ? "warning" : "done",
          message: licence ? WORDS.restricted({ count: frozen, licence }) : WORDS.frozen({ count: frozen }),
          cells: leftCells(left),
        },
});

const namesIn = ({ sheets }: Survey): readonly string[] => sheets.map(({ name }) => name);

function reasonToSkip({ sheets }: Survey, { sheet, value, formula }: OurCell): Message | null {
  if (sheets.find(({ name }) => name === sheet)?.isProtected) return { id: "sheet-protected", values: { name: sheet } };
  if (hasSubtotal(formula)) return { id: "counted-in-totals" };
  if (NO_VALUE.includes(String(value))) return { id: "not-calculated", values: { value: String(value) } };
  return null;
}

/** `A1#` on a protected sheet would become an error with the formula in A1 gone. */
function lockedFollower(survey: Survey, spills: Spills, cell: OurCell): Message | null {
  const own = spillsAmong(spills, [cell]);
  const locked = new Set(survey.sheets.filter(({ isProtected }) => isProtected).map(({ name }) => name));
  if (own.size === 0 || locked.size === 0) return null;
  const pieces = survey.pieces.filter(({ sheet }) => locked.has(sheet));
  const [follower] = followersOf(pieces, own, namesIn(survey), () => false);
  return follower ? { id: "sheet-protected", values: { name: follower.sheet } } : null;
}

const spillsAmong = (spills: Spills, cells: readonly OurCell[]): Spills => {
  const isReplaced = placesOfCells(cells);
  return new Map([...spills].filter(([, { sheet, row, column }]) => isReplaced(sheet, row, column)));
};

function placesOfCells(cells: readonly OurCell[]): (sheet: string, row: number, column: number) => boolean {
  const places = new Set(cells.map(({ sheet, row, column }) => placeOf(sheet, row, column)));
  return (sheet, row, column) => places.has(placeOf(sheet, row, column));
}

/** An error stays an error; any other text stays a text. */
const frozenContent = (value: CellValue): CellValue =>
  typeof value === "string" && !isError(value) ? keptText(value) : value;
