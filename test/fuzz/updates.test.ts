/**
 * Whatever a user does to loaded sheets, and whatever editions come: an update loses nothing of theirs, references mean the
 * line and year that they meant, what is ours says and looks what it would if it were loaded anew, and what fails or is taken
 * back leaves all as it was.
 */
import { readFileSync } from "node:fs";
import "../functions/custom-functions";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { WorkbookError, type LoadAnswer, type SheetKind } from "../../src/workbook";
import { BLOCK_KINDS } from "../../src/workbook/types";
import { REQUIRED } from "../support/excel";
import { copyOf, nextEdition } from "../workbook/edited-report";
import { KINDS } from "../workbook/faults";
import { seen, type Seen } from "../workbook/seen";
import { open, type Opened } from "../workbook/workbook";
import { addressOf, isSpilled, letters, meaningOf, meanings, read, spotOf, type Sheet, type Spot } from "./meanings";
import { patience, times } from "./run";

const NAMES: Readonly<Record<SheetKind, string>> = {
  market: "Market",
  segments: "Segments",
  assumptions: "Assumptions",
  sources: "Sources",
  checks: "Checks",
};
type Kinds = readonly SheetKind[];
const ALL = Object.keys(NAMES) as readonly SheetKind[];
/** Whether the report is the workbook's main one, or stands beside another. */
type Role = "main" | "beside";
const OTHER = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { report: Report }).report;
const LONGEST_NAME = 31;
const namesAs = (role: Role): Record<SheetKind, string> =>
  Object.fromEntries(
    ALL.map((kind) => [
      kind,
      role === "main" ? NAMES[kind] : `${NAMES[kind]} ${builtInReport.id}`.slice(0, LONGEST_NAME),
    ]),
  ) as Record<SheetKind, string>;
const options = (sheets: Kinds, role: Role) =>
  ({
    ...(role === "beside" && { report: builtInReport.id }),
    place: { at: "end" },
    sheets,
    answers: Object.fromEntries(sheets.map((kind) => [kind, { answer: "update" } as LoadAnswer])),
  }) as const;
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
    report.claims.splice(1, 2);
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

/** What stands where an edition's sheets are loaded into an empty workbook: a cell's content and format, by meaning. */
type Fresh = ReadonlyMap<SheetKind, ReadonlyMap<string, readonly [unknown, string]>>;
const fresh = new Map<string, Promise<Fresh>>();
function freshOf(report: Report, kinds: Kinds, role: Role): Promise<Fresh> {
  const key = [role, report.edition, ...kinds].join();
  const known = fresh.get(key);
  if (known) return known;
  const found = (async () => {
    const opened = await open();
    await begin(opened, role);
    if (report !== builtInReport) await opened.book.upgrade(report);
    await opened.book.load(options(kinds, role));
    await seen(opened);
    const all = kinds.map((kind) => {
      const sheet = read(opened, kind, namesAs(role)[kind]);
      const places = [...meanings(sheet)].map(
        ([meaning, { row, column }]) => [meaning, [sheet.values[row]![column], sheet.formats[row]![column]!]] as const,
      );
      return [kind, new Map(places)] as const;
    });
    await opened.close();
    return new Map(all);
  })();
  fresh.set(key, found);
  return found;
}

async function begin({ book }: Opened, role: Role): Promise<void> {
  if (role === "main") return;
  await book.upgrade(OTHER);
  await book.addReport(builtInReport);
}

/* The user, and what is theirs */

