/** Detaches a workbook: formulas of ours become native ones over a sheet with the model's values. */
import { cellAddress } from "../addresses";
import { callsIn, onlyCall, quoteSheet, referenceOf } from "../formulaText";
import { ourCells, readCellsInUse, type OurCell, type SheetCells } from "../formulas";
import { lookUpIn, valuesOf } from "../listing";
import { freeName } from "../load";
import { WorkbookError } from "../messages";
import { keepOriginals, marksOf, readOriginals, type Original, type OriginalsStore } from "./originals";
import { addSheet, only, together } from "../steps";
import type { Grid } from "../tables";
import { transact, type Step } from "../transaction";
import type { DetachOutcome, Language, Ports, RunOptions } from "../types";
import { formulas } from "../../functions/definitions";
import type { Model } from "../../model";
import { changesOf, requestsOf, snapshotsOf, writeChanges, writtenIn, type CellChange } from "./cells";
import { isScalar } from "./elements";
import { planDetach, type Replacement, type Source } from "./plan";
import { DETACHED } from "./texts";

interface Ground {
  readonly model: Model;
  readonly language: Language;
}

/**
 * Round trips: three to read the cells and one more for every 20,000 of them, two for what spills and what is kept, one
 * for number formats; then one for the data sheet, one for each million characters of formulas, and one for what is kept.
 */
export function detach(run: Ports["run"], ground: Ground, options: RunOptions = {}): Promise<DetachOutcome> {
  // In one context: every other costs a request to let go of its ranges.
  return run((context) => detachIn(context, run, ground, options));
}

async function detachIn(
  context: Excel.RequestContext,
  run: Ports["run"],
  { model, language }: Ground,
  options: RunOptions,
): Promise<DetachOutcome> {
  const pieces: SheetCells[] = [];
  await readCellsInUse(
    (batch) => batch(context),
    (piece) => void pieces.push(piece),
    options,
  );
  const ours = pieces.flatMap(ourCells);
  if (ours.length === 0) throw new WorkbookError({ id: "nothing-to-detach" });
  const { sources, sheets, store } = await readSources(context, ours);

  const values = valuesOf(pieces);
  const taken = [...sheets.keys()];
  const wanted = DETACHED.sheet[language];
  const isTaken = taken.some((name) => name.toLowerCase() === wanted.toLowerCase());
  const name = isTaken ? freeName(wanted, taken) : wanted;
  const { plan, replacements } = planDetach(
    { model, language, name, lookUp: (reference, home) => lookUpIn(values, home)(reference) },
    sources,
  );

  const changes = changesOf(replacements.flatMap(cellChanges));
  const requests = requestsOf(changes);
  const snapshots = await snapshotsOf(context, changes);
  const before = new Map(changes.map((change, index) => [change, snapshots[index]!]));
  const writes = requests.map((request) =>
    writeChanges(
      request,
      request.map((change) => before.get(change)!),
      { id: "detaching" },
    ),
  );
  const made = madeSheet(name);
  const keep = keepOriginals(
    store.parts,
    () => {
      const written = writtenIn(writes);
      const cells = replacements.map((one): Original => {
        const { sheet, row, column, formula, contents } = one;
        const now = contents.map((line, down) => line.map((_, right) => written(sheet, row + down, column + right)));
        const area = { row, column, rows: contents.length, columns: contents[0]!.length };
        return { sheet: sheets.get(sheet)!, name: sheet, area, formula, put: marksOf(now) };
      });
      return { cells: [...store.cells, ...cells], dataSheets: [...store.dataSheets, made.id()] };
    },
    { id: "finishing" },
  );
  const ids = new Set(sheets.values());
  const add = together({ id: "writing-sheet", values: { name } }, [
    addSheet(plan, null, ids, { id: "writing-sheet", values: { name } }),
    made.step,
  ]);
  await transact(run, [add, ...writes, keep], options, undefined, context);
  return {
    sheet: name,
    formulas: replacements.length,
    notes: replacements.flatMap(({ sheet, row, column, note }) =>
      note ? [{ cell: `${quoteSheet(sheet)}!${cellAddress(row, column)}`, message: note }] : [],
    ),
    values: replacements.filter(isAllValues).length,
  };
}

const isAllValues = ({ contents }: Replacement): boolean =>
  contents.every((row) => row.every((content) => !String(content).startsWith("=")));

/** Asks for the id of the sheet that was just made. */
function madeSheet(name: string): { readonly step: Step; readonly id: () => string } {
  let sheet: Excel.Worksheet | null = null;
  const step = only({ id: "finishing" }, ({ workbook }) => {
    sheet = workbook.worksheets.getItem(name);
    sheet.load("id");
  });
  return { step, id: () => sheet!.id };
}

/** The first cell had the formula, and what it spilled into nothing of its own. */
const cellChanges = ({ sheet, row, column, formula, contents }: Replacement): readonly CellChange[] =>
  contents.flatMap((line, down) =>
    line.map((content, right) => ({
      sheet,
      row: row + down,
      column: column + right,
      content,
      before: down === 0 && right === 0 ? formula : "",
    })),
  );

interface Read {
  readonly sources: readonly Source[];
  /** Ids by name. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly store: OriginalsStore;
}

async function readSources(context: Excel.RequestContext, ours: readonly OurCell[]): Promise<Read> {
  const { worksheets } = context.workbook;
  worksheets.load("items/id,items/name,items/protection/protected");
  const spills = new Map<OurCell, Excel.Range>();
  for (const cell of ours) {
    if (!maySpill(cell)) continue;
    const range = worksheets.getItem(cell.sheet).getRange(cell.address).getSpillingToRangeOrNullObject();
    range.load("values");
    spills.set(cell, range);
  }
  const store = await readOriginals(context);
  const used = new Set(ours.map(({ sheet }) => sheet));
  const locked = worksheets.items.find(({ name, protection }) => used.has(name) && protection.protected);
  if (locked) throw new WorkbookError({ id: "sheet-protected", values: { name: locked.name } });
  const busy = ours.find(({ value }) => value === "#BUSY!" || value === "#GETTING_DATA");
  if (busy) {
    const cell = `${quoteSheet(busy.sheet)}!${busy.address}`;
    throw new WorkbookError({ id: "still-calculating", values: { cell } });
  }
  const sources = ours.map((cell): Source => {
    const spill = spills.get(cell);
    const values: Grid = spill && !spill.isNullObject ? (spill.values as Grid) : [[cell.value]];
    return { sheet: cell.sheet, row: cell.row, column: cell.column, formula: cell.formula, values };
  });
  return { sources, sheets: new Map(worksheets.items.map(({ id, name }) => [name, id])), store };
}

/** Tables, and calls with an argument that could be a range. */
function maySpill({ formula }: OurCell): boolean {
  const only = onlyCall(formula);
  const isOne = (text: string): boolean => isScalar(text) || (referenceOf(text) !== null && !/[:#]/.test(text));
  return (
    (only !== null && TABLES.has(only.name)) ||
    !callsIn(formula).every(({ args }) => args.every(({ text }) => isOne(text)))
  );
}

const TABLES = new Set(formulas.filter(({ result }) => result === "table").map(({ id }) => id));
