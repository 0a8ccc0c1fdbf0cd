/** Sheets from earlier loads, brought to what is planned: a merge of what was written last, what stands, and the plan. */
import { cellAddress, parseAddress, type Area } from "../../excel/addresses/addresses";
import { meets } from "../../excel/addresses/places";
import type { CellValue } from "../../excel/cells/contents";
import { referencesIn } from "../../excel/formulas/references";
import { freeName, sameName } from "../../excel/names/names";
import { formula, type PlannedCells } from "../../excel/plans/cells";
import {
  deleteNamed,
  keepAnchors,
  nameForDeletion,
  setAnchors,
  type Anchor,
  type Shift,
} from "../../excel/steps/shifts";
import type { Finish, Step } from "../../excel/transactions/step";
import { WorkbookError } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import { planSheet, type Setting, type SheetPlan } from "../sheets";
import { rowsOf } from "../sheets/blocks";
import { TEXT } from "../sheets/texts";
import { storeSheets, type Written, type WrittenSheets } from "../stored/sheets";
import { lackingRows, lacksNames } from "../tables/tables";
import { SHEET_KINDS, type SheetChanges, type SheetKey, type SheetKind } from "../types";
import { keyOf, type Beginning } from "./found";
import { writing } from "./job";
import { anchorPrefix, anchorsOf, SHIFT } from "./merge/anchors";
import { chartSteps, type ChartSteps } from "./merge/charts";
import { readMarked } from "./merge/marked";
import { laneOf, tears, type Lane } from "./merge/lane";
import { meet, placedAs, readReferred, type Known, type Met } from "./merge/meet";
import { merge, type Merge } from "./merge/merge";
import { asPlanned, contentOf, moverOf, type Placed } from "./merge/places";
import { inserting, mergeSteps, readTouched, restoring, shiftsOf, touched } from "./merge/steps";
import { structureOf, type Places, type Structure } from "./merge/structure";

/** What an update adds to the assumptions table: all else in it is the user's, or is kept right as the user edits. */
export function addedRows({ model, language, book }: Beginning): readonly (readonly CellValue[])[] {
  const table = book.tables.MarketAssumptions;
  if (!table) return [];
  if (table.lost.length > 0) throw new WorkbookError({ id: "tables-lost" });
  return lackingRows(model, table, language);
}

/**
 * Whether the assumptions table gets its columns for names and reasons: one of 1.0 has none, when no sheet was kept as
 * written, and from later ones the user has taken them away. Not where cells that shift would cut a table beside it.
 */
export function namesCome(beginning: Beginning, { met, merged }: Foreseen): boolean {
  const table = beginning.book.tables.MarketAssumptions;
  const known = merged.find((one) => one.known.kind === "assumptions")?.known;
  if (!table || table.sheet.name !== known?.name) return false;
  if (met.stored.sheets.assumptions || !lacksNames(table.headers)) return false;
  const { row, rows, column } = table.area;
  const most = rows + addedRows(beginning).length;
  return known.tables.every(
    (other) =>
      other.column < column + table.ours ||
      (other.row >= row && other.row + other.rows <= row + rows) ||
      other.row >= row + most ||
      other.row + other.rows <= row,
  );
}

/** Sheets to be brought to what is planned, and sheets that are made. */
export interface Wanted {
  readonly setting: Setting;
  /** `renew`: puts back what the user changed on it. */
  readonly updated: readonly { readonly kind: SheetKind; readonly renew: boolean }[];
  readonly created: readonly SheetKind[];
}

interface Merged {
  readonly known: Known;
  readonly plan: SheetPlan;
  readonly structure: Structure;
  readonly lane: Lane;
  readonly merge: Merge;
  readonly charts: ChartSteps;
}

/** What the wanted comes to, before anything is done. */
export interface Foreseen {
  readonly met: Met;
  readonly merged: readonly Merged[];
  /** Plans of the sheets that are made, with references to where the others' cells will be. */
  readonly created: readonly SheetPlan[];
  /** As they were planned before those references were moved, by kind. */
  readonly planned: ReadonlyMap<SheetKind, SheetPlan>;
  readonly setting: Setting;
}

