/**
 * Whatever a user does to loaded sheets, and whatever editions come: an update loses nothing of theirs, references mean the
 * line and year that they meant, what is ours says and looks what it would if it were loaded anew, and what fails or is taken
 * back leaves all as it was.
 */
import "../functions/custom-functions";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { WorkbookError, type LoadAnswer, type SheetKind } from "../../src/workbook";
import { copyOf, nextEdition } from "../workbook/edited-report";
import { KINDS } from "../workbook/faults";
import { seen, type Seen } from "../workbook/seen";
import { open, type Opened } from "../workbook/workbook";
import { patience, times } from "./run";

const LOADED = ["market", "segments"] as const satisfies readonly SheetKind[];
type Loaded = (typeof LOADED)[number];
const OPTIONS = {
  place: { at: "end" },
  sheets: LOADED,
  answers: { market: { answer: "update" }, segments: { answer: "update" } } as Record<Loaded, LoadAnswer>,
} as const;
const MINE = "Mine";

/* Editions */

const edited = (edition: string, change: (report: any) => void): Report => {
  const report = copyOf(builtInReport);
  report.edition = edition;
  change(report);
  return report as Report;
};
const figure = (report: any, id: string): any => report.figures.find((one: { id: string }) => one.id === id);

const EDITIONS: Readonly<Record<string, Report>> = {
  "a scenario gone, a year more": nextEdition(),
  "a scenario more and one gone, a year more": nextEdition((report) => {
    report.edition = "2027.2";
    report.figures.push({ ...figure(report, "size-2030-vendors"), id: "size-2030-new", value: 1234 });
    report.figures.push({ ...figure(report, "size-2030-vendors"), id: "size-2025-new", year: 2025, value: 234 });
    const at = report.scenarios.findIndex(({ id }: { id: string }) => id === "vendors");
    const { aliases, ...like } = report.scenarios[at];
    report.scenarios.splice(at + 1, 0, {
      ...like,
      id: "newcomer",
      name: { en: "A newcomer", zh: "新情景" },
      points: ["size-2025-new", "size-2030-new"],
    });
  }),
  "a segment gone, scenarios in another order": edited("2027.3", (report) => {
    const theme = report.splits.find(({ id }: { id: string }) => id === "theme");
    theme.segments = theme.segments.filter(({ id }: { id: string }) => id !== "vehicle-os");
    const [first, second, ...others] = report.scenarios;
    report.scenarios = [second, first, ...others];
  }),
  "a segment more, an earlier year": edited("2027.4", (report) => {
    const theme = report.splits.find(({ id }: { id: string }) => id === "theme");
    const like = theme.segments[1];
    report.figures.push({ ...figure(report, like.points[1]), id: "share-new-2030", value: 3 });
    theme.segments.splice(1, 0, {
      ...like,
      id: "new-theme",
      name: { en: "New", zh: "新" },
      points: ["share-new-2030"],
    });
    report.figures.push({ ...figure(report, "size-2025-vendors"), id: "size-2024-vendors", year: 2024, value: 150 });
    report.scenarios.find(({ id }: { id: string }) => id === "vendors").points.unshift("size-2024-vendors");
  }),
};

/* What a cell of ours means */

interface Sheet {
  readonly name: string;
  readonly values: readonly (readonly unknown[])[];
  readonly formats: readonly (readonly string[])[];
  readonly fills: readonly (readonly (string | null)[])[];
}

function read(opened: Opened, name: string): Sheet {
  const { grid } = opened.excel;
  const { id } = grid.sheets().find((sheet) => sheet.name === name)!;
  const bounds = grid.usedBounds(id, false)!;
  const area = {
    sheetId: id,
    row: 0,
    column: 0,
    rows: bounds.row + bounds.rows,
    columns: bounds.column + bounds.columns,
  };
  return {
    name,
    values: grid.values(area),
    formats: grid.formats(area),
    fills: grid.styles(area).map((line) => line.map(({ fillColor }) => fillColor)),
  };
}

const HEADS = ["Scenario", "Segment"];
const isHead = (line: readonly unknown[], column: number): boolean =>
  HEADS.includes(String(line[column])) && line.some((value, at) => at > column && typeof value === "number");

