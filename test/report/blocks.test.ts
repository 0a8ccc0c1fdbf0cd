/** Tables as people paste them: each kind of header, unit, mark and gap, and what is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnitHeader, periodIn, readBlock, startsNote, withoutMarks, type Block } from "../../src/report/blocks";
import { isTotal, isUnavailable, isWholeYear, unitAfter } from "../../src/report/blocks/words";
import type { Cell } from "../../src/report/tables";

type Content = string | number | null;
const cellsOf = (rows: readonly (readonly (Content | Cell)[])[]): readonly (readonly Cell[])[] =>
  rows.map((row) =>
    row.map((one) => (one !== null && typeof one === "object" ? one : { content: one, format: "General" })),
  );

const read = (rows: readonly (readonly (Content | Cell)[])[], isOf = false): Block => readBlock(cellsOf(rows), isOf);

/** Lines with what they hold, as one reads them. */
const said = ({ lines }: Block) =>
  lines.map(({ name, unit, figures }) => [name, unit, ...figures.map(({ period, value }) => `${period}: ${value}`)]);

describe("a block of numbers", () => {
  it("has years along the top and the unit in its corner", () => {
    const block = read([
      ["USD bn", 2024, "2025E", "2027年"],
      ["Cars", "1,234.5", 1300, "~1 500"],
      ["Trucks¹", 10, ">11", "12 to 14"],
    ]);
    expect(said(block)).toEqual([
      ["Cars", "USD bn", "2024: 1234.5", "2025: 1300", "2027: ~1500"],
      ["Trucks", "USD bn", "2024: 10", "2025: >11", "2027: 12 to 14"],
    ]);
    expect(block.faults).toEqual([]);
  });

  it("has quarters and halves, below the year that they are of or with it", () => {
    const quarters = ["Q1", "Q2", "Q3", "Q4"];
    const block = read([
      ["million barrels", 2023, null, null, null, 2024, null, "Year", null],
      ["", ...quarters, "1Q", "2Q", "2023", "2024"],
      ["Supply", 1, 2, 3, 4, 5, 6, 10, 20],
    ]);
    expect(said(block)).toEqual([
      [
        "Supply",
        "million barrels",
        "2023Q1: 1",
        "2023Q2: 2",
        "2023Q3: 3",
        "2023Q4: 4",
        "2024Q1: 5",
        "2024Q2: 6",
        "2023: 10",
        "2024: 20",
      ],
    ]);
    expect(block.faults).toEqual([]);
    const chinese = [
      ["单位：亿元", "FY2025", "", ""],
      ["", "上半年", "下半年", "全年"],
      ["销售额", 4, 6, 10],
    ];
    expect(said(read(chinese))).toEqual([["销售额", "亿元", "FY2025H1: 4", "FY2025H2: 6", "FY2025: 10"]]);
    const down = [["", "", "Sales"], ...quarters.map((quarter, at) => [at === 0 ? 2023 : null, quarter, at + 1])];
    expect(said(read(down))).toEqual([["Sales", null, "2023Q1: 1", "2023Q2: 2", "2023Q3: 3", "2023Q4: 4"]]);
    expect(
      said(
        read([
          ["USD m", "4Q24", "2024", "1Q25E", "Q2 2025"],
          ["Demand", 1, 4, 2, 3],
        ]),
      ),
    ).toEqual([["Demand", "USD m", "2024Q4: 1", "2024: 4", "2025Q1: 2", "2025Q2: 3"]]);
  });

  it("doesn't guess the year of a quarter", () => {
    const block = read([
      ["USD m", "Actual", null, 2024],
      ["", "Q1", "Q2", "2024"],
      ["Supply", 1, 2, 10],
    ]);
    expect(said(block)).toEqual([]);
    expect(block.faults.length).toBeGreaterThan(0);
  });

  it("has years down the side", () => {
    const block = read([
      ["单位：亿元", null, null],
      ["年份", "乘用车", "商用车"],
      ["2025年", 480, 20.5],
      ["2026年", 625.2, "不详"],
    ]);
    expect(said(block)).toEqual([
      ["乘用车", "亿元", "2025: 480", "2026: 625.2"],
      ["商用车", "亿元", "2025: 20.5"],
    ]);
    expect(block.unavailable).toBe(1);
  });

  it("has a unit in each name, in a column of its own, in a heading, or after a comma", () => {
    expect(
      said(
        read([
          ["", "Unit", 2024, 2025],
          ["Sales (m cars)", "", 80, 81],
          ["Price, USD/car", "", 30000, 31000],
          ["Fleet", "100m vehicles", 14, 15],
          ["in GWh", "", null, null],
          ["Demand", "", 700, 900],
          ["Penetration", "", "20%", { content: 0.255, format: "0.0%" }],
        ]),
      ),
    ).toEqual([
      ["Sales", "m cars", "2024: 80", "2025: 81"],
      ["Price", "USD/car", "2024: 30000", "2025: 31000"],
      ["Fleet", "100m vehicles", "2024: 14", "2025: 15"],
      ["Demand", "GWh", "2024: 700", "2025: 900"],
      ["Penetration", "%", "2024: 20 %", "2025: 25.5 %"],
    ]);
  });

  it("has merged headings, which tell lines of one name apart, and growth over years", () => {
    const block = read([
      [null, null, 2024, 2025, "CAGR 2024–2030"],
      ["Europe", "Cars", 1, 2, "9.6 %"],
      [null, "Trucks", 3, 4, "n.a."],
      ["Asia", "Cars", 5, 6, "5%"],
    ]);
    expect(said(block)).toEqual([
      ["Europe: Cars", null, "2024: 1", "2025: 2", "2024–2030: 9.6 %"],
      ["Trucks", null, "2024: 3", "2025: 4"],
      ["Asia: Cars", null, "2024: 5", "2025: 6", "2024–2030: 5 %"],
    ]);
  });

  it("has fiscal years, which stay such", () => {
    expect(
      said(
        read([
          ["USD m", "FY2024", "FY25E"],
          ["Sales", 1, 2],
        ]),
      ),
    ).toEqual([["Sales", "USD m", "FY2024: 1", "FY2025: 2"]]);
  });

  it("leaves notes, other columns and a split's total out, and says so", () => {
    const block = read(
      [
        ["USD m", 2024, 2025, "Comment"],
        ["Online", 60, 70, "fast"],
        ["Shops", 40, 30, null],
        ["Total", 100, 100, null],
        ["Source: somebody, 2024", null, null, null],
      ],
      true,
    );
    expect(said(block).map(([name]) => name)).toEqual(["Online", "Shops"]);
    expect(block.leftOut.map(({ place }) => place)).toEqual([
      { row: 0, column: 3 },
      { row: 3, column: 0 },
      { row: 4, column: 0 },
    ]);
  });

  it.each([
    [
      "no years",
      [
        ["a", 1],
        ["b", 2],
      ],
      { row: 0, column: 0 },
      /No row and no column holds years/,
    ],
    [
      "a year twice",
      [
        ["", 2024, 2025, 2026, 2025],
        ["a", 1, 2, 3, 4],
      ],
      { row: 0, column: 4 },
      /2025 stands twice/,
    ],
    [
      "a decimal comma",
      [
        ["", 2024],
        ["a", "1.234,5"],
      ],
      { row: 1, column: 1 },
      /decimal sign is a point/,
    ],
    [
      "a word",
      [
        ["", 2024],
        ["a", "plenty"],
      ],
      { row: 1, column: 1 },
      /is no number/,
    ],
    [
      "a raised figure that isn't a mark at the end",
      [
        ["", 2024],
        ["a", "12²5"],
      ],
      { row: 1, column: 1 },
      /is no number/,
    ],
    [
      "a date",
      [
        ["", 2024],
        ["a", { content: 45000, format: "yyyy-mm-dd" }],
      ],
      { row: 1, column: 1 },
      /date/,
    ],
    [
      "a sign of money of another unit",
      [
        ["EUR m", 2024],
        ["a", "$12"],
      ],
      { row: 1, column: 1 },
      /is no number/,
    ],
    [
      "no name",
      [
        ["", 2024],
        ["", 3],
      ],
      { row: 1, column: 0 },
      /without a name/,
    ],
    [
      "two lines of a name",
      [
        ["", 2024],
        ["a", 3],
        ["A", 4],
      ],
      { row: 2, column: 0 },
      /Two lines/,
    ],
  ] as const)("with %s says where, and takes nothing amiss", (_, rows, place, message) => {
    const { faults } = read(rows as never);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.place).toEqual(place);
    expect(faults[0]!.text.en).toMatch(message);
    expect(faults[0]!.text.zh).not.toBe("");
  });

  it("is the same turned, whatever its size and numbers", () => {
    const value = fc.oneof(fc.integer({ min: -999, max: 999 }), fc.constant("n.a."), fc.constant(null));
    const block = fc
      .record({
        first: fc.integer({ min: 1990, max: 2090 }),
        years: fc.integer({ min: 2, max: 6 }),
        lines: fc.integer({ min: 1, max: 6 }),
      })
      .chain(({ first, years, lines }) =>
        fc
          .array(fc.array(value, { minLength: years, maxLength: years }), { minLength: lines, maxLength: lines })
          .map((numbers) => [
            ["USD m", ...Array.from({ length: years }, (_, at) => first + at)],
            ...numbers.map((row, at) => [`line ${String.fromCharCode(97 + at)}`, ...row]),
          ]),
      );
    fc.assert(
      fc.property(block, (rows) => {
        const turned = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
        expect(said(read(turned))).toEqual(said(read(rows)));
        const numbers = rows
          .slice(1)
          .flatMap((row) => row.slice(1))
          .filter((one) => typeof one === "number");
        expect(read(rows).lines.flatMap(({ figures }) => figures.map((one) => Number(one.value)))).toEqual(numbers);
      }),
    );
  });
});