interface Desk {
  readonly opened: Opened;
  readonly kinds: Kinds;
  readonly role: Role;
  readonly names: Record<SheetKind, string>;
  /** In force. */
  edition: Report;
  /** Texts of theirs, each once in the workbook. */
  notes: string[];
  noted: number;
  /** Formulas of theirs, by row of their own sheet: what each end of what they refer to means; null for one that they broke. */
  readonly references: ({
    readonly kind: SheetKind;
    readonly ends: readonly string[];
    readonly range: boolean;
  } | null)[];
  /** Of cells of ours, by sheet and meaning: looks that they gave them, and what they typed into the assumptions. */
  readonly fills: Map<string, string>;
  readonly formats: Map<string, string>;
  readonly typed: Map<string, unknown>;
  /** What their comments, each with a text of its own, are about: a cell of ours, by sheet and meaning. */
  readonly comments: Map<string, string>;
  /** Sheets whose unit they typed over. */
  readonly units: Set<SheetKind>;
  /** Lines and columns of ours that they deleted; and cells, by sheet and meaning, that say nothing without what was deleted. */
  readonly taken: Set<string>;
  readonly broken: Set<string>;
  /** Blocks, lines and columns of which nothing says anything then: neither does what comes into them later. */
  readonly silent: Set<string>;
  /** Whether they sorted lines of ours, or put a column through the audit: what goes and comes back is as planned then. */
  isRearranged: boolean;
  /** Whether Excel tells what cells charts show: without, a chart whose lines were sorted comes back as it ought to be. */
  readonly isTelling: boolean;
  sorted: number[];
}

async function change({ opened }: Desk, batch: (workbook: Excel.Workbook) => void): Promise<void> {
  await opened.excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });
  await opened.settled();
}

const sheetOf = ({ opened, names }: Desk, kind: SheetKind): Sheet => read(opened, kind, names[kind]);
const keyOf = (kind: SheetKind, meaning: string): string => `${kind} @ ${meaning}`;
const everyMeaning = (desk: Desk): ReadonlySet<string> =>
  new Set(desk.kinds.flatMap((kind) => [...meanings(sheetOf(desk, kind)).keys()].map((one) => keyOf(kind, one))));

const UNIT = "CNY bn";
const hasUnit = (kind: SheetKind): boolean => kind === "market" || kind === "segments";
/** The input beside its label. */
function unitOf({ values }: Sheet): Spot {
  const row = values.findIndex((line) => line.includes("Unit"));
  const label = values[row]!.indexOf("Unit");
  return {
    row,
    column: values[row]!.findIndex((value, at) => at > label && typeof value === "string" && value !== ""),
  };
}

const REFERENCE = /^=(?:SUM\()?'?([^'!]+)'?!([$A-Z0-9]+)(?::([$A-Z0-9]+))?\)?$/;
/** What a formula of theirs refers to now; null where that is nothing of ours. */
function endsOf(formula: string, range: boolean, sheet: Sheet): readonly (string | null)[] | null {
  const found = REFERENCE.exec(formula);
  if (found?.[1] !== sheet.name) return null;
  // A range of one cell may read as the cell.
  return [found[2]!, ...(range ? [found[3] ?? found[2]!] : [])].map((address) => {
    const spot = spotOf(address);
    return meaningOf(sheet, spot.row, spot.column);
  });
}

const mineFormulas = async ({ opened, references }: Desk): Promise<readonly string[]> =>
  (await opened.formulas(MINE, `A1:A${references.length + 1}`)).map(([formula]) => String(formula));

/** What comments are about, by their texts. */
function commented(desk: Desk): ReadonlyMap<string, string> {
  const { grid, host } = desk.opened.excel;
  const ids = new Map(grid.sheets().map(({ id, name }) => [id, name]));
  return new Map(
    host.book.comments.flatMap(({ area, content }) => {
      const kind = desk.kinds.find((each) => desk.names[each] === ids.get(area.sheetId));
      const meaning = kind && meaningOf(sheetOf(desk, kind), area.row, area.column);
      return meaning ? [[content, keyOf(kind, meaning)] as const] : [];
    }),
  );
}

