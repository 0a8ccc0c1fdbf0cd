/** A user at work for a while: whatever follows on whatever, with faults and reopening, some things always hold. */
import { readFileSync } from "node:fs";
import "../functions/custom-functions";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { openWorkbook, WorkbookError } from "../../src/workbook";
import { nextEdition } from "../workbook/edited-report";
import { KINDS, noteOf } from "../workbook/faults";
import { open, openExcelWithFormulas, wrap, type Opened } from "../workbook/workbook";
import { patience, times } from "./run";

const OTHER = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { report: Report }).report;
const SHEET = "Mine";
/** Rows that the user's sheet begins with: a year, a market formula over it, something of the user's. */
const FORMULAS = [
  '=MARKET.SIZE(A{row},"base")',
  "=MARKET.SIZE(A{row})",
  '=MARKET.SIZE(A{row},"bottom-up")*2',
  '=MARKET.SEGMENT("rd",A{row},"base")',
  '=MARKET.SHARE("rd",A{row})+0',
  "=MARKET.CAGR(2025,A{row})",
  '=IFERROR(MARKET.SIZE(A{row},"nobody"),-1)',
  '=MARKET.DRIVER("arpu",A{row})',
  `=MARKET.SIZE(A{row},"${OTHER.id}:base")`,
  `=MARKET.CONSENSUS(A{row},"mean",,"base","${OTHER.id}:base")`,
  `=MARKET.SEGMENT("${OTHER.id}:air",A{row})/MARKET.SIZE(A{row})`,
];
const note = (index: number): string => `note ${index}`;

/** What the user has on the sheet, row by row from the first; null is a blank row. */
type Row = { readonly year: number; readonly formula: string; readonly note: string } | null;

interface Mine {
  rows: Row[];
  notes: number;
}

interface Desk {
  made: Opened;
  /** Rows came or went, so that a formula which was put away may not find back. */
  shifted: boolean;
}

type Failure = { readonly request: number; readonly kind: (typeof KINDS)[number] } | null;

const address = ({ rows }: Mine): string => `A1:C${rows.length}`;
const contents = ({ rows }: Mine): unknown[][] =>
  rows.map((row, index) =>
    row ? [row.year, row.formula.replaceAll("{row}", String(index + 1)), row.note] : ["", "", ""],
  );

const read = async ({ made }: Desk, mine: Mine) => {
  const [values, formulas] = [await made.values(SHEET, address(mine)), await made.formulas(SHEET, address(mine))];
  return { values, formulas };
};

const everything = async ({ made }: Desk): Promise<unknown> => [
  await made.dump(),
  made.excel.host.book.xmlParts.map(({ xml }) => xml).sort(),
];

const stateOf = ({ made }: Desk): unknown => {
  const { model, pinned, formerEdition, textLanguage, tables } = made.book.getState();
  return { assumptions: model.assumptions, pinned, formerEdition, textLanguage, tables };
};

/** What holds after whatever the user did. */
async function hold(desk: Desk, mine: Mine): Promise<void> {
  const { values, formulas } = await read(desk, mine);
  contents(mine).forEach(([year, formula, text], index) => {
    expect([formulas[index]![0], formulas[index]![2]], `the user's own cells in row ${index + 1}`).toEqual([
      year,
      text,
    ]);
    const value = values[index]![1];
    if (formula === "") return expect(formulas[index]![1], `the blank cell in row ${index + 1}`).toBe("");
    expect(
      typeof value === "number" ? Number.isFinite(value) : /^#(N\/A|VALUE!|NUM!)$/.test(String(value)),
      `B${index + 1} shows ${String(value)}`,
    ).toBe(true);
  });
}

function sameNumbers(before: unknown[][], after: unknown[][], what: string): void {
  before.forEach((row, index) => {
    const [was, is] = [row[1], after[index]![1]];
    if (typeof was === "number" && typeof is === "number")
      expect(Math.abs(is - was), `B${index + 1} after ${what}: ${was}, then ${is}`).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(was)),
      );
    else expect(is, `B${index + 1} after ${what}`).toBe(was);
  });
}

/** Something that the pane or the ribbon does: as asked, or refused in words with all as it was. */
class Operation implements fc.AsyncCommand<Mine, Desk> {
  constructor(
    readonly name: string,
    readonly failure: Failure,
    readonly act: (desk: Desk) => Promise<unknown>,
    /** Whether every number on the user's sheet stays. */
    readonly keepsNumbers: boolean,
    readonly afterwards: (desk: Desk, mine: Mine, outcome: unknown) => Promise<void> = async () => {},
  ) {}
  check = (): boolean => true;
  toString = (): string => `${this.name}${this.failure ? ` (${this.failure.kind} at ${this.failure.request})` : ""}`;