/** Lines and their figures, and what is said of cells, each as one text. */
const told = ({ lines, faults, leftOut, unavailable }: Block) => ({
  lines: lines.map(({ name, unit, figures }) =>
    [name, unit, ...figures.map(({ period, value, isPercent }) => `${period}: ${value}${isPercent ? "!" : ""}`)].join(
      " | ",
    ),
  ),
  faults: faults.map(({ place, text }) => `${place.row} ${place.column} ${text.en}`),
  leftOut: leftOut.map(({ place, text }) => `${place.row} ${place.column} ${text.en}`),
  unavailable,
});

type Told = Partial<ReturnType<typeof told>>;
it.each<[what: string, rows: readonly (readonly (Content | Cell)[])[], says: Told, isOf?: boolean]>([
  [
    "nothing at all",
    [],
    { faults: ["0 0 No row and no column holds years (2027, 2027E, FY2027): select the table with its header."] },
  ],
  [
    "an empty row",
    [[]],
    { faults: ["0 0 No row and no column holds years (2027, 2027E, FY2027): select the table with its header."] },
  ],
  [
    "blank cells",
    [[null, null]],
    { faults: ["0 0 No row and no column holds years (2027, 2027E, FY2027): select the table with its header."] },
  ],
  [
    "rows of unlike lengths",
    [["USD m", 2024, 2025], ["a", 1], ["b", 1, 2, 3], [], ["c"]],
    {
      lines: ["a | USD m | 2024: 1", "b | USD m | 2024: 1 | 2025: 2"],
      leftOut: ['0 3 The column "" has no year above it.'],
    },
  ],
  [
    "columns of unlike lengths",
    [
      ["USD m", "a", "b"],
      [2024, 1],
      [2025, 1, 2],
    ],
    { lines: ["a | USD m | 2024: 1 | 2025: 1", "b | USD m | 2025: 2"] },
  ],
  [
    "numbers that could be years",
    [
      ["", 2024, 2025],
      [2030, 2026, 2027],
    ],
    { lines: ["2030 |  | 2024: 2026 | 2025: 2027"] },
  ],
  [
    "as many years along the top as down the side",
    [
      ["", 2024],
      ["a", 2025],
    ],
    { faults: ["0 1 There are years but no numbers below or beside them."] },
  ],
  [
    "years in no order",
    [
      ["USD m", 2024, 2020, 2026],
      ["a", 1, 2, 3],
      ["b", 1, 2, 3],
    ],
    { lines: ["a | USD m | 2024: 1 | 2020: 2 | 2026: 3", "b | USD m | 2024: 1 | 2020: 2 | 2026: 3"] },
  ],
  [
    "the last year first",
    [
      ["USD m", 2026, 2025, 2024],
      ["a", 1, 2, 3],
    ],
    { lines: ["a | USD m | 2026: 1 | 2025: 2 | 2024: 3"] },
  ],
  [
    "quarters beside the whole of their year",
    [
      ["USD m", 2023, null, null, 2024, null],
      ["", "Q1", "Q2", "FY", "Q1", "Q2"],
      ["a", 1, 2, 3, 4, 5],
    ],
    { lines: ["a | USD m | 2023Q1: 1 | 2023Q2: 2 | 2023: 3 | 2024Q1: 4 | 2024Q2: 5"] },
  ],
  [
    "quarters below a text",
    [
      ["USD m", "x", null],
      ["", "Q1", "Q2"],
      ["a", 1, 2],
    ],
    { faults: ["0 0 No row and no column holds years (2027, 2027E, FY2027): select the table with its header."] },
  ],
  [
    "quarters below nothing",
    [
      ["", "Q1", "Q2"],
      ["a", 1, 2],
    ],
    { faults: ["0 0 No row and no column holds years (2027, 2027E, FY2027): select the table with its header."] },
  ],
  [
    "a single quarter, which may be anything",
    [
      ["", 2024, 2025],
      ["x", "Q1", ""],
      ["a", 1, 2],
    ],
    {
      lines: ["a |  | 2024: 1 | 2025: 2"],
      faults: [
        '1 1 "Q1" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
      ],
    },
  ],
  [
    "quarters below a text beside those below a year",
    [
      ["", 2023, null, "later", null],
      ["", "Q1", "Q2", "Q1", "Q2"],
      ["a", 1, 2, 3, 4],
    ],
    {
      lines: ["a |  | 2023Q1: 1 | 2023Q2: 2"],
      leftOut: ['1 3 The column "Q1" has no year above it.', '1 4 The column "Q2" has no year above it.'],
    },
  ],
  ["two units above the header", [["USD m"], ["in EUR bn"], ["", 2024], ["a", 5]], { lines: ["a | EUR bn | 2024: 5"] }],
  [
    "a column of units with a blank",
    [
      ["", "Unit", 2024],
      ["a", "USD m", 5],
      ["b", "", 6],
    ],
    { lines: ["a | USD m | 2024: 5", "b |  | 2024: 6"] },
  ],
  [
    "units in names beside a column of them",
    [
      ["USD m", "Unit", 2024],
      ["a (EUR bn)", "", 5],
      ["b (EUR bn)", "GBP m", 6],
      ["c", "", 7],
    ],
    { lines: ["a | EUR bn | 2024: 5", "b | GBP m | 2024: 6", "c | USD m | 2024: 7"] },
  ],
  [
    "two columns of units",
    [
      ["", "Unit", "Units", 2024],
      ["a", "", "USD m", 5],
      ["b", "EUR m", "USD m", 5],
    ],
    { lines: ["a | USD m | 2024: 5", "b | EUR m | 2024: 5"] },
  ],
  [
    "units in rows of their own",
    [
      ["", 2024],
      ["USD m", null],
      ["a", 1],
      ["Prices", null],
      ["b", 2],
      ["in %", null],
      ["c", 3],
    ],
    { lines: ["a | USD m | 2024: 1", "b | USD m | 2024: 2", "c | % | 2024: 3 %!"] },
  ],
  [
    "headings in rows of their own",
    [
      ["USD m", 2024],
      ["Europe (all):", null],
      ["Cars", 1],
      ["Asia", null],
      ["Cars", 2],
      ["Vans", 3],
    ],
    { lines: ["Europe (all): Cars | USD m | 2024: 1", "Asia: Cars | USD m | 2024: 2", "Vans | USD m | 2024: 3"] },
  ],
  [
    "headings in a column",
    [
      ["USD m", "", 2024],
      ["Europe, west", "Cars", 1],
      [null, "Vans", 2],
      ["Asia", "Cars", 3],
      ["World", null, 4],
    ],
    {
      lines: [
        "Europe, west: Cars | USD m | 2024: 1",
        "Vans | USD m | 2024: 2",
        "Asia: Cars | USD m | 2024: 3",
        "World | USD m | 2024: 4",
      ],
    },
  ],
  [
    "headings in two columns",
    [
      ["", "", "", 2024],
      ["A", "x", "Cars", 1],
      ["", "y", "Cars", 2],
      ["B", "", "Cars", 3],
    ],
    { lines: ["A, x: Cars |  | 2024: 1", "A, y: Cars |  | 2024: 2", "B: Cars |  | 2024: 3"] },
  ],
  [
    "columns between and after the years",
    [
      ["", 2024, "Comment", 2025, "", "Unit"],
      ["a", 1, "hm", 2, "", "USD m"],
      ["b", 1, "", 2, "", "EUR m"],
    ],
    {
      lines: ["a | USD m | 2024: 1 | 2025: 2", "b | EUR m | 2024: 1 | 2025: 2"],
      leftOut: ['0 2 The column "Comment" has no year above it.'],
    },
  ],
  [
    "a column that has a header alone",
    [
      ["", 2024, "Comment"],
      ["a", 1, null],
    ],
    { lines: ["a |  | 2024: 1"], leftOut: ['0 2 The column "Comment" has no year above it.'] },
  ],
  [
    "a year three times",
    [
      ["", 2024, 2025, 2024, 2024],
      ["a", 1, 2, 3, 4],
    ],
    {
      lines: ["a |  | 2024: 1 | 2025: 2 | 2024: 3 | 2024: 4"],
      faults: [
        "0 3 2024 stands twice among the years: select one table at a time.",
        "0 4 2024 stands twice among the years: select one table at a time.",
      ],
    },
  ],
  [
    "a year twice, down the side",
    [
      ["", "a"],
      [2024, 1],
      [2025, 2],
      [2024, 3],
    ],
    {
      lines: ["a |  | 2024: 1 | 2025: 2 | 2024: 3"],
      faults: ["3 0 2024 stands twice among the years: select one table at a time."],
    },
  ],
  [
    "the total of a split",
    [
      ["", 2024],
      ["Total", 5],
      ["a", 1],
    ],
    { lines: ["a |  | 2024: 1"], leftOut: ['1 0 "Total" is the whole, no part of it.'] },
    true,
  ],
  [
    "a total of no split",
    [
      ["", 2024],
      ["Total", 5],
      ["a", 1],
    ],
    { lines: ["Total |  | 2024: 5", "a |  | 2024: 1"] },
  ],
  [
    "no number",
    [
      ["", 2024],
      ["a", null],
    ],
    { faults: ["0 0 There are years but no numbers below or beside them."] },
  ],
  [
    "no number but n.a.",
    [
      ["", 2024],
      ["a", "n.a."],
    ],
    { faults: ["0 0 There are years but no numbers below or beside them."], unavailable: 1 },
  ],
  [
    "a number without a name",
    [
      ["", 2024],
      ["a", 1],
      ["", 2],
    ],
    { lines: ["a |  | 2024: 1"], faults: ["2 0 Numbers without a name beside them."] },
  ],
  [
    "a number without names",
    [
      ["", "", 2024],
      ["A", "a", 1],
      ["", "", 2],
    ],
    { lines: ["a |  | 2024: 1"], faults: ["2 1 Numbers without a name beside them."] },
  ],
  [
    "no column of names",
    [
      [2024, 2025],
      [1, 2],
    ],
    { faults: ["1 0 Numbers without a name beside them."] },
  ],
  [
    "one name three times",
    [
      ["", 2024],
      ["a", 1],
      ["b", 2],
      ["A", 3],
      ["a", 4],
    ],
    {
      lines: ["a |  | 2024: 1", "b |  | 2024: 2", "A |  | 2024: 3", "a |  | 2024: 4"],
      faults: [
        '3 0 Two lines are called "A": give one another name.',
        '4 0 Two lines are called "a": give one another name.',
      ],
    },
  ],
  [
    "notes",
    [
      ["", 2024],
      ["a", 1],
      ["Source: x", null],
      ["* y", null],
      ["note", null, ""],
    ],
    { lines: ["a |  | 2024: 1"], leftOut: ['2 0 A note: "Source: x".', '3 0 A note: "* y".', '4 0 A note: "note".'] },
  ],
  [
    "percentages in their unit",
    [
      ["%", 2024],
      ["a", 5],
      ["b", "6 %"],
    ],
    { lines: ["a | % | 2024: 5 %!", "b | % | 2024: 6 %!"] },
  ],
  [
    "a percentage among amounts",
    [
      ["USD m", 2024, 2025],
      ["a", 5, "6 %"],
    ],
    { lines: ["a | USD m | 2024: 5 | 2025: 6 %!"] },
  ],
  [
    "signs of money",
    [
      ["USD m", 2024, 2025, 2026, 2027],
      ["a", "$12", "$ 12", "$(12)", "$.5"],
      ["b", "€12", "£1", "1", "2"],
      ["c (EUR m)", "€12", "$1", "1", "2"],
      ["d (CNY m)", "¥12", "￥1", "1", "2"],
      ["e (JPY m)", "¥12", "￥1", "1", "2"],
      ["f (GBP m)", "£12", "1", "1", "2"],
      ["g (%)", "$12", "1", "1", "2"],
    ],
    {
      lines: [
        "a | USD m | 2024: 12 | 2025: 12 | 2026: -12 | 2027: 0.5",
        "b | USD m | 2026: 1 | 2027: 2",
        "c | EUR m | 2024: 12 | 2026: 1 | 2027: 2",
        "d | CNY m | 2024: 12 | 2025: 1 | 2026: 1 | 2027: 2",
        "e | JPY m | 2024: 12 | 2025: 1 | 2026: 1 | 2027: 2",
        "f | GBP m | 2024: 12 | 2025: 1 | 2026: 1 | 2027: 2",
        "g | % | 2025: 1 %! | 2026: 1 %! | 2027: 2 %!",
      ],
      faults: [
        '2 1 "€12" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
        '2 2 "£1" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
        '3 2 "$1" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
        '7 1 "$12" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
      ],
    },
  ],
  [
    "a sign of money without a unit",
    [
      ["", 2024],
      ["a", "$12"],
    ],
    {
      faults: [
        '1 1 "$12" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
      ],
    },
  ],
  [
    "spaces between thousands",
    [
      ["", 2024, 2025, 2026, 2027],
      ["a", "1 234", "1 234 567", "12 34", "1 2345"],
      ["b", "1\u00a0234", "1\u2009234", "1\u202f234*", "1234*"],
    ],
    {
      lines: ["a |  | 2024: 1234 | 2025: 1234567", "b |  | 2024: 1234 | 2025: 1234 | 2026: 1234 | 2027: 1234"],
      faults: [
        '1 3 "12 34" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
        '1 4 "1 2345" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
      ],
    },
  ],
  [
    "marks of footnotes",
    [
      ["", 2024, 2025, 2026],
      ["a*", "12*", "13[1]", "14†"],
      ["b", "15[a]", "16¹", "n.a.*"],
    ],
    { lines: ["a |  | 2024: 12 | 2025: 13 | 2026: 14", "b |  | 2024: 15 | 2025: 16"], unavailable: 1 },
  ],
  [
    "TRUE",
    [
      ["", 2024],
      ["a", { content: true }],
    ],
    { faults: ["1 1 This is no number."] },
  ],
  [
    "names with colons, brackets and commas",
    [
      ["", 2024],
      ["a:", 1],
      ["b：", 2],
      ["c (x)", 3],
      ["d, USD m", 4],
      ["e (USD m)", 5],
      ["(USD m)", 6],
      ["f，EUR m", 7],
      ["g，h, EUR m", 8],
    ],
    {
      lines: [
        "a |  | 2024: 1",
        "b |  | 2024: 2",
        "c (x) |  | 2024: 3",
        "d | USD m | 2024: 4",
        "e | USD m | 2024: 5",
        "(USD m) |  | 2024: 6",
        "f | EUR m | 2024: 7",
        "g，h | EUR m | 2024: 8",
      ],
    },
  ],
])("of %s comes what is there, and nothing else", (_, rows, says, isOf) => {
  expect(told(read(rows, isOf))).toEqual({ lines: [], faults: [], leftOut: [], unavailable: 0, ...says });
});

