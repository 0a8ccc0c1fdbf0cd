/** Reads what an update has to know: our sheets as they stand, what was written into them last, and who refers to them. */
import { LAST_COLUMN, LAST_ROW, parseAddress, referencedArea, type Area } from "../../../excel/addresses/addresses";
import { readSeries, type SeriesCells } from "../../../excel/charts/read";
import { contentOf, isFormula, type CellValue, type Grid } from "../../../excel/cells/contents";
import { readCellsInUse, type SheetCells } from "../../../excel/cells/inUse";
import type { Mover } from "../../../excel/formulas/moved";
import { referencesIn } from "../../../excel/formulas/references";
import { sameName } from "../../../excel/names/names";
import { readNames } from "../../../excel/names/read";
import type { Anchor } from "../../../excel/steps/shifts";
import type { Run } from "../../../excel/transactions/run";
import { planSheet, type Setting } from "../../sheets";
import { readSheets, type StoredSheets, type Written } from "../../stored/sheets";
import { SHEET_KINDS, type SheetKind } from "../../types";
import { keyOf, ours, type Beginning } from "../found";
import { isAnchor, regionsIn, rowsReferred } from "./anchors";
import { locate, type Standing } from "./locate";
import { heldCells, type Held } from "./merge";
import { moverOf, type Placed } from "./places";
import { placesOf, type Places } from "./structure";

export interface StandingChart {
  readonly name: string;
  readonly title: string;
  readonly series: readonly {
    readonly name: string;
    /** Null where it shows others than cells of the sheet; undefined where Excel doesn't tell. */
    readonly cells: SeriesCells | null | undefined;
  }[];
}

/** A sheet of ours as it stands, with what was written into it last. */
export interface Known {
  readonly kind: SheetKind;
  readonly name: string;
  readonly standing: Standing;
  readonly base: Written;
  readonly there: Places;
  readonly held: ReadonlyMap<string, Held>;
  readonly charts: readonly StandingChart[];
  /** Of tables on it. */
  readonly tables: readonly Area[];
}

export interface Met {
  readonly stored: StoredSheets;
  /** Of the workbook. */
  readonly names: readonly Anchor[];
  readonly known: ReadonlyMap<SheetKind, Known>;
}

/** `likely`: what a sheet may have been made with of which nothing is kept. */
export async function meet(beginning: Beginning, likely: readonly Setting[]): Promise<Met> {
  const { run, prefix } = beginning;
  const present = SHEET_KINDS.flatMap((kind) => {
    const sheet = ours(beginning, kind);
    return sheet ? [{ kind, name: sheet.name }] : [];
  });
  const stored = await readSheets(run);
  const { names, drawn } = await readAround(
    run,
    present.map(({ kind, name }) => ({ name, charts: chartsOf(stored.sheets[keyOf(prefix, kind)], kind, likely) })),
  );
  if (present.length === 0) return { stored, names, known: new Map() };
  const pieces = await readCellsInUse(run, { sheets: present.map(({ name }) => name), formats: true });

  const sheets = present.map(({ kind, name }, index) => {
    const standing = standingOf(name, pieces);
    const key = keyOf(prefix, kind);
    const base = stored.sheets[key] ?? likeliest(kind, standing, likely);
    const regions = regionsIn(names, key, name, base);
    const there = placesOf(base, locate(base, standing, regions));
    return { kind, name, standing, base, regions, there, ...drawn[index]! };
  });
  const referred = sheets.map((sheet) => {
    const { base, there, regions } = sheet;
    return { ...sheet, there: { ...there, rows: rowsReferred(base, there, regions) } };
  });
  const known = sheets.map((sheet, index): [SheetKind, Known] => {
    const { kind, name, base, standing, regions, there } = sheet;
    const moverIn = (all: typeof sheets): Mover =>
      moverOf({ name, plan: base, places: all[index]!.there }, placedAs(all, base.names));
    const moves = { found: moverIn(sheets), byExcel: moverIn(referred) };
    return [kind, { ...sheet, held: heldCells(base, standing, there, regions, moves) }];
  });
  return { stored, names, known: new Map(known) };
}

/** What its charts are called, or will be. */
const chartsOf = (written: Written | undefined, kind: SheetKind, likely: readonly Setting[]): readonly string[] =>
  [...(written ? [written] : []), ...likely.map((setting) => planSheet(kind, setting))].flatMap(({ charts }) =>
    charts.map(({ name }) => name),
  );

/** Where cells of our sheets are, by the names that formulas have for the sheets. */
export const placedAs = (
  sheets: readonly Pick<Known, "kind" | "name" | "base" | "there">[],
  called: Written["names"],
): ReadonlyMap<string, Placed> =>
  new Map(
    sheets.flatMap(({ kind, name, base, there }) => {
      const then = called[kind];
      return then === undefined ? [] : [[then.toLowerCase(), { name, plan: base, places: there }] as const];
    }),
  );

/** Planned as it may have been, the one of which most is there. */
function likeliest(kind: SheetKind, standing: Standing, settings: readonly Setting[]): Written {
  const tried = settings.map((setting) => {
    const plan = planSheet(kind, setting);
    const base: Written = { ...plan, names: setting.names };
    const there = placesOf(base, locate(base, standing, new Map()));
    const found = moverOf({ name: standing.name, plan: base, places: there }, new Map());
    const held = heldCells(base, standing, there, new Map(), { found, byExcel: found });
    return { base, like: [...held.values()].filter(({ isEdited }) => !isEdited).length };
  });
  return tried.reduce((best, one) => (one.like > best.like ? one : best)).base;
}

