/** Which typed numbers are found to be the report's: on a workbook made for it, and whatever is typed around. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainValues } from "../../src/workbook/calls/explain";
import { proposals, type Proposal } from "../../src/workbook/linking";
import { FIXTURE, isTyped, piecesOf, setting, valueOf, type FixtureCell } from "./linked-fixture";

const scan = (sheets: Readonly<Record<string, readonly (readonly FixtureCell[])[]>>): readonly Proposal[] =>
  proposals(
    setting,
    (formula, args) => explainValues(setting, formula, args),
    piecesOf(sheets),
    () => true,
  );

const placesIn = (sheets: typeof FIXTURE) =>
  Object.entries(sheets).flatMap(([sheet, rows]) =>
    rows.flatMap((line, row) => line.flatMap((cell, column) => (isTyped(cell) ? [{ sheet, row, column, cell }] : []))),
  );

const one = (rows: readonly (readonly FixtureCell[])[]) =>
  scan({ Sheet1: rows }).map(({ row, column, certainty, readings }) => [
    `${row}:${column}`,
    certainty,
    ...readings.map(({ formula }) => formula),
  ]);

describe("a workbook with 120 typed numbers, half of them the report's", () => {
  const all = placesIn(FIXTURE);
  const ours = all.filter(({ cell }) => cell.is !== null);
  const found = scan(FIXTURE);
  const isOf = (proposal: Proposal | undefined, formula: string | null): boolean =>
    formula !== null && proposal?.readings[0].formula === formula;
  const at = (place: { sheet: string; row: number; column: number }) =>
    found.find(({ sheet, row, column }) => sheet === place.sheet && row === place.row && column === place.column);

  it("is such a workbook", () => {
    expect(all).toHaveLength(120);
    expect(ours).toHaveLength(60);
    expect(ours.filter(({ cell }) => cell.shifted).length).toBeGreaterThanOrEqual(30);
  });

  it("proposes at least 55 of the 60 right", () => {
    const missed = ours.filter((place) => !isOf(at(place), place.cell.is)).map(({ cell }) => cell.is);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(5);
  });

  it("is wrongly sure of none, and of most that are right sure", () => {
    const sure = found.filter(({ certainty }) => certainty === "sure");
    const placed = sure.map((proposal) =>
      all.find(
        ({ sheet, row, column }) => sheet === proposal.sheet && row === proposal.row && column === proposal.column,
      )!,
    );
    expect(sure.filter((proposal, index) => !isOf(proposal, placed[index]!.cell.is))).toEqual([]);
    expect(sure.length).toBeGreaterThanOrEqual(45);
  });

  it("says of several that agree which they are, and is never sure of one", () => {
    const several = found.filter(({ readings }) => readings.length > 1);
    expect(several.map(({ readings }) => readings.map(({ formula }) => formula))).toContainEqual([
      '=MARKET.SIZE(2025,"applications","CNY bn")',
      '=MARKET.SIZE(2025,"idc-caict","CNY bn")',
      '=MARKET.SIZE(2025,"iresearch","CNY bn")',
    ]);
    expect(several.every(({ certainty }) => certainty === "possible")).toBe(true);
  });

  it("says why in words, in both languages", () => {
    const proposal = found.find(({ sheet, row, column }) => sheet === "Market" && row === 3 && column === 4)!;
    expect(proposal.readings[0].why).toEqual({
      en: "415.2 is the market size of 2028 by “Vendor table”; “Vendor table” in A4 names it; “2028” stands in E3; unit CNY 100m from A3",
      zh: "415.2 是“厂商份额表”2028年的市场规模；A4 中的“Vendor table”是其名称；E3 中有“2028”；单位“CNY 100m”来自 A3",
    });
  });
});

describe("what a number is taken for", () => {
  it("is nothing where the unit is of another kind, or money without an exchange rate", () => {
    expect(
      one([
        ["", 2028],
        ["Vendor table (GWh)", { typed: 415.2, is: null }],
      ]),
    ).toEqual([]);
    expect(
      one([
        ["USD bn", 2028],
        ["Vendor table", { typed: 41.52, is: null }],
      ]),
    ).toEqual([]);
  });

  it("is less sure without a unit, without a year, with other words, or to fewer digits", () => {
    const typed = { typed: 415.2, is: null };
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table", typed],
      ]),
    ).toEqual([["1:1", "sure", '=MARKET.SIZE(2028,"vendors")']]);
    expect(
      one([
        ["", 2028],
        ["Vendor table", typed],
      ]),
    ).toEqual([["1:1", "likely", '=MARKET.SIZE(2028,"vendors")']]);
    expect(
      one([
        ["CNY 100m", "Value"],
        ["Vendor table", typed],
      ]),
    ).toEqual([["1:1", "possible", '=MARKET.SIZE(2028,"vendors")']]);
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table of Europe", typed],
      ]),
    ).toEqual([["1:1", "likely", '=MARKET.SIZE(2028,"vendors")']]);
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table", { typed: 430, is: null }],
      ]),
    ).toEqual([]);
    expect(
      one([
        ["CNY bn", 2028],
        ["Vendor table", { typed: 42, is: null }],
      ]),
    ).toEqual([["1:1", "likely", '=MARKET.SIZE(2028,"vendors","CNY bn")']]);
    expect(
      one([
        ["CNY m", 2028],
        ["Vendor table", { typed: 42000, is: null }],
      ]),
    ).toEqual([["1:1", "possible", '=MARKET.SIZE(2028,"vendors","CNY m")']]);
    const shown = { typed: 415.1712, format: "0.0", is: null };
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table", shown],
      ]),
    ).toEqual([["1:1", "likely", '=MARKET.SIZE(2028,"vendors")']]);
  });

  it("leaves years, dates, numbers in sentences and quarters alone", () => {
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table", "about 415.2"],
      ]),
    ).toEqual([]);
    expect(
      one([
        ["CNY 100m", 2028],
        ["Vendor table", { typed: 415.2, format: "yyyy-mm-dd", is: null }],
      ]),
    ).toEqual([]);
    expect(
      one([
        ["CNY 100m", "2028Q1"],
        ["Vendor table", { typed: 415.2, is: null }],
      ]),
    ).toEqual([]);
    expect(
      one([
        ["Year", "Capacity (10k sets/year)"],
        [2028, { typed: 1900, is: null }],
        [2029, { typed: 2150, is: null }],
      ]),
    ).toHaveLength(2);
  });

  it("is an estimate that nothing names only where the whole line agrees with it alone", () => {
    const line = [2025, 2026, 2027, 2028].map((year) => ({
      typed: valueOf(`=MARKET.SIZE(${year},"vendors")`),
      is: null,
    }));
    const years = ["CNY 100m", "2025", "2026", "2027", "2028"];
    expect(one([years, ["Market size", ...line]]).map(([, certainty]) => certainty)).toEqual(Array(4).fill("sure"));
    const other = [...line.slice(0, 3), { typed: 417.9, is: null }];
    expect(one([years, ["Market size", ...other]]).map(([, certainty]) => certainty)).toEqual(Array(3).fill("likely"));
  });

  it("is less sure of another estimate than that of its line", () => {
    const years = ["", "2025", "2026", "2027", "2028", "2029", "2030"];
    const typed = (decimals: number, by: readonly string[]): readonly FixtureCell[] =>
      by.map((estimate, at) => ({
        typed: Number(valueOf(`=MARKET.SEGMENT("alibaba",${2025 + at},"${estimate}","CNY bn")`).toFixed(decimals)),
        is: null,
      }));
    const [other, line] = ["applications", "vendors"];
    const of = (decimals: number, by: readonly string[]) =>
      one([years, ["Alibaba Cloud (CNY bn)", ...typed(decimals, by)]]).map(([, certainty]) => certainty);
    // 11 of the one among 6, 8, 10, 12 and 15 of the other.
    expect(of(0, [other, line, line, line, line, line])[0]).toBe("likely");
    expect(of(2, [other, line, line, line, line, line])).toEqual(["likely", ...Array<string>(5).fill("sure")]);
    expect(of(2, [other, other, other, other, other, other])).toEqual(Array(6).fill("sure"));
  });
});

describe("whatever is typed around", () => {
  interface Thing {
    readonly names: readonly string[];
    readonly of: (year: number, unit: number) => string;
    /** The same by another estimate, which its name doesn't rule out. */
    readonly or?: (year: number, unit: number) => string;
    readonly units: readonly string[];
  }
  const money = ["CNY 100m", "CNY bn", "CNY m", "亿元"];
  const inMoney = ["", ',"CNY bn"', ',"CNY m"', ""];
  const moneyOf = (unit: number): string => inMoney[unit]!;
  const size = (id: string, ...names: string[]): Thing => ({
    names,
    units: money,
    of: (year, unit) => `=MARKET.SIZE(${year},"${id}"${moneyOf(unit)})`,
  });
  const segment = (id: string, by: "vendors" | "applications", ...names: string[]): Thing => {
    const given = (by: string) => (year: number, unit: number) =>
      `=MARKET.SEGMENT("${id}",${year},"${by}"${moneyOf(unit)})`;
    return { names, units: money, of: given(by), or: given(by === "vendors" ? "applications" : "vendors") };
  };
  const series = (id: string, units: readonly string[], factors: readonly string[], ...names: string[]): Thing => ({
    names,
    units,
    of: (year, unit) => `=MARKET.SERIES("${id}",${year})${factors[unit]!}`,
  });
  const THINGS: readonly Thing[] = [
    size("vendors", "Vendor table", "厂商份额表"),
    size("applications", "Application markets", "应用场景测算"),
    size("volumes", "Volume and price table"),
    segment("huawei", "vendors", "Huawei Cloud", "华为云"),
    segment("alibaba", "vendors", "Alibaba Cloud"),
    segment("rd", "applications", "R&D cloud", "研发云"),
    segment("operations", "applications", "Operations cloud"),
    series("capacity", ["10k sets/year", "m sets/year"], ["", "/100"], "Capacity", "产能"),
    series("unit-price", ["CNY/set", "元/套"], ["", ""], "Average unit price", "平均单价"),
    series("gross-margin", ["%"], ["*100"], "Gross margin", "毛利率"),
  ];
  const STRANGE = ["Volkswagen", "Huawei Cloud in Europe", "Gross margin of the dealers", "Own plan", "门店"];
  const YEARS = [2025, 2026, 2027, 2028, 2029, 2030];

  /** The number itself, or another: of another year or thing, near it, of another scale, or any. */
  const typing = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("itself" as const), decimals: fc.integer({ min: 0, max: 3 }) }),
    },
    fc.record({ kind: fc.constant("year" as const), year: fc.constantFrom(...YEARS) }),
    fc.record({
      kind: fc.constant("thing" as const),
      thing: fc.constantFrom(...THINGS),
      year: fc.constantFrom(...YEARS),
    }),
    fc.record({ kind: fc.constant("near" as const), times: fc.constantFrom(0.97, 0.99, 0.999, 1.001, 1.01, 1.03) }),
    fc.record({ kind: fc.constant("scale" as const), times: fc.constantFrom(0.001, 0.01, 0.1, 10, 100, 1000) }),
    fc.record({ kind: fc.constant("any" as const), value: fc.integer({ min: 1, max: 5000 }) }),
  );
  const line = fc.record({
    thing: fc.constantFrom(...THINGS),
    name: fc.nat(1),
    unit: fc.nat(3),
    strange: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constantFrom(...STRANGE)),
    numbers: fc.array(typing, { minLength: 6, maxLength: 6 }),
  });
  const sheet = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    down: fc.boolean(),
    year: fc.option(fc.constantFrom(...YEARS)),
    above: fc.option(fc.constantFrom("Report on clouds", "Draft, not for circulation", "2024 edition", "单位：个"), {
      freq: 2,
    }),
  });

  const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

  it("nothing that is sure is another number", () => {
    let sure = 0;
    fc.assert(
      fc.property(sheet, ({ lines, down, year, above }) => {
        const years = year === null ? YEARS : [year];
        const typed = lines.map(({ thing, unit, strange, numbers }) =>
          years.map((of, at) => {
            const formula = thing.of(of, unit % thing.units.length);
            const own = valueOf(formula);
            const told = numbers[at]!;
            const other =
              told.kind === "year"
                ? valueOf(thing.of(told.year, unit % thing.units.length))
                : told.kind === "thing"
                  ? valueOf(told.thing.of(told.year, 0))
                  : told.kind === "near" || told.kind === "scale"
                    ? own * told.times
                    : told.kind === "any"
                      ? told.value
                      : own;
            const decimals = told.kind === "itself" ? told.decimals : 2;
            const value = round(other, decimals);
            const digits = (/\.(\d+)/.exec(String(value))?.[1] ?? "").length;
            const fits = (of: string): boolean =>
              strange === null && Math.abs(value - valueOf(of)) <= 0.5 * 10 ** -digits + valueOf(of) * 1e-9;
            const either = [formula, ...(thing.or ? [thing.or(of, unit % thing.units.length)] : [])];
            // A lone number may be by any estimate; a few digits are by the one that its line is by.
            const mayBe = String(value).replace(/\D|0+$/g, "").length > 2 ? either : either.slice(0, 1);
            return { typed: value, is: mayBe.find(fits) ?? null };
          }),
        );
        const labels = lines.map(({ thing, name, unit, strange }) => {
          const unitText = thing.units[unit % thing.units.length]!;
          return `${strange ?? thing.names[name % thing.names.length]!} (${unitText})${year === null ? "" : ` ${year}`}`;
        });
        const table: readonly (readonly FixtureCell[])[] =
          year === null
            ? [["", ...YEARS.map(String)], ...labels.map((label, at) => [label, ...typed[at]!])]
            : labels.map((label, at) => [label, ...typed[at]!]);
        const turned = down ? table[0]!.map((_, column) => table.map((row) => row[column]!)) : table;
        const rows = above === null ? turned : [[above], [], ...turned];
        const places = placesIn({ Sheet1: rows });
        for (const proposal of scan({ Sheet1: rows })) {
          if (proposal.certainty !== "sure") continue;
          sure++;
          const { cell } = places.find(({ row, column }) => row === proposal.row && column === proposal.column)!;
          expect(cell.is, `${cell.typed}: ${proposal.readings[0].why.en}`).not.toBeNull();
          expect(valueOf(proposal.readings[0].formula)).toBeCloseTo(valueOf(cell.is!), 8);
        }
      }),
      { numRuns: 80 },
    );
    // A scan that is never sure would pass.
    expect(sure).toBeGreaterThan(30);
  });
});