/** Of what they refer to something went, or went elsewhere, by their own doing: what is left is what they mean. */
async function learn(desk: Desk): Promise<void> {
  const about = commented(desk);
  for (const text of [...desk.comments.keys()]) {
    const key = about.get(text);
    if (key === undefined) desk.comments.delete(text);
    else desk.comments.set(text, key);
  }
  const formulas = await mineFormulas(desk);
  const lost: number[] = [];
  desk.references.forEach((reference, row) => {
    if (!reference) return;
    const { kind, range } = reference;
    const ends = endsOf(formulas[row]!, range, sheetOf(desk, kind));
    const isWhole = ends?.every((end): end is string => end !== null);
    desk.references[row] = isWhole ? { kind, range, ends: ends as readonly string[] } : null;
    if (!isWhole) lost.push(row);
  });
  await change(desk, ({ worksheets }) =>
    lost.forEach((row) =>
      worksheets
        .getItem(MINE)
        .getRange(`A${row + 1}`)
        .clear("Contents"),
    ),
  );
}

/** What holds after whatever happened. */
async function hold(desk: Desk): Promise<void> {
  const { opened, kinds, names, notes, references, fills, formats, typed } = desk;
  await seen(opened);
  const sheets = new Map(kinds.map((kind) => [kind, sheetOf(desk, kind)]));
  const mine = read(opened, null, MINE);
  const texts = [...sheets.values(), mine].flatMap(({ values }) => values.flat());
  for (const note of notes)
    expect(
      texts.filter((text) => text === note),
      note,
    ).toHaveLength(1);
  const formulas = await mineFormulas(desk);
  references.forEach((reference, row) => {
    if (!reference) return;
    const { kind, ends, range } = reference;
    const formula = formulas[row]!;
    expect(formula, `Mine!A${row + 1} meant ${ends.join(" to ")}`).toMatch(REFERENCE);
    expect(REFERENCE.exec(formula)![1]).toBe(names[kind]);
    expect(endsOf(formula, range, sheets.get(kind)!), formula).toEqual(ends);
  });
  for (const [kind, sheet] of sheets) {
    const places = meanings(sheet);
    for (const [stands, expected] of [
      [sheet.fills, fills],
      [sheet.formats, formats],
      [sheet.values, typed],
    ] as const)
      for (const [key, wanted] of expected) {
        const [of, what] = key.split(" @ ") as [SheetKind, string];
        if (of !== kind) continue;
        const spot = places.get(what);
        expect(spot, `${key}, in which something of the user's is, is gone`).toBeDefined();
        expect(stands[spot!.row]![spot!.column], key).toBe(wanted);
      }
  }
  for (const [text, key] of desk.comments) expect(commented(desk).get(text), `comment on ${key}`).toBe(key);
  for (const kind of desk.units) {
    const { row, column } = unitOf(sheets.get(kind)!);
    expect(sheets.get(kind)!.values[row]![column]).toBe(UNIT);
  }
  expect((await opened.values(MINE, "D1:D5")).flat()).toEqual(desk.sorted);
}

/** A cell's line, or its column, of a block. */
const partOf = (key: string, what: "row" | "column"): string => {
  const parts = key.split(" | ");
  parts.splice(what === "row" ? -1 : -2, 1);
  return parts.join(" | ");
};
/** What a cell is in: its block, by its title and of what it is, its line and its column. */
const wholesOf = (key: string): readonly string[] => [
  `block: ${key.split(" | ").slice(0, 2).join(" | ")}`,
  ...(["row", "column"] as const).map((what) => `${what}: ${partOf(key, what)}`),
];
const isTaken = ({ taken }: Desk, key: string): boolean =>
  (["row", "column"] as const).some((what) => taken.has(`${what}: ${partOf(key, what)}`));

/** Of what follows from other sheets, or from numbers that the user typed. */
const follows = (desk: Desk, kind: SheetKind): boolean =>
  desk.units.size > 0 || desk.typed.size > 0 || (kind === "checks" && desk.taken.size > 0);