  async run(mine: Mine, desk: Desk): Promise<void> {
    const { faults } = desk.made.excel.host;
    const [before, all, state] = [await read(desk, mine), await everything(desk), stateOf(desk)];
    if (this.failure) faults.fail(this.failure);
    let outcome: { readonly done: unknown } | null = null;
    try {
      outcome = { done: await this.act(desk) };
    } catch (reason) {
      faults.clear();
      expect(reason).toBeInstanceOf(WorkbookError);
      expect(await everything(desk), `all as before ${String(this)}`).toEqual(all);
      expect(stateOf(desk)).toEqual(state);
    }
    faults.clear();
    await desk.made.settled();
    await hold(desk, mine);
    if (this.keepsNumbers) sameNumbers(before.values, (await read(desk, mine)).values, String(this));
    if (outcome) await this.afterwards(desk, mine, outcome.done);
  }
}

/** A row typed below the others. */
class Type implements fc.AsyncCommand<Mine, Desk> {
  constructor(
    readonly formula: string,
    readonly year: number,
  ) {}
  check = ({ rows }: Mine): boolean => rows.length < 12;
  toString = (): string => `type ${this.year}, ${this.formula}`;
  async run(mine: Mine, desk: Desk): Promise<void> {
    mine.rows.push({ year: this.year, formula: this.formula, note: note(mine.notes++) });
    const row = mine.rows.length;
    await desk.made.write(SHEET, `A${row}:C${row}`, [contents(mine).at(-1)!]);
    await hold(desk, mine);
  }
}

class InsertRow implements fc.AsyncCommand<Mine, Desk> {
  constructor(readonly at: number) {}
  check = ({ rows }: Mine): boolean => rows.length < 12;
  toString = (): string => `insert a row at ${this.at}`;
  async run(mine: Mine, desk: Desk): Promise<void> {
    const before = await read(desk, mine);
    const at = this.at % mine.rows.length;
    await desk.made.excel.run(async (context) => {
      context.workbook.worksheets
        .getItem(SHEET)
        .getRange(`${at + 1}:${at + 1}`)
        .insert("Down");
      await context.sync();
    });
    await desk.made.settled();
    mine.rows.splice(at, 0, null);
    desk.shifted = true;
    await hold(desk, mine);
    const { values } = await read(desk, mine);
    sameNumbers(
      before.values,
      values.filter((_, index) => index !== at),
      String(this),
    );
  }
}

/** What a file of the tests' keeps: no charts, and not which sheet was in front. */
function keptOf(all: unknown): unknown {
  const [dump, parts] = all as [{ readonly sheets: readonly object[]; readonly tables: unknown }, unknown];
  return [dump.sheets.map((sheet) => ({ ...sheet, charts: null })), dump.tables, parts];
}

/** Saved, closed, and opened again. */
class Reopen implements fc.AsyncCommand<Mine, Desk> {
  check = (): boolean => true;
  toString = (): string => "save and reopen";
  async run(mine: Mine, desk: Desk): Promise<void> {
    const [before, state] = [await everything(desk), stateOf(desk)];
    const saved = desk.made.excel.save();
    await desk.made.close();
    const { excel, ports } = await openExcelWithFormulas({ saved });
    const book = openWorkbook(ports);
    await book.ready;
    desk.made = wrap(excel, book, ports);
    await desk.made.settled();
    expect(keptOf(await everything(desk))).toEqual(keptOf(before));
    expect(stateOf(desk)).toEqual(state);
    await hold(desk, mine);
  }
}

/** Once none is put away any more, each formula reads as it was typed, but for those that the user was told of. */
async function allBack({ made, shifted }: Desk, mine: Mine, outcome: unknown): Promise<void> {
  const left = (outcome as { readonly left: readonly { readonly cell: string }[] }).left.map(({ cell }) => cell);
  if (!shifted) expect(left).toEqual([]);
  const put = made.excel.host.book.xmlParts.some(({ xml }) => /urn:market-model:(frozen|detached)/.test(xml));
  if (put) return;
  const formulas = await made.formulas(SHEET, address(mine));
  contents(mine).forEach(([, formula], index) => {
    if (!left.some((cell) => cell.endsWith(`!B${index + 1}`))) expect(formulas[index]![1]).toBe(formula);
  });
}

