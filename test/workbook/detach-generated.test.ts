/**
 * Detach, change a number on the data sheet, reattach: over generated workbooks the native formulas show what ours showed,
 * follow the number as the model does, and make way for the very formulas that stood there.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellAddress } from "../../src/excel/addresses/addresses";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import { times } from "../fuzz/run";
import { open, type Opened } from "./workbook";

const SHEETS = ["Model", "It's 'ours' & =more", "市场 模型"] as const;
/** Where the arguments of a row stand, and its formula; what spills has the rest of its row and some more below. */
const [YEAR, SCENARIO, SEGMENT, UNIT, FORMULA] = [0, 1, 2, 3, 5];
const ROWS = 8;
const WIDTH = 12;

let opened: Opened;
beforeAll(async () => {
  opened = await open({ sheets: Object.fromEntries(SHEETS.map((name) => [name, []])) });
  await opened.book.createAssumptions();
  await opened.book.createScenario({ name: "Ours", basedOn: "bottom-up" });
  await opened.book.createScenario({ name: "42", basedOn: "vendors" });
  await opened.book.setOverride({ key: "cloud-penetration", scenario: null, year: 2028 }, 0.5);
  await opened.book.setOverride({ key: "size", scenario: "own-2", year: 2029 }, 1000);
});
afterAll(() => opened.close());

const year = fc.constantFrom<unknown>(2025, 2026, 2027, 2028, 2029, 2030, "2027E", "FY29", " 2028年", 1999, "");
const scenario = fc.constantFrom<unknown>("base", "Bottom-up", "bottom-up-low", "Ours", 42, "vendors", "", "no such");
const segment = fc.constantFrom("rd", "研发云", "huawei", " saas\u00a0", "no such");
const unit = fc.constantFrom("", "", "USD bn", "cny 100m", "CNY");

interface Call {
  /** Given the addresses of year, scenario, segment and unit in the formula's row. */
  readonly text: (year: string, scenario: string, segment: string, unit: string) => string;
  /** Whether a driver's number moves it as it moves the model. */
  readonly flexes: boolean;
  readonly spills: boolean;
}
const call = (text: Call["text"], flexes = true): Call => ({ text, flexes, spills: false });

const calls: fc.Arbitrary<Call> = fc.constantFrom(
  call((y, s, _, u) => `MARKET.SIZE(${y},${s},${u})`),
  call((y, s) => `MARKET.SIZE(${y},${s})`),
  call((y) => `MARKET.SIZE(2030)/MARKET.SIZE(${y})`),
  call((y, s, g, u) => `MARKET.SEGMENT(${g},${y},${s},${u})`),
  call((y, s, g) => `MARKET.SHARE(${g},${y},${s})`),
  call((y, s) => `MARKET.GROWTH(${y},${s})`),
  call((y, s, g) => `MARKET.CAGR(2026,${y},${s},${g})`),
  call((y, s) => `MARKET.DRIVER("arpu",${y},${s})`),
  call((y, s, _, u) => `MARKET.BUILD(${y},"cloud-penetration",0.6,${s},${u})`),
  call((y, s) => `MARKET.CONCENTRATION("vendor",${y},"HHI",${s})`),
  call((y, _, g) => `MARKET.RANK(${g},${y})`, false),
  call((_, s) => `MARKET.NAME(${s})`, false),
  call((y) => `MARKET.SERIES("gross-margin",${y})`, false),
  call((y, _, __, u) => `MARKET.CONSENSUS(${y},"mean",${u})`, false),
  call((y, s) => `MARKET.SIZE(${y},"Vendrs")+MARKET.SIZE(1999,${s})`),
);

/** What may stand around a call. */
const around = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text,
  (text) => `${text}*1.1+$M$1`,
  (text) => `IFERROR(${text},"none")`,
  (text) => `IF(ISNUMBER(${text}),ROUND(${text},4),"-")`,
  (text) => `SUM(${text},${text})`,
);
/** What spills. */
const spills = fc
  .constantFrom<Call>(
    call(() => 'MARKET.SIZE({2025,2027,2030},{"base";"vendors"})'),
    call((y) => `MARKET.SPLIT("application",${y})`, false),
  )
  .map((one): Call => ({ ...one, spills: true }));

const row = fc
  .record({ year, scenario, segment, unit, call: fc.oneof({ weight: 8, arbitrary: calls }, spills), around })
  .map(({ around, ...one }) => ({ ...one, wrap: one.call.spills ? (text: string) => text : around }));
