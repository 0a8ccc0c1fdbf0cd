/** Freezes: formulas of ours become the values that they show. */
import { writtenText } from "../../excel/plans/cells";
import { ourCells, type OurCell } from "../../excel/cells/inUse";
import type { Message } from "../messages/messages";
import { covers, readAllSheets, readGround, shownIn, type Ground } from "../originals/ground";
import { placeOf } from "../originals/original";
import { replaceSteps, type Replacement } from "../originals/replace";
import { followersOf, isSpilledInto, spillsOf, type Spills } from "../originals/spills";
import type { CellValue } from "../tables/tables";
import { together, transact } from "../../excel/transactions/transaction";
import type { FreezeOutcome, LeftCell, Ports, RunOptions, Scope } from "../types";
import { markStep, withFills } from "../originals/marks";

const FREEZING: Message = { id: "freezing" };

/** Errors that say that there is no value yet, or no formula of ours: freezing them would keep nothing of worth. */
const NO_VALUE = ["#BUSY!", "#GETTING_DATA", "#NAME?", "#SPILL!", "#CALC!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!"];

/**
 * Round trips: two to read what there is and one more for every 20,000 cells, one where anything spills, one or two for
 * fills where cells are to be marked; then one, and one more for every million characters.
 */
export function freeze(
  run: Ports["run"],
  scope: Scope,
  mark: boolean,
  options: RunOptions = {},
): Promise<FreezeOutcome> {
  // In one context: every other costs a request to let go of its ranges.
  return run(async (context) => {
    const ground = await readGround(context, "frozen", scope, options);
    const left: LeftCell[] = [];
    const skip = ({ sheet, address }: OurCell, message: Message): boolean => {
      left.push({ cell: `${sheet}!${address}`, message });
      return false;
    };
    const ours = ground.pieces.flatMap(ourCells).filter(({ sheet, row, column }) => covers(ground, sheet, row, column));
    const free = ours.filter((cell) => {
      const reason = reasonToSkip(ground, cell);
      return reason ? skip(cell, reason) : true;
    });
    const spills = await spillsOf(context, ground.pieces, free);
    const whole = spills.size > 0 ? await readAllSheets(context, ground, options) : ground;
    const cells = free
      .filter((cell) => !isSpilledInto(spills, cell))
      .filter((cell) => {
        const reason = lockedFollower(whole, spills, cell);
        return reason ? skip(cell, reason) : true;
      });
    if (cells.length === 0) return { frozen: 0, left };

    const shown = shownIn(whole.pieces);
    const values = cells.map((cell): Replacement => {
      const { sheet, row, column, formula } = cell;
      const area = spills.get(placeOf(sheet, row, column)) ?? { row, column, rows: 1, columns: 1 };
      const now = Array.from({ length: area.rows }, (_, down) =>
        Array.from({ length: area.columns }, (_unused, right) => shown.value(sheet, row + down, column + right)),
      );
      const contents = now.map((line) => line.map(frozenContent));
      return { sheet, area, formula, values: now, contents, follows: false, fills: null };
    });
    const frozen = mark ? await withFills(context, values) : values;
    const followers = followersOf(whole.pieces, spillsAmong(spills, cells), namesIn(ground), placesOfCells(cells));
    const [first, ...others] = replaceSteps(whole, shown, [...frozen, ...followers], FREEZING);
    const steps = [together(FREEZING, [markStep(frozen, "mark", FREEZING), first!]), ...others];
    await transact(run, steps, options, undefined, context);
    return { frozen: cells.length, left };
  });
}

const namesIn = ({ sheets }: Ground): readonly string[] => sheets.map(({ name }) => name);

function reasonToSkip({ sheets }: Ground, { sheet, value }: OurCell): Message | null {
  if (sheets.find(({ name }) => name === sheet)?.isProtected) return { id: "sheet-protected", values: { name: sheet } };
  if (NO_VALUE.includes(String(value))) return { id: "not-calculated", values: { value: String(value) } };
  return null;
}

/** `A1#` on a protected sheet would become an error with the formula in A1 gone. */
function lockedFollower(ground: Ground, spills: Spills, cell: OurCell): Message | null {
  const own = spillsAmong(spills, [cell]);
  const locked = new Set(ground.sheets.filter(({ isProtected }) => isProtected).map(({ name }) => name));
  if (own.size === 0 || locked.size === 0) return null;
  const pieces = ground.pieces.filter(({ sheet }) => locked.has(sheet));
  const [follower] = followersOf(pieces, own, namesIn(ground), () => false);
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
function frozenContent(value: CellValue): CellValue {
  if (typeof value !== "string") return value;
  return /^#[A-Z/0]+[!?A]$/.test(value) ? value : writtenText(value);
}
