/** Tables as people paste them: each kind of header, unit, mark and gap, and what is refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlock, type Block } from "../../src/report/blocks";
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
