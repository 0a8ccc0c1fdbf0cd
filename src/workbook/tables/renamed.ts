/** Own scenarios that are renamed by typing: what names them otherwise than by the cell that was typed in goes with them. */
import { isFormula } from "../../excel/cells/contents";
import { isFault, normalise, type OfReport } from "../../model";
import { draftOf, withCells, type CellEdit, type Draft } from "./drafts";
import type { TableRead, Tables } from "./read";
import { COLUMN, isOfReport, modelFor, reportIn, textOf, type Models } from "./tables";

/** Columns of the table of scenarios. */
const [ID, NAME, BASED_ON] = [0, 1, 2];

interface Renaming {
  readonly of: OfReport;
  /** The column that was typed in. */
  readonly column: number;
  readonly from: string;
  readonly to: string;
}

/** Nothing where rows came, went or moved, or where the new name is another scenario's. `known`: as they were before. */
function renamingsIn(before: TableRead, after: TableRead, known: Models): readonly Renaming[] {
  if (before.rows.length !== after.rows.length) return [];
  const changed = after.rows.flatMap((cells, row) =>
    [ID!, NAME!].flatMap((column) =>
      textOf(cells[column]) === textOf(before.rows[row]![column])
        ? []
        : [{ column, row, from: textOf(before.rows[row]![column]), to: textOf(cells[column]) }],
    ),
  );
  // Several rows at once are sorted or pasted over.
  if (new Set(changed.map(({ row }) => row)).size !== 1) return [];
  const row = before.rows[changed[0]!.row]!;
  const id = textOf(row[ID!]);
  const of = reportIn(known, row, before);
  const model = modelFor(known, of);
  const isFree = (name: string): boolean => {
    const found = model?.scenario(name);
    return !found || isFault(found) || found.id === id;
  };
  return changed.filter(({ from, to }) => from !== "" && to !== "" && isFree(to)).map((one) => ({ ...one, of }));
}

export interface Renamed {
  readonly drafts: { readonly MarketAssumptions?: Draft; readonly MarketScenarios: Draft };
  /** What a scenario is chosen by now. */
  readonly chosen: (chosen: string | null) => string | null;
}

/** Null where nothing was renamed. */
export function renamed(before: Tables, after: Tables, known: Models): Renamed | null {
  const [was, is] = [before.MarketScenarios, after.MarketScenarios];
  const renamings = was && is && is.lost.length === 0 ? renamingsIn(was, is, known) : [];
  if (renamings.length === 0) return null;
  const renamedIn = (draft: Draft, column: number): Draft =>
    withCells(
      draft,
      draft.rows.flatMap((cells, row): CellEdit[] => {
        const name = normalise(textOf(cells[column]));
        const isIts = ({ of }: Renaming): boolean => isOfReport(known, of)(cells, draft);
        const found = renamings.find((one) => normalise(one.from) === name && isIts(one));
        return found && !isFormula(draft.contents[row]![column]) ? [{ row, column, value: found.to }] : [];
      }),
    );
  const overrides = after.MarketAssumptions;
  return {
    drafts: {
      MarketScenarios: renamedIn(draftOf(is!), BASED_ON!),
      ...(overrides?.lost.length === 0 && { MarketAssumptions: renamedIn(draftOf(overrides), COLUMN.scenario) }),
    },
    chosen: (chosen) =>
      renamings.find(({ of, column, from }) => !of.report && column === ID && from === chosen)?.to ?? chosen,
  };
}