const failure: fc.Arbitrary<Failure> = fc.option(
  fc.record({ request: fc.integer({ min: 1, max: 14 }), kind: fc.constantFrom(...KINDS) }),
  { freq: 2 },
);
const scope = fc.constantFrom("selection", "sheet", "workbook");
const operation = (
  name: string,
  act: Operation["act"],
  keepsNumbers: boolean,
  afterwards?: Operation["afterwards"],
): fc.Arbitrary<Operation> => failure.map((fails) => new Operation(name, fails, act, keepsNumbers, afterwards));

const commands = [
  fc
    .tuple(fc.constantFrom(...FORMULAS), fc.integer({ min: 2024, max: 2031 }))
    .map(([formula, year]) => new Type(formula, year)),
  fc.nat({ max: 11 }).map((at) => new InsertRow(at)),
  fc.constant(new Reopen()),
  operation("load", ({ made }) => made.book.load({ place: { at: "end" }, sheets: ["assumptions", "checks"] }), true),
  operation("load the market", ({ made }) => made.book.load({ place: { at: "end" }, sheets: ["market"] }), true),
  fc
    .tuple(failure, fc.constantFrom("arpu", "parc"), fc.option(fc.integer({ min: 100, max: 900 })))
    .map(
      ([fails, key, value]) =>
        new Operation(
          `override ${key} by ${value}`,
          fails,
          ({ made }) => made.book.setOverride({ key, scenario: null, year: 2030 }, value),
          false,
        ),
    ),
  operation("reset all", ({ made }) => made.book.resetAllAssumptions(), false),
  fc
    .tuple(failure, fc.constantFrom("base", "vendors", "bottom-up"))
    .map(([fails, id]) => new Operation(`choose ${id}`, fails, ({ made }) => made.book.chooseScenario(id), false)),
  operation("make a scenario", ({ made }) => made.book.createScenario({ name: "Ours", basedOn: "vendors" }), true),
  fc
    .tuple(failure, scope, fc.boolean())
    .map(
      ([fails, where, mark]) =>
        new Operation(`freeze the ${where}`, fails, ({ made }) => made.book.freeze(where, { mark }), true),
    ),
  operation("thaw", ({ made }) => made.book.thaw("workbook"), false, allBack),
  operation("detach", ({ made }) => made.book.detach(), true),
  operation("reattach", ({ made }) => made.book.reattach(), false, allBack),
  operation("upgrade", ({ made }) => made.book.upgrade(nextEdition()), false),
  operation("go back", ({ made }) => made.book.returnToFormer(), false),
  operation("add another report", ({ made }) => made.book.addReport(OTHER), false),
  operation("remove the other report", ({ made }) => made.book.removeReport(OTHER.id), false),
  operation(
    "load the other report's market",
    ({ made }) => made.book.load({ report: OTHER.id, place: { at: "end" }, sheets: ["market"] }),
    true,
  ),
  operation("refresh", ({ made }) => made.book.refresh(), true),
];

let desk: Desk | undefined;
afterEach(async () => {
  await desk?.made.close();
  desk = undefined;
});

test(
  "whatever a user does in whatever order, nothing of theirs is lost, no number is silently another one, and what fails leaves all as it was",
  async () => {
    expect(builtInReport.edition).not.toBe(nextEdition().edition);
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 12 }), async (cmds) => {
        await fc.asyncModelRun(async () => {
          const mine: Mine = {
            rows: FORMULAS.slice(0, 4).map((formula, index) => ({ year: 2026 + index, formula, note: note(index) })),
            notes: 4,
          };
          desk = { made: await open({ sheets: { [SHEET]: contents(mine) as never } }), shifted: false };
          await desk.made.settled();
          return { model: mine, real: desk };
        }, cmds);
        await desk!.made.close();
        desk = undefined;
      }),
      { ...times(2), endOnFailure: true },
    );
  },
  patience(20_000),
);

test("a load that is taken back leaves the sheet in front that was", async () => {
  let refused = 0;
  for (let request = 1, done = false; !done; request++) {
    const made = await open({ sheets: { [SHEET]: [[1]] } });
    desk = { made, shifted: false };
    await made.book.load({ place: { at: "end" }, sheets: ["assumptions", "checks"] });
    await made.book.goTo("Assumptions", "A1");
    const before = await made.dump();
    made.excel.host.faults.fail({ request, kind: "lost" });
    done = (await noteOf(made.book.load({ place: { at: "end" }, sheets: ["market"] }))) === "done";
    made.excel.host.faults.clear();
    if (!done) {
      refused++;
      expect(await made.dump(), `request ${request}`).toEqual(before);
    }
    await made.close();
    desk = undefined;
  }
  expect(refused).toBeGreaterThan(2);
});