export async function foreseeSheets(beginning: Beginning, { setting, updated, created }: Wanted): Promise<Foreseen> {
  const met = await meet(beginning, [setting, ...beginning.former.map((model) => ({ ...setting, model }))]);
  const known = [...met.known.values()];
  const plans = new Map(
    [...updated.map(({ kind }) => kind), ...created].map((kind) => [kind, planSheet(kind, setting)] as const),
  );
  const structures = new Map(
    updated.flatMap(({ kind, renew }) => {
      const one = met.known.get(kind);
      return one ? [[kind, structureOf(one.base, plans.get(kind)!, one.there, one.standing, renew)] as const] : [];
    }),
  );
  // Where the cells of every sheet will be.
  const planned = new Map<string, Placed>();
  for (const [kind, plan] of plans) {
    const structure = structures.get(kind);
    planned.set(plan.name.toLowerCase(), { name: plan.name, plan, places: structure ?? asPlanned(plan) });
  }
  for (const one of known) {
    if (plans.has(one.kind)) continue;
    const now = planSheet(one.kind, setting);
    planned.set(now.name.toLowerCase(), { name: one.name, plan: now, places: one.there });
  }
  const then = known.map((one) => ({ ...one, there: shiftedBy(structures.get(one.kind), one) }));

  const lanes = known.flatMap((one) => {
    const structure = structures.get(one.kind);
    return structure ? [{ name: one.name, lane: laneOf(one, structure), structure }] : [];
  });
  const isTorn = (home: string, formula: string): boolean =>
    referencesIn(formula).some(({ sheet, address }) => {
      const on = lanes.find(({ name }) => sameName(name, sheet ?? home));
      const area = parseAddress(address);
      return on !== undefined && area !== null && tears(on.lane, on.structure, area);
    });

  const goes = [...structures.values()].some(
    ({ rowsGoing, columnsGoing }) => rowsGoing.length + columnsGoing.length > 0,
  );
  const referred = goes ? await readReferred(beginning.run, met) : null;
  const marked = await readMarked(
    beginning.run,
    known.flatMap((one) => {
      const structure = structures.get(one.kind);
      return structure ? [{ known: one, structure }] : [];
    }),
  );
  const merged = updated.flatMap(({ kind, renew }): Merged[] => {
    const [one, structure, plan] = [met.known.get(kind), structures.get(kind), plans.get(kind)!];
    if (!one || !structure) return [];
    const { base, standing, there, held, name } = one;
    const home = then.find((other) => other.kind === kind)!;
    const { lane } = lanes.find((other) => other.name === name)!;
    const result = merge({
      base,
      next: plan,
      standing,
      there,
      structure,
      lane,
      held,
      moveBase: moverOf({ name, plan: base, places: home.there }, placedAs(then, base.names)),
      moveNext: moverOf(planned.get(plan.name.toLowerCase())!, planned),
      isTorn: (formula) => isTorn(name, formula),
      isReferred: (area) => [...referred!.get(kind)!, ...(marked.get(kind) ?? [])].some((other) => meets(area, other)),
      mark: TEXT.notInEdition[setting.language],
      renew,
    });
    const charts = chartSteps(one, plan, structure, home.there);
    return [{ known: one, plan, structure, lane, merge: result, charts }];
  });
  return {
    met,
    merged,
    setting,
    planned: plans,
    created: created.map((kind) => {
      const plan = plans.get(kind)!;
      return { ...plan, cells: movedCells(plan, planned) };
    }),
  };
}

/** Where what was written last will stand. */
function shiftedBy(structure: Structure | undefined, { there }: Known): Places {
  if (!structure) return there;
  return {
    left: there.left,
    rows: new Map([...there.rows].map(([id, row]) => [id, structure.rowNow(row)])),
    columns: new Map(
      [...there.columns].map(([block, columns]) => [
        block,
        new Map([...columns].map(([key, column]) => [key, structure.columnNow(block, column)])),
      ]),
    ),
  };
}

/** What refers to what isn't on another sheet says so. */
function movedCells(plan: SheetPlan, planned: ReadonlyMap<string, Placed>): PlannedCells {
  const move = moverOf({ name: plan.name, plan, places: asPlanned(plan) }, planned);
  return plan.cells.map((line) =>
    line.map((cell) => {
      // A sheet's own cells are where it planned them.
      if (cell?.kind !== "formula" || !String(cell.content).includes("!")) return cell;
      const content = contentOf(cell, move);
      return content === null ? formula("NA()", cell.format, cell.style) : { ...cell, content };
    }),
  );
}