const workbooks = fc.record({
  sheets: fc.tuple(...SHEETS.map(() => fc.array(row, { minLength: 6, maxLength: 12 }))),
  driver: fc.constantFrom(["arpu", 2030, 700], ["arpu", 2026, 350], ["parc", 2024, 400], ["connected-rate", 2030, 0.9]),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

async function build(sheets: readonly (readonly Row[])[]): Promise<void> {
  await opened.excel.run(async ({ workbook }) => {
    sheets.forEach((rows, index) => {
      const sheet = workbook.worksheets.getItem(SHEETS[index]!);
      sheet.getRange("A1:Z120").clear();
      sheet.getRange("M1").values = [[index]];
      rows.forEach(({ year, scenario, segment, unit, call, wrap }, at) => {
        const top = at * ROWS;
        sheet.getCell(top, YEAR).getResizedRange(0, UNIT).formulas = [[year, scenario, segment, unit]];
        const place = (column: number) => cellAddress(top, column).replace(/^/, column === SEGMENT ? "$" : "");
        sheet.getCell(top, FORMULA).formulas = [
          [`=${wrap(call.text(place(YEAR), place(SCENARIO), place(SEGMENT), place(UNIT)))}`],
        ];
      });
    });
    await workbook.context.sync();
  });
  await opened.settled();
}

const AREA = `A1:${cellAddress(12 * ROWS - 1, WIDTH - 1)}`;
const read = async (what: "values" | "formulas") => Promise.all(SHEETS.map((name) => opened[what](name, AREA)));
type Cells = Awaited<ReturnType<typeof read>>;

/** The same numbers, texts and errors, but for a year that can't be read, which is #N/A without the add-in. */
function expectSame(now: Cells, before: Cells, formulas: Cells, counts: (sheet: number, row: number) => boolean): void {
  before.forEach((lines, sheet) =>
    lines.forEach((line, row) =>
      line.forEach((value, column) => {
        if (!counts(sheet, row)) return;
        const [is, about] = [now[sheet]![row]![column], `${SHEETS[sheet]}!${cellAddress(row, column)}`];
        const text = `${about} ${String(formulas[sheet]![row]![column])} ${JSON.stringify(line.slice(0, 4))}`;
        if (typeof value !== "number") expect(is, text).toBe(value);
        else
          expect(Math.abs((is as number) - value), `${text}: ${String(is)} for ${value}`).toBeLessThan(
            1e-9 * Math.max(1, Math.abs(value)),
          );
      }),
    ),
  );
}

test("detached is live, follows the model, and comes back", async () => {
  const shown = new Set<string>();
  await fc.assert(
    fc.asyncProperty(workbooks, async ({ sheets, driver: [driver, year, number] }) => {
      await build(sheets);
      const [values, formulas] = [await read("values"), await read("formulas")];
      for (const value of values.flat(2))
        shown.add(typeof value === "string" && value.startsWith("#") ? value : typeof value);
      const { sheet, errors } = await opened.book.detach();
      expect(errors).toEqual([]);
      expectSame(await read("values"), values, formulas, () => true);
      const natives = await read("formulas");
      const native = natives.flat(2).filter((one) => /^=/.test(String(one)));
      expect(native.filter((one) => callsIn(String(one)).length > 0)).toEqual([]);

      const data = await opened.values(sheet, "A1:Z60");
      const header = data.find((line) => line.includes(2027))!;
      const at = [data.findIndex((line) => line[0] === driver), header.indexOf(year)] as const;
      const isFlexed = at[0] >= 0;
      if (isFlexed) await opened.write(sheet, cellAddress(...at), [[number]]);
      const flexed = await read("values");

      const asked = await opened.book.reattach();
      if ("changed" in asked) {
        expect(asked.changed).toMatchObject([{ is: number }]);
        await opened.book.reattach({ over: asked });
      }
      await opened.settled();
      expect(await read("formulas")).toEqual(formulas);
      expectSame(await read("values"), values, formulas, () => true);
      if (!isFlexed) return;
      const key = { key: String(driver), scenario: null, year: Number(year) };
      await opened.book.setOverride(key, Number(number));
      const model = await read("values");
      await opened.book.resetAssumptions([key]);
      // What is too long for a native formula became a value, as detaching says.
      const flexes = (sheet: number, row: number) =>
        sheets[sheet]![Math.floor(row / ROWS)]?.call.flexes === true &&
        (row % ROWS > 0 || String(natives[sheet]![row]![FORMULA]).startsWith("="));
      expectSame(flexed, model, formulas, flexes);
      shown.add("flexed");
    }),
    { ...times(2), endOnFailure: true },
  );
  expect([...shown]).toEqual(expect.arrayContaining(["number", "string", "#VALUE!", "#N/A", "flexed"]));
});