describe("the words of a block", () => {
  it("have marks of footnotes, one at their end", () => {
    const texts = ["a*", "a †", "a [1]", "a [ab]", "a [abc]", "a¹²", " a b ", "a* b", "a[1] [2]", "¹", "a§‡"];
    expect(texts.map(withoutMarks)).toEqual(["a", "a", "a", "a", "a [abc]", "a", "a b", "a* b", "a[1]", "", "a"]);
  });

  it.each<[content: string | number | null, format: string | undefined, period: string | null]>([
    [null, undefined, null],
    ["", "@", null],
    [2024, undefined, "2024"],
    [2024, "0", "2024"],
    [2024, "#,##0", null],
    [2024, "0.0", null],
    ["2024", "#,##0", "2024"],
    ["2024*", "@", "2024"],
    ["CAGR 2024–2030", "@", "2024–2030"],
    ["复合年均增长率（2024–2030）", "@", "2024–2030"],
    ["年均复合增长率: 2024–2030", "@", "2024–2030"],
    ["Sales CAGR 2024–2030", "@", null],
    ["1899", "@", null],
    ["1900", "@", "1900"],
    ["2200", "@", "2200"],
    ["2201", "@", null],
    ["1899–1950", "@", null],
    ["2150–2201", "@", null],
    ["FY24", "@", "FY2024"],
    ["FY2024Q1", "@", "FY2024Q1"],
    ["2024Q3", "@", "2024Q3"],
    ["1850Q3", "@", null],
    ["2201H1", "@", null],
    ["2024 cars", "@", null],
    [45000, "yyyy", null],
  ])("%j in the format %j is of the period %j", (content, format, period) => {
    expect(periodIn({ content, ...(format !== undefined && { format }) })).toBe(period);
  });

  it("say what a row is", () => {
    const totals = ["total", "Total sales", "Grand total", "sum", "All", "小计", "合计数", " total"];
    expect(totals.filter((text) => !isTotal(text))).toEqual([]);
    expect(["All-in", "Totals", "Subtotal", "a total"].filter(isTotal)).toEqual([]);
    const notes = [
      "Source: x",
      "sources",
      "Note.",
      "note 1: x",
      "* x",
      "†",
      "1) x",
      "[1] x",
      "¹ x",
      "注：x",
      "注1：x",
      "注",
    ];
    expect([...notes, " 资料来源：x"].filter((text) => !startsNote(text))).toEqual([]);
    expect(["Notebooks", "Sourcing", "注册用户", "12) x", "A note"].filter(startsNote)).toEqual([]);
    expect(["n.a.", "N/A", "-", "x", "nil"].map(isUnavailable)).toEqual(Array(5).fill(true));
    expect(["0", "", "n", "1"].map(isUnavailable)).toEqual(Array(4).fill(false));
    expect(["Year", "full  year", "FY", "fy24", "years"].map(isWholeYear)).toEqual([true, true, true, false, false]);
    expect(["Unit", "units", "单位", "Unity"].map(isUnitHeader)).toEqual([true, true, true, false]);
  });

  it("say a unit after in or Unit:, up to the end", () => {
    const texts = [
      "Sales in USD bn",
      "Units: m",
      "Unit：%",
      "单位亿元",
      "单位：亿元",
      "Sales in USD (bn)",
      "Main USD",
      "in USD, m",
    ];
    expect(texts.map(unitAfter)).toEqual(["USD bn", "m", "%", "亿元", "亿元", undefined, undefined, undefined]);
  });
});