/**
 * Names, tables, and charts of those names, which are ours, if they are still of kinds whose series Excel tells: of a
 * waterfall it tells none (https://github.com/OfficeDev/office-js-docs/issues/910).
 */
async function readAround(run: Run, sheets: readonly { readonly name: string; readonly charts: readonly string[] }[]) {
  const { names, drawn } = await readObjects(run, sheets);
  const all = drawn.flatMap(({ charts }, index) =>
    charts.map(({ name, series }) => ({ sheet: sheets[index]!.name, name, series: series.length })),
  );
  const shown = await readSeries(run, all);
  let at = 0;
  return {
    names,
    drawn: drawn.map(({ charts, tables }) => ({
      tables,
      charts: charts.map(({ name, title, series }): StandingChart => {
        const cells = shown?.[at++];
        return { name, title, series: series.map((line, index) => ({ name: line, cells: cells?.[index] })) };
      }),
    })),
  };
}

/** Lines, columns, bars and areas, on a grid of categories and values. */
const hasSeries = (type: string | null): boolean => /^(?:3D)?(?:Line|Column|Bar|Area)/.test(type ?? "");

/** In two round trips. */
async function readObjects(run: Run, sheets: Parameters<typeof readAround>[1]) {
  return run(async (context) => {
    const { names, worksheets } = context.workbook;
    names.load("items/name,items/formula");
    const found = sheets.map(({ name }) => {
      const { charts, tables } = worksheets.getItem(name);
      charts.load("items/name,items/chartType");
      tables.load("items/name");
      return { charts, tables };
    });
    await context.sync();
    const asked = found.map(({ charts, tables }, index) => ({
      areas: tables.items.map((table) => {
        const range = table.getRange();
        range.load("address");
        return range;
      }),
      drawn: charts.items
        .filter(({ name, chartType }) => sheets[index]!.charts.includes(name) && hasSeries(chartType))
        .map((chart) => {
          chart.load("name,title/text,series/items/name");
          return chart;
        }),
    }));
    if (asked.some(({ areas, drawn }) => areas.length + drawn.length > 0)) await context.sync();
    return {
      names: names.items.map(({ name, formula }): Anchor => ({ name, formula: String(formula) })),
      drawn: asked.map(({ areas, drawn }) => ({
        charts: drawn.map(({ name, title, series }) => ({
          name,
          title: title.text,
          series: series.items.map((line) => line.name),
        })),
        tables: areas.flatMap(({ address }) => parseAddress(address) ?? []),
      })),
    };
  });
}

function standingOf(name: string, pieces: readonly SheetCells[]): Standing {
  const here = pieces.filter(({ sheet }) => sheet === name);
  const height = here.reduce((most, { row, values }) => Math.max(most, row + values.length), 0);
  const width = here.reduce((most, { column, values }) => Math.max(most, column + (values[0]?.length ?? 0)), 0);
  const grid = (initial: CellValue, at: (piece: SheetCells, row: number, column: number) => CellValue): Grid => {
    const cells = Array.from({ length: height }, () => Array<CellValue>(width).fill(initial));
    for (const piece of here) {
      piece.values.forEach((line, down) =>
        line.forEach((_, right) => (cells[piece.row + down]![piece.column + right] = at(piece, down, right))),
      );
    }
    return cells;
  };
  return {
    name,
    contents: grid("", ({ formulas, values }, row, column) =>
      contentOf(formulas[row]![column]!, values[row]![column]!),
    ),
    values: grid("", ({ values }, row, column) => values[row]![column]!),
    formats: grid("General", ({ formats }, row, column) => formats?.[row]?.[column] ?? "General"),
  };
}

/** Cells of our sheets that formulas and names of the user's refer to, by sheet. */
export async function readReferred(run: Run, { known }: Met): Promise<ReadonlyMap<SheetKind, readonly Area[]>> {
  const all = [...known.values()];
  const found = new Map<SheetKind, Area[]>(all.map(({ kind }) => [kind, []]));
  const note = (home: string, formula: string): void => {
    for (const { sheet, address } of referencesIn(formula)) {
      const one = all.find(({ name }) => sameName(name, sheet ?? home));
      const area = one && referencedArea(address);
      // Rows come and go in whole columns without a reference to them being broken.
      if (one && area && area.rows < LAST_ROW && area.columns < LAST_COLUMN) found.get(one.kind)!.push(area);
    }
  };
  for (const { sheet, row, column, formulas } of await readCellsInUse(run)) {
    const own = all.find(({ name }) => name === sheet);
    formulas.forEach((line, down) =>
      line.forEach((formula, right) => {
        if (!isFormula(formula)) return;
        const cell = own?.held.get(`${row + down}:${column + right}`);
        if (!cell || cell.isEdited) note(sheet, formula);
      }),
    );
  }
  for (const { sheet, name, formula } of await readNames(run)) if (!isAnchor(name)) note(sheet ?? "", formula);
  return found;
}