/** Block, line and year of a cell; null for one that has none. */
function meaningOf({ values }: Sheet, row: number, column: number): string | null {
  for (let head = row - 1; head >= 0; head--) {
    const ids = values[head]!.findIndex((_, at) => isHead(values[head]!, at));
    if (ids < 0) continue;
    if (isHead(values[row]!, ids)) return null;
    const [id, year] = [values[row]![ids], values[head]![column]];
    if (typeof id !== "string" || id === "" || typeof year !== "number" || column <= ids) return null;
    // Lines have a unit, a block's title has none.
    const unit = values[head]!.indexOf("Unit");
    const isTitle = (line: readonly unknown[]): boolean => (line[ids] ?? "") !== "" && (line[unit] ?? "") === "";
    let title = head - 1;
    while (title > 0 && !isTitle(values[title]!)) title--;
    // The second column's head says of what the block is.
    const second = values[head]!.find((value, at) => at > ids && typeof value === "string" && value !== "");
    return [values[title]![ids], second, id, year].join(" | ");
  }
  return null;
}

interface Spot {
  readonly row: number;
  readonly column: number;
}

function meanings(sheet: Sheet): ReadonlyMap<string, Spot> {
  const found = new Map<string, Spot>();
  sheet.values.forEach((line, row) =>
    line.forEach((_, column) => {
      const meaning = meaningOf(sheet, row, column);
      if (meaning === null) return;
      expect(found.has(meaning), `${sheet.name} says twice: ${meaning}`).toBe(false);
      found.set(meaning, { row, column });
    }),
  );
  return found;
}

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
const addressOf = ({ row, column }: Spot): string => `${letters(column)}${row + 1}`;
function spotOf(address: string): Spot {
  const [, name, row] = /^\$?([A-Z]+)\$?(\d+)$/.exec(address)!;
  return { row: Number(row) - 1, column: [...name!].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1 };
}

/** What stands where an edition's sheets are loaded into an empty workbook: a number's format and value, by meaning. */
const fresh = new Map<string, Promise<Readonly<Record<Loaded, ReadonlyMap<string, readonly [unknown, string]>>>>>();
function freshOf(report: Report) {
  const known = fresh.get(report.edition);
  if (known) return known;
  const found = (async () => {
    const opened = await open();
    if (report !== builtInReport) await opened.book.upgrade(report);
    await opened.book.load({ place: { at: "end" }, sheets: LOADED });
    await seen(opened);
    const of = (name: string) => {
      const sheet = read(opened, name);
      return new Map(
        [...meanings(sheet)].map(([meaning, { row, column }]) => [
          meaning,
          [sheet.values[row]![column], sheet.formats[row]![column]!] as const,
        ]),
      );
    };
    const all = { market: of("Market"), segments: of("Segments") };
    await opened.close();
    return all;
  })();
  fresh.set(report.edition, found);
  return found;
}

/* The user, and what is theirs */

interface Desk {
  readonly opened: Opened;
  readonly names: Record<Loaded, string>;
  /** In force. */
  edition: Report;
  /** Texts of theirs, each once in the workbook. */
  readonly notes: string[];
  noted: number;
  /** Formulas of theirs, by row of their own sheet: what each end of what they refer to means. */
  readonly references: { readonly kind: Loaded; readonly ends: readonly string[]; readonly range: boolean }[];
  /** Looks that they gave to cells of ours, by meaning. */
  readonly fills: Map<string, string>;
  readonly formats: Map<string, string>;
  /** Sheets whose unit they typed over. */
  readonly units: Set<Loaded>;
  sorted: number[];
}

async function change({ opened }: Desk, batch: (workbook: Excel.Workbook) => void): Promise<void> {
  await opened.excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });
  await opened.settled();
}

const UNIT = "CNY bn";
/** The input beside its label. */
function unitOf({ values }: Sheet): Spot {
  const row = values.findIndex((line) => line.includes("Unit"));
  const label = values[row]!.indexOf("Unit");
  return {
    row,
    column: values[row]!.findIndex((value, at) => at > label && typeof value === "string" && value !== ""),
  };
}