/** Once updated, every cell of ours is what it would be loaded anew, in its format; what the user deleted stays away. */
async function isAsNew(desk: Desk): Promise<void> {
  const anew = await freshOf(desk.edition, desk.kinds, desk.role);
  // What stays though it isn't in this edition shows errors, and Checks counts them.
  const hasLeft = desk.kinds.some((kind) =>
    [...meanings(sheetOf(desk, kind)).keys()].some((meaning) => !anew.get(kind)!.has(meaning)),
  );
  for (const kind of desk.kinds) {
    const sheet = sheetOf(desk, kind);
    const places = meanings(sheet);
    for (const [meaning, [value, format]] of anew.get(kind)!) {
      const spot = places.get(meaning);
      const key = keyOf(kind, meaning);
      if (isTaken(desk, key)) expect(spot, `${key}, which the user deleted, is back`).toBeUndefined();
      if (isTaken(desk, key)) continue;
      if (!spot && (desk.broken.has(key) || wholesOf(key).some((whole) => desk.silent.has(whole)))) continue;
      expect(spot, `${desk.names[kind]} lacks ${meaning}`).toBeDefined();
      const address = `${desk.names[kind]}!${addressOf(spot!)}, ${meaning}`;
      expect(sheet.formats[spot!.row]![spot!.column], address).toBe(desk.formats.get(key) ?? format);
      const stands = sheet.values[spot!.row]![spot!.column];
      if (follows(desk, kind) || (hasLeft && kind === "checks")) continue;
      if (typeof value === "number") expect(stands, address).toBeCloseTo(value, 9);
      else expect(stands ?? "", address).toBe(value ?? "");
    }
  }
}

type Failure = { readonly request: number; readonly kind: (typeof KINDS)[number] } | null;
type Edit = { readonly name: string; readonly act: (desk: Desk) => Promise<void> };

/** Whether they have left anything on a sheet that says what it is. */
const saysAnything = (desk: Desk, kind: SheetKind): boolean =>
  [...meanings(sheetOf(desk, kind)).keys()].some((meaning) => !isSpilled(meaning));

/** A cell of ours with a meaning, one of many. */
function pick(desk: Desk, kind: SheetKind, at: number): { readonly meaning: string; readonly spot: Spot } {
  const all = [...meanings(sheetOf(desk, kind))].filter(([meaning]) => !isSpilled(meaning));
  const [meaning, spot] = all[at % all.length]!;
  return { meaning, spot };
}

/** What comes, and comes back, was told before. */
async function loadAsTold(desk: Desk): Promise<void> {
  const { opened, kinds, role } = desk;
  const before = everyMeaning(desk);
  const { sheets } = await opened.book.previewLoad(options(kinds, role));
  await opened.book.load(options(kinds, role));
  await seen(opened);
  for (const key of everyMeaning(desk)) {
    const [kind, meaning] = key.split(" @ ") as [SheetKind, string];
    if (before.has(key) || desk.broken.has(key) || isSpilled(meaning)) continue;
    const found = sheets.find((sheet) => sheet.kind === kind)!.found;
    expect(found, `${key} came`).toMatchObject({ is: "ours" });
    const told = found.is === "ours" ? found.added : [];
    expect(
      meaning.split(" | ").filter((part) => told.includes(part.replace(`${builtInReport.id}:`, ""))),
      `${key} came; told were: ${told.join(", ")}`,
    ).not.toEqual([]);
  }
}

/** Until it is up to date and back, all is as it was; what fails changes nothing. */
const update = (to: Report, failure: Failure, back: boolean): Edit => ({
  name: `update to ${to.edition}${failure ? `, failing (${failure.kind}) at ${failure.request}` : ""}${back ? " and take it back" : ""}`,
  async act(desk) {
    const { book, excel } = desk.opened;
    const load = () => book.load(options(desk.kinds, desk.role));
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
        const left = differences(standing, await seen(desk.opened));
        const isKnown = (place: string) => !desk.isTelling && desk.isRearranged && place.startsWith("chart ");
        expect(left.filter((place) => !isKnown(place))).toEqual([]);
        expect(plain(await desk.opened.dump())).toEqual(plain(dump));
      }
    }
    await loadAsTold(desk);
    await hold(desk);
    await isAsNew(desk);
    if (!back || former === to) return;
    await book.returnToFormer(desk.role === "main" ? {} : { of: builtInReport.id });
    desk.edition = former;
    await load();
    await seen(desk.opened);
    if (desk.isRearranged) return isAsNew(desk);
    expect(differences(before, await seen(desk.opened))).toEqual([]);
  },
});