/* In words */

export function changesOf({ known, plan, structure, merge: found, charts }: Merged): SheetChanges {
  const { base, there } = known;
  const label = (id: string): string => id.slice(id.indexOf("/") + 1).replace(/^.*:|^#|^~/, "");
  const lines = new Map([...rowsOf(base), ...rowsOf(plan)].map((row) => [row.id, row]));
  const isBlank = (id: string): boolean => lines.get(id)?.key.startsWith("~") ?? true;
  const atRow = (row: number): string => [...there.rows].find(([, at]) => at === row)?.[0] ?? "";
  const atColumn = (block: string, column: number): string =>
    [...(there.columns.get(block) ?? [])].find(([, at]) => at === column)?.[0] ?? "";
  const named = (rows: readonly string[], columns: readonly string[]): readonly string[] => [
    ...new Set([...rows.filter((id) => !isBlank(id)).map(label), ...columns]),
  ];
  const gone = named(
    found.rowsGone.map(atRow),
    found.columnsGone.map(({ block, column }) => atColumn(block, column)),
  );
  return {
    changes:
      found.fresh.length +
      found.contents.length +
      found.formats.length +
      found.rowsGone.length +
      found.columnsGone.length +
      charts.on.length +
      charts.gone.length,
    edited: [...found.edited]
      .sort((one, other) => one.row - other.row || one.column - other.column)
      .map(({ row, column }) => cellAddress(row, column)),
    added: named(
      structure.rowsComing.flatMap(({ keys }) => keys),
      structure.columnsComing.flatMap(({ keys }) => keys),
    ),
    gone,
    left: [
      ...found.rowsLeft
        .filter((row) => !isBlank(atRow(row)))
        .map((row) => `${label(atRow(row))} (${cellAddress(row, there.left)})`),
      ...found.columnsLeft.map(
        ({ block, column }) => `${atColumn(block, column)} (${cellAddress(topOf(known, block), column)})`,
      ),
    ],
  };
}

const topOf = ({ base, there }: Known, block: string): number =>
  Math.min(...rowsOf(base).flatMap((row) => (row.block.key === block ? (there.rows.get(row.id) ?? []) : [])));

/* Steps */

export interface UpdateSteps {
  /** Before all else: what is taken back last, and cells that come. */
  readonly first: readonly Step[];
  /** For each sheet. */
  readonly stages: ReadonlyMap<SheetKind, SaidStage>;
  /** After all else. */
  readonly last: readonly Step[];
  /** Where the assumptions table gets columns: of the hidden name that tells whether they have come, deleted at the end. */
  readonly columns: string | null;
  readonly finish: Finish | null;
}

export async function updateSteps(beginning: Beginning, foreseen: Foreseen): Promise<UpdateSteps> {
  const { run, prefix } = beginning;
  const { met, merged, created, planned, setting } = foreseen;
  const taken = met.names.map(({ name }) => name);
  const nameFor = (): string => {
    const name = freeName(SHIFT, taken, ".");
    taken.push(name);
    return name;
  };
  const inserted: Shift[] = [];
  const deleted: Shift[] = [];
  const charts: { sheet: string; name: string }[] = [];
  const back: Step[] = [];
  const stages = new Map<SheetKind, SaidStage>();
  const after: Anchor[] = [];
  const before = await readTouched(
    run,
    merged.flatMap(({ known, merge: found }) => touched(found).map((area) => ({ sheet: known.name, area }))),
  );

  for (const one of merged) {
    const { known, structure, lane, merge: found, charts: drawn } = one;
    const { name, kind } = known;
    const shifts = shiftsOf(found, name, lane, nameFor);
    inserted.push(...shifts);
    const steps = mergeSteps(name, found);
    back.push(...drawn.back);
    charts.push(...drawn.gone);
    const going = goingOf(one, nameFor);
    deleted.push(...going);
    stages.set(kind, stage(writing(name), [...steps, ...drawn.on]));
    after.push(...anchorsOf(keyOf(prefix, kind), name, found.base, placesThen(known, structure, found)));
  }
  for (const plan of created) after.push(...anchorsOf(keyOf(prefix, plan.kind), plan.name, plan, asPlanned(plan)));

  const columns = namesCome(beginning, foreseen) ? nameFor() : null;
  const kinds = [...merged.map(({ known }) => known.kind), ...created.map(({ kind }) => kind)];
  const prefixes = kinds.map((kind) => anchorPrefix(keyOf(prefix, kind)));
  const anchors = met.names.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
  const own = new Set<string>(SHEET_KINDS.map((kind) => keyOf(prefix, kind)));
  const written = SHEET_KINDS.flatMap((kind): [SheetKey, Written][] => {
    const key = keyOf(prefix, kind);
    const one = merged.find(({ known }) => known.kind === kind);
    if (one) return [[key, { ...one.merge.base, names: setting.names, charts: one.charts.written }]];
    if (created.some((plan) => plan.kind === kind)) return [[key, { ...planned.get(kind)!, names: setting.names }]];
    const other = met.known.get(kind);
    // A table of 1.0 is known by nothing being kept of its sheet.
    const isKept = kind !== "assumptions" || met.stored.sheets[key] !== undefined;
    return other && isKept ? [[key, other.base]] : [];
  });
  const sheets: WrittenSheets = Object.fromEntries([
    // Other reports' are as they were.
    ...Object.entries(met.stored.sheets).filter(([key]) => !own.has(key)),
    ...written,
  ]);
  const marks = [...inserted.map(({ name }) => name), ...(columns === null ? [] : [columns])];
  return {
    first: [keepAnchors(anchors, prefixes), ...restoring(before), ...back, ...inserting(inserted)],
    stages,
    last: [
      setAnchors(
        anchors.map(({ name }) => name),
        after,
      ),
      nameForDeletion(deleted),
      await storeSheets(met.stored.part, sheets),
    ],
    columns,
    finish: marks.length + deleted.length + charts.length > 0 ? deleteNamed(deleted, marks, charts) : null,
  };
}

/** Where all that is known of a sheet stands then, also what stays without being planned. */
function placesThen(known: Known, structure: Structure, { rowsLeft, columnsLeft }: Merge): Placed["places"] {
  const then = shiftedBy(structure, known);
  const rows = new Map(structure.rows);
  for (const [id, at] of known.there.rows) if (rowsLeft.includes(at)) rows.set(id, then.rows.get(id)!);
  const columns = new Map([...then.columns, ...structure.columns]);
  for (const { block, column } of columnsLeft) {
    const [key] = [...known.there.columns.get(block)!].find(([, at]) => at === column)!;
    columns.set(block, new Map([...columns.get(block)!, [key, structure.columnNow(block, column)]]));
  }
  return { rows, columns };
}

/** Rows and columns that go, where they will be then: rows from the bottom, then columns from the right. */
function goingOf({ known, plan, structure, lane, merge: found }: Merged, name: () => string): readonly Shift[] {
  const rows = runs(found.rowsGone.map((row) => structure.rowNow(row)));
  const rightFirst = [...found.columnsGone].sort((one, other) => other.column - one.column);
  const columns = rightFirst.flatMap(({ block, column }): Shift[] => {
    const lines = rowsOf(plan).flatMap((row) =>
      row.block.key === block && plan.cells[row.row]?.some((cell) => cell !== null)
        ? (structure.rows.get(row.id) ?? [])
        : [],
    );
    if (lines.length === 0) return [];
    const row = Math.min(...lines);
    const area = { row, column: structure.columnNow(block, column), rows: Math.max(...lines) + 1 - row, columns: 1 };
    return [{ sheet: known.name, area, moves: "cells-beside", name: name() }];
  });
  return [
    ...[...rows].reverse().map(({ row, rows }): Shift => ({
      sheet: known.name,
      area: { row, column: lane.column, rows, columns: lane.columns },
      moves: lane.whole ? "rows" : "cells-below",
      name: name(),
    })),
    ...columns,
  ];
}

function runs(rows: readonly number[]): readonly Pick<Area, "row" | "rows">[] {
  const found: { row: number; rows: number }[] = [];
  for (const row of [...rows].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last && last.row + last.rows === row) last.rows++;
    else found.push({ row, rows: 1 });
  }
  return found;
}