/** What holds after whatever happened. */
async function hold(desk: Desk): Promise<void> {
  const { opened, names, notes, references, fills, formats } = desk;
  await seen(opened);
  const sheets = { market: read(opened, names.market), segments: read(opened, names.segments) };
  const mine = read(opened, MINE);
  const texts = [...LOADED.map((kind) => sheets[kind]), mine].flatMap(({ values }) => values.flat());
  for (const note of notes)
    expect(
      texts.filter((text) => text === note),
      note,
    ).toHaveLength(1);
  const formulas = await opened.formulas(MINE, `A1:A${references.length + 1}`);
  references.forEach(({ kind, ends, range }, row) => {
    const formula = String(formulas[row]![0]);
    const found = /^=(?:SUM\()?'?([^'!]+)'?!([$A-Z0-9]+)(?::([$A-Z0-9]+))?\)?$/.exec(formula);
    expect(found, `Mine!A${row + 1} reads ${formula} and meant ${ends.join(" to ")}`).not.toBeNull();
    expect(found![1]).toBe(names[kind]);
    // A range of one cell may read as the cell.
    const stands = [found![2]!, ...(range ? [found![3] ?? found![2]!] : [])].map((address) => {
      const spot = spotOf(address);
      return meaningOf(sheets[kind], spot.row, spot.column);
    });
    expect(stands, formula).toEqual(ends);
  });
  for (const kind of LOADED) {
    const places = meanings(sheets[kind]);
    for (const [looks, expected] of [
      [sheets[kind].fills, fills],
      [sheets[kind].formats, formats],
    ] as const)
      for (const [meaning, look] of expected) {
        const [of, what] = meaning.split(" @ ") as [Loaded, string];
        const spot = of === kind ? places.get(what) : undefined;
        if (of === kind && spot) expect(looks[spot.row]![spot.column], meaning).toBe(look);
        if (of === kind) expect(spot, `${meaning}, which the user gave a look, is gone`).toBeDefined();
      }
  }
  for (const kind of desk.units) {
    const { row, column } = unitOf(sheets[kind]);
    expect(sheets[kind].values[row]![column]).toBe(UNIT);
  }
  expect((await opened.values(MINE, "D1:D5")).flat()).toEqual(desk.sorted);
}

/** Once updated, every number of ours is what it would be loaded anew, in its format. */
async function isAsNew(desk: Desk): Promise<void> {
  const anew = await freshOf(desk.edition);
  for (const kind of LOADED) {
    const sheet = read(desk.opened, desk.names[kind]);
    const places = meanings(sheet);
    for (const [meaning, [value, format]] of anew[kind]) {
      const spot = places.get(meaning);
      expect(spot, `${desk.names[kind]} lacks ${meaning}`).toBeDefined();
      const own = desk.formats.get(`${kind} @ ${meaning}`);
      const address = `${desk.names[kind]}!${addressOf(spot!)}, ${meaning}`;
      expect(sheet.formats[spot!.row]![spot!.column], address).toBe(own ?? format);
      const stands = sheet.values[spot!.row]![spot!.column];
      // The segments' unit is the market's unless it is typed over.
      if (desk.units.size > 0) continue;
      if (typeof value === "number") expect(stands, address).toBeCloseTo(value, 9);
      else expect(stands ?? "", address).toBe(value ?? "");
    }
  }
}

type Failure = { readonly request: number; readonly kind: (typeof KINDS)[number] } | null;
type Edit = { readonly name: string; readonly act: (desk: Desk) => Promise<void> };

/** A cell of ours with a year, one of many. */
function pick(desk: Desk, kind: Loaded, at: number): { readonly meaning: string; readonly spot: Spot } {
  const all = [...meanings(read(desk.opened, desk.names[kind]))];
  const [meaning, spot] = all[at % all.length]!;
  return { meaning, spot };
}