const withoutSingleCells = (text: string): string => text.replace(/(\$?[A-Z]+\$?\d+):\1\b/g, "$1");

/** Excel writes names of sheets without the apostrophes that they don't need; a range of one cell may read as the cell. */
const plain = (dump: unknown): unknown => JSON.parse(withoutSingleCells(JSON.stringify(dump).replaceAll("'", "")));

/** Of a range over all of a sheet the last column says little, as long as nothing of ours is beyond it. */
const normal = (text: string): string =>
  withoutSingleCells(text.replace(/ISERROR\((.+?\$[A-Z]+\$1:)\$[A-Z]+/g, "ISERROR($1"));

const differences = (one: Seen, other: Seen): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((place) => {
    const [was, is] = [one, other].map((all) => normal(JSON.stringify(all[place] ?? null)));
    return was === is ? [] : [`${place}: ${was!.slice(0, 200)} → ${is!.slice(0, 200)}`];
  });

const note = (desk: Desk, of = "note"): string => {
  desk.notes.push(`${of} ${++desk.noted}`);
  return desk.notes.at(-1)!;
};

/** They delete what they delete, with all that is in it. */
async function take(desk: Desk, kind: SheetKind, what: "row" | "column", { row, column }: Spot) {
  const before = everyMeaning(desk);
  const gone = [...meanings(sheetOf(desk, kind))].flatMap(([one, spot]) =>
    (what === "row" ? spot.row === row : spot.column === column) ? [keyOf(kind, one)] : [],
  );
  await change(desk, ({ worksheets }) => {
    const cell = worksheets.getItem(desk.names[kind]).getCell(row, column);
    if (what === "row") cell.getEntireRow().delete("Up");
    else cell.getEntireColumn().delete("Left");
  });
  await seen(desk.opened);
  const after = everyMeaning(desk);
  if (kind !== "assumptions") gone.forEach((key) => desk.taken.add(`${what}: ${partOf(key, what)}`));
  for (const key of before) if (!after.has(key)) desk.broken.add(key);
  const left = new Set([...after].flatMap(wholesOf));
  for (const whole of [...before].flatMap(wholesOf)) if (!left.has(whole)) desk.silent.add(whole);
  for (const looks of [desk.fills, desk.formats, desk.typed])
    for (const key of looks.keys()) if (!after.has(key)) looks.delete(key);
  const texts = new Set(desk.kinds.flatMap((each) => sheetOf(desk, each).values.flat()));
  desk.notes = desk.notes.filter((text) => texts.has(text));
  await learn(desk);
}

const number = fc.nat({ max: 10_000 });
const report = fc.constantFrom(builtInReport, ...Object.values(EDITIONS));
/** One of the sheets that are loaded, and of those alone that a thing can be done to. */
const on = (
  fits: (kind: SheetKind) => boolean,
  edit: (kind: SheetKind, at: number) => Edit,
  at: fc.Arbitrary<number> = number,
): fc.Arbitrary<Edit> =>
  fc.tuple(fc.constantFrom(...ALL), at).map(([kind, place]) => {
    const { name, act } = edit(kind, place);
    return {
      name,
      act: async (desk) =>
        desk.kinds.includes(kind) && fits(kind) && saysAnything(desk, kind) ? act(desk) : undefined,
    };
  });
const any = (): boolean => true;

const edits: fc.Arbitrary<Edit> = fc.oneof(
  on(
    any,
    (kind, row) => ({
      name: `insert a row at ${row + 1} of ${kind}`,
      act(desk) {
        // What stands in the way of what spills is no note beside it.
        const { values } = sheetOf(desk, kind);
        const column = kind === "checks" ? values[0]!.length + 1 : 1;
        // Between a head and the fields below it, which are read together.
        if (kind === "sources" && values[row - 1]?.includes("Metric")) return Promise.resolve();
        return change(desk, ({ worksheets }) => {
          const sheet = worksheets.getItem(desk.names[kind]);
          sheet.getRange(`${row + 1}:${row + 1}`).insert("Down");
          sheet.getCell(row, column).values = [[note(desk, "row")]];
        });
      },
    }),
    fc.integer({ min: 1, max: 90 }),
  ),
  on(
    any,
    (kind, at) => ({
      // Between the columns of a table of ours it would be one of them.
      name: `insert a column at ${at} of ${kind}`,
      act(desk) {
        const column = letters(kind === "assumptions" ? 12 + (at % 4) : at);
        desk.isRearranged ||= kind === "checks";
        return change(desk, ({ worksheets }) => {
          const sheet = worksheets.getItem(desk.names[kind]);
          sheet.getRange(`${column}:${column}`).insert("Right");
          sheet.getRange(`${column}2`).values = [[note(desk, "column")]];
        });
      },
    }),
    fc.integer({ min: 0, max: 14 }),
  ),
  on(any, (kind, at) => ({
    name: `note beside line ${at} of ${kind}`,
    act(desk) {
      const { spot } = pick(desk, kind, at);
      const width = sheetOf(desk, kind).values[0]!.length;
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(desk.names[kind]).getCell(spot.row, width + 1).values = [[note(desk)]];
      });
    },
  })),
  fc.boolean().chain((range) =>
    on(any, (kind, at) => ({
      name: `refer to ${range ? "cells from " : ""}cell ${at} of ${kind}`,
      act(desk) {
        const { meaning, spot } = pick(desk, kind, at);
        const sheet = sheetOf(desk, kind);
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
  ),
  fc.boolean().chain((fill) =>
    on(any, (kind, at) => ({
      name: `give cell ${at} of ${kind} a ${fill ? "fill" : "format"}`,
      act(desk) {
        const { meaning, spot } = pick(desk, kind, at);
        (fill ? desk.fills : desk.formats).set(keyOf(kind, meaning), fill ? "#FFF2CC" : "0.000");
        return change(desk, ({ worksheets }) => {
          const cell = worksheets.getItem(desk.names[kind]).getCell(spot.row, spot.column);
          if (fill) cell.format.fill.color = "#FFF2CC";
          else cell.numberFormat = [["0.000"]];
        });
      },
    })),
  ),
  on(any, (kind, at) => ({
    name: `comment on cell ${at} of ${kind}`,
    act(desk) {
      const { meaning, spot } = pick(desk, kind, at);
      const key = keyOf(kind, meaning);
      if ([...desk.comments.values()].includes(key)) return Promise.resolve();
      const text = `comment ${++desk.noted}`;
      desk.comments.set(text, key);
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(desk.names[kind]).comments.add(addressOf(spot), text);
      });
    },
  })),
  fc.boolean().chain((hides) =>
    on(any, (kind) => ({
      name: `${hides ? "hide" : "rename"} ${kind}`,
      act: (desk) =>
        change(desk, ({ worksheets }) => {
          const sheet = worksheets.getItem(desk.names[kind]);
          if (hides) sheet.visibility = "Hidden";
          else {
            desk.names[kind] = `${desk.names[kind].slice(0, LONGEST_NAME - 2)} x`;
            sheet.name = desk.names[kind];
          }
        }),
    })),
  ),
  fc.tuple(fc.constantFrom("row", "column"), number).map(([what, at]) => ({
    name: `take away an own ${what}, ${at}`,
    act: async (desk: Desk) => {
      const own = desk.notes.filter((text) => text.startsWith(what));
      const text = own[at % own.length];
      if (text === undefined) return;
      desk.notes = desk.notes.filter((each) => each !== text);
      for (const kind of desk.kinds) {
        const { values } = sheetOf(desk, kind);
        const row = values.findIndex((line) => line.includes(text));
        if (row < 0) continue;
        const column = values[row]!.indexOf(text);
        // An own row's note may stand in an own column.
        const going = what === "row" ? values[row]! : values.map((line) => line[column]!);
        desk.notes = desk.notes.filter((each) => !going.includes(each));
        await change(desk, ({ worksheets }) => {
          const cell = worksheets.getItem(desk.names[kind]).getCell(row, column);
          if (what === "row") cell.getEntireRow().delete("Up");
          else cell.getEntireColumn().delete("Left");
        });
      }
    },
  })),
  // Rows of the assumptions' table come again, as the update says before.
  on(any, (kind, at) => ({
    name: `delete the row of cell ${at} of ${kind}`,
    act: (desk) => take(desk, kind, "row", pick(desk, kind, at).spot),
  })),
  on(
    (kind) => kind !== "assumptions" && kind !== "checks",
    (kind, at) => ({
      name: `delete the column of cell ${at} of ${kind}`,
      act: (desk) => take(desk, kind, "column", pick(desk, kind, at).spot),
    }),
  ),
  fc.boolean().chain((why) =>
    on(
      (kind) => kind === "assumptions",
      (kind, at) => ({
        name: `${why ? "a reason for" : "an override of"} the assumption of cell ${at}`,
        act(desk) {
          const sheet = sheetOf(desk, kind);
          const { spot } = pick(desk, kind, at);
          const title = why ? "Why" : "Override";
          const head = sheet.values.find((line) => line.includes("Override"))!;
          const column = head.indexOf(title);
          const value = why ? `reason ${++desk.noted}` : Number(sheet.values[spot.row]![head.indexOf("Default")] || 1);
          desk.typed.set(keyOf(kind, meaningOf(sheet, spot.row, column)!), value);
          return change(desk, ({ worksheets }) => {
            worksheets.getItem(desk.names[kind]).getCell(spot.row, column).values = [[value]];
          });
        },
      }),
    ),
  ),
  on(hasUnit, (kind) => ({
    name: `another unit in ${kind}`,
    act(desk) {
      const { row, column } = unitOf(sheetOf(desk, kind));
      desk.units.add(kind);
      return change(desk, ({ worksheets }) => {
        worksheets.getItem(desk.names[kind]).getCell(row, column).values = [[UNIT]];
      });
    },
  })),
  on(any, (kind, at) => ({
    name: `sort the lines around cell ${at} of ${kind} the other way round`,
    act: (desk) => sort(desk, kind, pick(desk, kind, at).spot),
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

/** As Excel sorts: cells with their looks change places, formulas go on referring to their own row, references stay. */
async function sort(desk: Desk, kind: SheetKind, { row: near }: Spot): Promise<void> {
  const sheet = sheetOf(desk, kind);
  const places = [...meanings(sheet)].filter(([meaning]) => !isSpilled(meaning));
  const rows = new Set(places.map(([, { row }]) => row));
  let [top, bottom] = [near, near];
  while (rows.has(top - 1)) top--;
  while (rows.has(bottom + 1)) bottom++;
  const columns = places.flatMap(([, { row, column }]) => (row === near ? [column] : []));
  const left = sheet.values[near]!.findIndex((value) => value !== null && value !== "");
  const right = Math.max(...columns);
  const address = `${addressOf({ row: top, column: left })}:${addressOf({ row: bottom, column: right })}`;
  const formulas = await desk.opened.formulas(desk.names[kind], address);
  // Ids that follow another block's are no block's own to sort.
  if (formulas.some(([id]) => String(id).startsWith("="))) return;
  // Lines that follow these say something else then, and which of them was deleted can't be told.
  if (hasUnit(kind) && desk.taken.size > 0) return;
  desk.isRearranged = true;
  const width = right + 1 - left;
  const from = (row: number): number => bottom - (row - top);
  const moved = (content: unknown, was: number, row: number): unknown =>
    typeof content === "string" && content.startsWith("=")
      ? content.replace(new RegExp(`(?<=[A-Z])${was + 1}\\b`, "g"), String(row + 1))
      : content;
  const lines = Array.from({ length: bottom + 1 - top }, (_, index) => top + index);
  const stay = looksBeyond(desk, kind, ({ row }) => row < top || row > bottom);
  await change(desk, ({ worksheets }) => {
    const on = worksheets.getItem(desk.names[kind]);
    const range = on.getRange(address);
    range.numberFormat = lines.map((row) => sheet.formats[from(row)]!.slice(left, right + 1));
    range.formulas = lines.map((row) => formulas[from(row) - top]!.map((content) => moved(content, from(row), row)));
    for (const row of lines)
      for (let column = left; column < left + width; column++) {
        const [fill, was] = [sheet.fills[from(row)]![column], sheet.fills[row]![column]];
        if (fill === was) continue;
        const { format } = on.getCell(row, column);
        if (fill) format.fill.color = fill;
        else format.fill.clear();
      }
  });
  await seen(desk.opened);
  stay();
  await learn(desk);
}

/** Looks that stay where they are, while their lines may come to say something else: what they are of is learnt anew. */
function looksBeyond(desk: Desk, sorted: SheetKind, isBeyond: (spot: Spot) => boolean): () => void {
  const found = [desk.fills, desk.formats, desk.typed].flatMap((looks: Map<string, unknown>) =>
    [...looks].flatMap(([key, look]) => {
      const [kind, meaning] = key.split(" @ ") as [SheetKind, string];
      const spot = desk.kinds.includes(kind) ? meanings(sheetOf(desk, kind)).get(meaning) : undefined;
      return spot && (kind !== sorted || isBeyond(spot)) ? [{ looks, key, look, kind, spot }] : [];
    }),
  );
  return () => {
    for (const { looks, key } of found) looks.delete(key);
    for (const { looks, look, kind, spot } of found) {
      const meaning = meaningOf(sheetOf(desk, kind), spot.row, spot.column);
      if (meaning !== null) looks.set(keyOf(kind, meaning), look);
    }
  };
}

const failure: fc.Arbitrary<Failure> = fc.option(
  fc.record({ request: fc.integer({ min: 1, max: 20 }), kind: fc.constantFrom(...KINDS) }),
);
const updates = fc.tuple(report, failure, fc.boolean()).map(([to, fails, back]) => update(to, fails, back));
/** Some edits, an update, some edits more, another update. */
const acts = fc
  .array(fc.tuple(fc.array(edits, { maxLength: 8 }), updates), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flatMap(([some, last]) => [...some, last]));
const TELLING = { ...REQUIRED, ExcelApi: "1.15" };
/** Which sheets are loaded: all, or some. */
const sequence = fc.record({
  kinds: fc.oneof(fc.constant(ALL), fc.subarray([...ALL], { minLength: 1 })),
  acts,
  isTelling: fc.boolean(),
  role: fc.constantFrom<Role>("main", "main", "beside"),
});

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
        sequence.map(({ kinds: all, acts, isTelling, role }) => {
          const kinds = role === "main" ? all : BLOCK_KINDS.filter((kind) => all.includes(kind));
          return {
            kinds,
            acts,
            isTelling,
            role,
            [fc.toStringMethod]: () =>
              [role, kinds.join(), ...acts.map(({ name }) => name), ...(isTelling ? ["with 1.15"] : [])].join("; "),
          };
        }),
        async ({ kinds, acts, isTelling, role }) => {
          if (kinds.length === 0) return;
          const sorted = [5, 3, 4, 1, 2];
          const opened = await open({
            sheets: { [MINE]: sorted.map((each) => ["", "", "", each]) },
            requirements: isTelling ? TELLING : REQUIRED,
          });
          desk = {
            opened,
            kinds,
            role,
            names: namesAs(role),
            edition: builtInReport,
            notes: [],
            noted: 0,
            references: [],
            fills: new Map(),
            formats: new Map(),
            typed: new Map(),
            comments: new Map(),
            units: new Set(),
            taken: new Set(),
            broken: new Set(),
            silent: new Set(),
            isRearranged: false,
            isTelling,
            sorted,
          };
          await begin(opened, role);
          await opened.book.load(options(kinds, role));
          await seen(opened);
          for (const { act } of acts) {
            await act(desk);
            await hold(desk);
          }
          await opened.close();
          desk = undefined;
        },
      ),
      { ...times(1), endOnFailure: true },
    );
  },
  patience(60_000),
);
