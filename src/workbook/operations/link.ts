/** Links typed numbers: those that the report knows become formulas of ours. */
import { areaAround, cellAddress, parseAddress, type Area } from "../../excel/addresses/addresses";
import { covers, oneCell, placeOf } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import { bySheet } from "../../excel/cells/grouping";
import { explainValues } from "../calls/explain";
import { heldAt, queueHeld } from "../calls/held";
import type { Proposal } from "../linking";
import { loadLinking } from "../linking/load";
import { WorkbookError, words } from "../messages/messages";
import { keptAs, type Replacement } from "../originals/original";
import { replaceStages } from "../originals/replace";
import { cellsIn, isWithin, readSurvey, type Survey } from "../originals/survey";
import { loadStore, type Store } from "../stored/originals";
import type { LinkChoice, LinkOutcome, ProposedLink, RunOptions, Scope } from "../types";
import { question, type Operation, type Session } from "./operation";

type Context = Excel.RequestContext;

const WORDS = {
  linked: words("linked", {
    en: "Numbers that are now formulas: {count}. Take back brings the typed ones back.",
    zh: "已将 {count} 个数值转为公式；可随时恢复为键入的数值。",
  }),
};

/**
 * What typed numbers could be linked to. Round trips: two to read what there is and one more for every 20,000 cells, and one
 * for what is merged or spilled where anything is found.
 */
export const previewLinks = (scope: Scope, options?: RunOptions): Operation<readonly ProposedLink[]> =>
  question<readonly ProposedLink[]>(
    "as known",
    (session, running) =>
      session.run(async (context) => (await read(context, session, scope, running)).found.map(proposedLink)),
    options,
  );

/** The same, then two: what is written, and what is kept of it. */
export const link = (choices: readonly LinkChoice[], options?: RunOptions): Operation<LinkOutcome> => ({
  reads: "as known",
  options,
  plan: (session, running) =>
    session.run(async (context) => {
      const outcome = () => ({ linked: choices.length });
      if (choices.length === 0) return { outcome };
      const { survey, found } = await read(context, session, "workbook", running);
      const byPlace = new Map(found.map((one) => [`${one.sheet}!${cellAddress(one.row, one.column)}`, one]));
      const replacements = choices.map(({ sheet, address, typed, formula }): Replacement => {
        const proposal = byPlace.get(`${sheet}!${address}`);
        const reading = proposal?.readings.find((one) => one.formula === formula);
        if (!reading || proposal?.typed !== typed) {
          throw new WorkbookError({ id: "links-changed", values: { cell: `${sheet}!${address}` } });
        }
        const area = oneCell(proposal);
        const [values, contents] = [[[reading.value]], [[formula]]];
        return { sheet, area, formula: keptAs(typed, proposal.text), values, contents, follows: false, fills: null };
      });
      const now = cellsIn(survey.pieces);
      return { outcome, stages: await replaceStages(context, survey, now, replacements, { id: "linking" }) };
    }),
  told: ({ linked }) => ({ kind: "done", message: WORDS.linked({ count: linked }) }),
});

const proposedLink = ({ sheet, row, column, typed, text, certainty, readings }: Proposal): ProposedLink => ({
  sheet,
  address: cellAddress(row, column),
  typed,
  ...(text !== undefined && { text }),
  certainty,
  readings,
});

interface Read {
  readonly survey: Survey;
  readonly found: readonly Proposal[];
}

async function read(context: Context, session: Session, scope: Scope, running: RunOptions): Promise<Read> {
  session.refuseUnreadable();
  const { proposals } = await loadLinking();
  const readHeld = queueHeld(context);
  const readDetached = loadStore(context, "detached");
  const survey = await readSurvey(context, "linked", scope, running);
  const held = await readHeld();
  const isOurs = ourSheets(session, survey, await readDetached());
  const now = cellsIn(survey.pieces);
  const isLocked = new Set(survey.sheets.filter(({ isProtected }) => isProtected).map(({ name }) => name));
  const ownTables = survey.tables.filter(({ name }) => OUR_TABLES.test(name));
  const pieces = survey.pieces.filter(({ sheet }) => !isOurs(sheet));
  const { setting } = session;
  const found = proposals(
    setting,
    (formula, args) => explainValues(setting, formula, args),
    pieces,
    (sheet, place) =>
      !isLocked.has(sheet) &&
      isWithin(survey, sheet, place) &&
      !ownTables.some((table) => table.sheet === sheet && covers(table.area, place)) &&
      // A frozen formula's value isn't typed.
      !heldAt(held, sheet, place, now.holds),
  );
  return { survey, found: await withoutOddities(context, survey, found) };
}

/** Also drafts of a report: a figure that is linked to itself would say nothing. */
const OUR_TABLES = /^(?:Market(?:Assumptions|Scenarios)|Report(?:Info|Documents|Lines|Figures|Claims)(?:_\w+)?)$/i;

function ourSheets(
  { kept }: Session,
  { sheets }: Survey,
  { dataSheets, sheetNames }: Store,
): (name: string) => boolean {
  const ids = new Set([...Object.values(kept?.sheets ?? {}), ...dataSheets.map(({ sheet }) => sheet)]);
  const names = new Set([
    ...sheets.filter(({ id }) => ids.has(id)).map(({ name }) => name),
    ...dataSheets.flatMap(({ sheet }) => sheetNames.get(sheet) ?? []),
  ]);
  return (name) => names.has(name);
}

/** Without cells that are merged, or that another cell's formula fills. */
async function withoutOddities(
  context: Context,
  { pieces }: Survey,
  found: readonly Proposal[],
): Promise<readonly Proposal[]> {
  if (found.length === 0) return found;
  const merged = [...bySheet(found)].map(([sheet, here]) => {
    const areas = rangeIn(context, sheet, areaAround(here.map(oneCell))).getMergedAreasOrNullObject();
    areas.load("address");
    return { sheet, areas };
  });
  const spilling = pieces.filter(({ hasSpill }) => hasSpill !== false);
  const filled = found
    .filter(({ sheet, row }) =>
      spilling.some((piece) => piece.sheet === sheet && row >= piece.row && row < piece.row + piece.formulas.length),
    )
    .map((one) => {
      const parent = rangeIn(context, one.sheet, oneCell(one)).getSpillParentOrNullObject();
      parent.load("address");
      return { one, parent };
    });
  await context.sync();
  const odd = new Set(filled.flatMap(({ one, parent }) => (parent.isNullObject ? [] : [keyOf(one)])));
  const areas = new Map(
    merged.map(({ sheet, areas: { isNullObject, address } }) => [sheet, isNullObject ? [] : areasIn(address)]),
  );
  return found.filter((one) => !odd.has(keyOf(one)) && !areas.get(one.sheet)!.some((area) => covers(area, one)));
}

const keyOf = ({ sheet, row, column }: Proposal): string => placeOf(sheet, row, column);

/** Of several the sheet stands before each; its name may hold commas. */
const areasIn = (addresses: string): readonly Area[] =>
  addresses.split(/,(?=(?:[^']*'[^']*')*[^']*$)/).flatMap((address) => parseAddress(address) ?? []);