/** Until it is up to date and back, all is as it was; what fails changes nothing. */
const update = (to: Report, failure: Failure, back: boolean): Edit => ({
  name: `update to ${to.edition}${failure ? `, failing (${failure.kind}) at ${failure.request}` : ""}${back ? " and take it back" : ""}`,
  async act(desk) {
    const { book, excel } = desk.opened;
    const load = () => book.load(OPTIONS);
    if (back) await load();
    const former = desk.edition;
    const before = await seen(desk.opened);
    if (to.edition !== desk.edition.edition) await book.upgrade(to);
    desk.edition = to;
    if (failure) {
      const [standing, dump] = [await seen(desk.opened), await desk.opened.dump()];
      excel.host.faults.fail(failure);
      const failed = await load().then(
        () => false,
        (reason: unknown) => {
          expect(reason).toBeInstanceOf(WorkbookError);
          return true;
        },
      );
      excel.host.faults.clear();
      if (failed) {
        expect(differences(standing, await seen(desk.opened))).toEqual([]);
        expect(await desk.opened.dump()).toEqual(dump);
      }
    }
    await load();
    await hold(desk);
    await isAsNew(desk);
    if (!back || former === to) return;
    await book.returnToFormer();
    desk.edition = former;
    await load();
    await seen(desk.opened);
    expect(differences(before, await seen(desk.opened))).toEqual([]);
  },
});

const differences = (one: Seen, other: Seen): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((place) => {
    const [was, is] = [JSON.stringify(one[place]), JSON.stringify(other[place])];
    return was === is ? [] : [`${place}: ${was?.slice(0, 200)} → ${is?.slice(0, 200)}`];
  });

const note = (desk: Desk, of = "note"): string => {
  desk.notes.push(`${of} ${++desk.noted}`);
  return desk.notes.at(-1)!;
};

const kind = fc.constantFrom(...LOADED);
const number = fc.nat({ max: 10_000 });
const report = fc.constantFrom(builtInReport, ...Object.values(EDITIONS));
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(kind, fc.integer({ min: 1, max: 90 })).map(([kind, row]) => ({
    name: `insert a row at ${row + 1} of ${kind}`,
    act: (desk: Desk) =>
      change(desk, ({ worksheets }) => {
        const sheet = worksheets.getItem(desk.names[kind]);
        sheet.getRange(`${row + 1}:${row + 1}`).insert("Down");
        sheet.getRange(`B${row + 1}`).values = [[note(desk, "row")]];
      }),
  })),
  fc.tuple(kind, fc.integer({ min: 0, max: 14 })).map(([kind, column]) => ({
    name: `insert a column at ${letters(column)} of ${kind}`,
    act: (desk: Desk) =>
      change(desk, ({ worksheets }) => {
        const sheet = worksheets.getItem(desk.names[kind]);
        sheet.getRange(`${letters(column)}:${letters(column)}`).insert("Right");
        sheet.getRange(`${letters(column)}2`).values = [[note(desk, "column")]];
      }),
  })),
  fc.tuple(kind, number).map(([kind, at]) => ({
    name: `note beside line ${at} of ${kind}`,
    act: (desk: Desk) => {
      const { spot } = pick(desk, kind, at);
      const width = read(desk.opened, desk.names[kind]).values[0]!.length;
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(desk.names[kind]).getCell(spot.row, width + 1).values = [[note(desk)]];
      });
    },
  })),
  fc.tuple(kind, number, fc.boolean()).map(([kind, at, range]) => ({
    name: `refer to ${range ? "cells from " : ""}cell ${at} of ${kind}`,
    act: (desk: Desk) => {
      const { meaning, spot } = pick(desk, kind, at);
      const sheet = read(desk.opened, desk.names[kind]);
      let end = spot;
      if (range) while (meaningOf(sheet, spot.row, end.column + 1)) end = { ...end, column: end.column + 1 };
      const ends = range ? [meaning, meaningOf(sheet, end.row, end.column)!] : [meaning];
      const address = range ? `${addressOf(spot)}:${addressOf(end)}` : addressOf(spot);
      const where = `'${desk.names[kind]}'!${address}`;
      desk.references.push({ kind, ends, range });
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(MINE).getRange(`A${desk.references.length}`).formulas = [
          [range ? `=SUM(${where})` : `=${where}`],
        ];
      });
    },
  })),
  fc.tuple(kind, number, fc.boolean()).map(([kind, at, fill]) => ({
    name: `give cell ${at} of ${kind} a ${fill ? "fill" : "format"}`,
    act: (desk: Desk) => {
      const { meaning, spot } = pick(desk, kind, at);
      (fill ? desk.fills : desk.formats).set(`${kind} @ ${meaning}`, fill ? "#FFF2CC" : "0.000");
      return change(desk, ({ worksheets }) => {
        const cell = worksheets.getItem(desk.names[kind]).getCell(spot.row, spot.column);
        if (fill) cell.format.fill.color = "#FFF2CC";
        else cell.numberFormat = [["0.000"]];
      });
    },
  })),
  fc.tuple(kind, fc.boolean()).map(([kind, hides]) => ({
    name: `${hides ? "hide" : "rename"} ${kind}`,
    act: (desk: Desk) =>
      change(desk, ({ worksheets }) => {
        const sheet = worksheets.getItem(desk.names[kind]);
        if (hides) sheet.visibility = "Hidden";
        else {
          desk.names[kind] = `${desk.names[kind]} x`;
          sheet.name = desk.names[kind];
        }
      }),
  })),
  fc.tuple(fc.constantFrom("row", "column"), number).map(([what, at]) => ({
    name: `take away an own ${what}, ${at}`,
    act: async (desk: Desk) => {
      const own = desk.notes.filter((text) => text.startsWith(what));
      const text = own[at % own.length];
      if (text === undefined) return;
      desk.notes.splice(desk.notes.indexOf(text), 1);
      for (const kind of LOADED) {
        const row = read(desk.opened, desk.names[kind]).values.findIndex((line) => line.includes(text));
        if (row < 0) continue;
        const column = read(desk.opened, desk.names[kind]).values[row]!.indexOf(text);
        await change(desk, ({ worksheets }) => {
          const cell = worksheets.getItem(desk.names[kind]).getCell(row, column);
          if (what === "row") cell.getEntireRow().delete("Up");
          else cell.getEntireColumn().delete("Left");
        });
      }
    },
  })),
  kind.map((kind) => ({
    name: `another unit in ${kind}`,
    act: (desk: Desk) => {
      const { row, column } = unitOf(read(desk.opened, desk.names[kind]));
      desk.units.add(kind);
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(desk.names[kind]).getCell(row, column).values = [[UNIT]];
      });
    },
  })),
  fc.constant<Edit>({
    name: "sort",
    act(desk) {
      desk.sorted = [...desk.sorted].reverse();
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(MINE).getRange("D1:D5").values = desk.sorted.map((each) => [each]);
      });
    },
  }),
);
const failure: fc.Arbitrary<Failure> = fc.option(
  fc.record({ request: fc.integer({ min: 1, max: 12 }), kind: fc.constantFrom(...KINDS) }),
);
const updates = fc.tuple(report, failure, fc.boolean()).map(([to, fails, back]) => update(to, fails, back));
/** Some edits, an update, some edits more, another update. */
const sequence = fc
  .array(fc.tuple(fc.array(edits, { maxLength: 5 }), updates), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flatMap(([some, last]) => [...some, last]));

let desk: Desk | undefined;
afterEach(async () => {
  await desk?.opened.close();
  desk = undefined;
});

test(
  "an update keeps what is the user's, whatever they did, and brings what is ours up to date",
  async () => {
    for (const each of Object.values(EDITIONS))
      expect(parseReport(JSON.parse(JSON.stringify(each))), each.edition).toEqual({ report: expect.anything() });
    await fc.assert(
      fc.asyncProperty(
        sequence.map((acts) => ({ acts, [fc.toStringMethod]: () => acts.map(({ name }) => name).join("; ") })),
        async ({ acts }) => {
          const sorted = [5, 3, 4, 1, 2];
          const opened = await open({ sheets: { [MINE]: sorted.map((each) => ["", "", "", each]) } });
          desk = {
            opened,
            names: { market: "Market", segments: "Segments" },
            edition: builtInReport,
            notes: [],
            noted: 0,
            references: [],
            fills: new Map(),
            formats: new Map(),
            units: new Set(),
            sorted,
          };
          await opened.book.load({ place: { at: "end" }, sheets: LOADED });
          for (const { act } of acts) {
            await act(desk);
            await hold(desk);
          }
          await opened.close();
          desk = undefined;
        },
      ),
      { ...times(3), endOnFailure: true },
    );
  },
  patience(60_000),
);
