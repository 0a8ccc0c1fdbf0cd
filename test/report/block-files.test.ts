/** Files of numbers read as pasted tables are. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cellsOfFile, readBlock } from "../../src/report/blocks";

const block = (text: string) => readBlock(cellsOfFile(text), false);

/**
 * Of the OECD's reference series (GDP at current prices), as its interface gives them in SDMX-CSV:
 * https://sdmx.oecd.org/public/rest/data/OECD.CTP.TPS,DSD_REF_GLOBAL@DF_REFSERIES_GLOBAL,1.1/ (CC BY 4.0:
 * https://www.oecd.org/en/about/terms-conditions.html).
 */
const oecd = readFileSync(new URL("../fixtures/oecd-gdp.csv", import.meta.url), "utf8");

describe("SDMX-CSV", () => {
  it("of official statistics comes as rows by series, units with their scale and currency", () => {
    const { lines, faults, leftOut } = block(oecd);
    expect([faults, leftOut]).toEqual([[], []]);
    expect(lines.map(({ name, unit, figures }) => [name, unit, figures.length])).toEqual([
      ["SWE", "SEK m", 4],
      ["CHL", "USD m", 4],
      ["MEX", "USD m", 4],
      ["VNM", "VND bn", 4],
    ]);
    expect(lines[0]!.figures.map(({ period, value }) => `${period}: ${value}`)).toEqual([
      "2019: 5033.443",
      "2020: 5020.978",
      "2021: 5464.876",
      "2022: 5865.211",
    ]);
  });

  it("gives labels in the place of codes, missing numbers as missing, and Eurostat's units", () => {
    const { lines, unavailable } = block(
      "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n" +
        "X,1,A,MIO_EUR,SE: Sweden,2020,5,\nX,1,A,MIO_EUR,SE: Sweden,2021,:,\nX,1,A,PC,FI: Finland,2020,NaN,\n" +
        "X,1,A,PC,FI: Finland,2021,4,p\n",
    );
    expect(unavailable).toBe(2);
    expect(lines.map(({ name, unit }) => [name, unit])).toEqual([
      ["Sweden", "EUR m"],
      ["Finland", "%"],
    ]);
  });

  it("tells two observations of one period instead of taking one, and months, which a report has no place for", () => {
    const header = "FREQ,REF_AREA,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n";
    expect(block(`${header}A,SE,USD,2020,5\nA,SE,USD,2020,6\nA,FI,USD,2020,7\n`).faults).toHaveLength(1);
    const quarters = block(`${header}A,SE,USD,2020,5\nQ,SE,USD,2020-Q2,6\nH,SE,USD,2020-S2,8\nM,SE,USD,2020-06,2\n`);
    expect(quarters.lines[0]!.figures.map(({ period }) => period)).toEqual(["2020", "2020Q2", "2020H2"]);
    expect(quarters.leftOut).toHaveLength(1);
  });
});

it.each([
  ["commas", 'USD m,2025,2030\nFlats,"1,200",3\n'],
  ["semicolons", "USD m;2025;2030\nFlats;1,200;3\n"],
  ["tabs", "USD m\t2025\t2030\nFlats\t1,200\t3\n"],
])("a plain table with %s is as one that was pasted", (_, text) => {
  expect(block(text).lines).toEqual([
    {
      name: "Flats",
      unit: "USD m",
      figures: [
        { period: "2025", value: "1200", isPercent: false },
        { period: "2030", value: "3", isPercent: false },
      ],
    },
  ]);
});

/** Rows of a file's table, as texts. */
const cells = (text: string) => cellsOfFile(text).map((row) => row.map(({ content }) => content));

it.each<[what: string, rows: string[], table: string[][]]>([
  [
    "no observations without periods",
    ["GEO,OBS_VALUE", "SE,5"],
    [
      ["GEO", "OBS_VALUE"],
      ["SE", "5"],
    ],
  ],
  [
    "no observations without values",
    ["TIME_PERIOD,GEO", "2024,SE"],
    [
      ["TIME_PERIOD", "GEO"],
      ["2024", "SE"],
    ],
  ],
  [
    "headers with what they mean, in any case and with spaces; blank rows; periods in order",
    ["obs_value: Value,  time_period : Time, geo,UNIT: Unit", " 5 , 2025 , SE ,USD", " , ,,", "4,2024,SE,USD", ""],
    [
      ["Series", "Unit", "2024", "2025"],
      ["SE", "USD", "4", "5"],
    ],
  ],
  [
    "series by what varies",
    [
      "GEO,SEX,AGE,TIME_PERIOD,OBS_VALUE,OBS_STATUS",
      "SE,F: Women,Y1,2024,1,p",
      "SE,M:  Men,Y2,2024,2,q",
      "SE,,Y3,2024,3,",
    ],
    [
      ["Series", "Unit", "2024"],
      ["Women, Y1", "", "1"],
      ["Men, Y2", "", "2"],
      ["Y3", "", "3"],
    ],
  ],
  [
    "one series by all that it is of",
    ["STRUCTURE,GEO,SEX,TIME_PERIOD,OBS_VALUE", "S,SE,F,2024,1", "S,SE,F,2025,nan", "S,SE,F,2026,", "S,SE,F,2027,nano"],
    [
      ["Series", "Unit", "2024", "2025", "2026", "2027"],
      ["SE, F", "", "1", "n.a.", "n.a.", "nano"],
    ],
  ],
  [
    "periods that a series lacks, and two of one",
    ["GEO,TIME_PERIOD,OBS_VALUE", "SE,2024,1", "SE,2024,2", "FI,2025,3"],
    [
      ["Series", "Unit", "2024", "2025"],
      ["SE", "", "1 / 2", ""],
      ["FI", "", "", "3"],
    ],
  ],
  [
    "one name in two units as two series, and labels with colons in them",
    ["GEO,UNIT,TIME_PERIOD,OBS_VALUE", "a b: c,EUR,2024,1", "a b: c,PC,2024,2", "SE: Sweden: all,PC,2024,3"],
    [
      ["Series", "Unit", "2024"],
      ["a b: c", "EUR", "1"],
      ["a b: c", "%", "2"],
      ["Sweden: all", "%", "3"],
    ],
  ],
])("of SDMX-CSV come %s", (_, rows, table) => expect(cells(rows.join("\n"))).toEqual(table));

it.each<[measure: string, multiplier: string, currency: string, unit: string]>([
  ["USD", "", "", "USD"],
  ["USD", "0", "", "USD"],
  ["USD", "3", "", "USD k"],
  ["USD", "6", "", "USD m"],
  ["USD", "9", "", "USD bn"],
  ["USD", "2", "", "USD 10^2"],
  ["PS: Persons", "3", "", "k Persons"],
  ["PS: Persons", "", "", "Persons"],
  ["XDC", "6", "SEK", "SEK m"],
  ["XDC: National currency", "6", "SEK", "SEK m"],
  ["XDC", "6", "SEK: Krona", "SEK m"],
  ["USD: US dollar", "6", "", "USD m"],
  ["MIO_EUR: Million euro", "", "", "EUR m"],
  ["PC: Per cent of all", "", "", "%"],
  ["PSN: Persons", "3", "", "k Persons"],
  ["XDC", "6", "", "XDC m"],
  ["NAC", "", "SEK", "SEK"],
  ["USD", "", "SEK", "USD"],
  ["PC", "", "", "%"],
  ["pt", "3", "", "%"],
  ["x: Percent", "", "", "%"],
  ["PCH", "", "", "PCH"],
  ["EPT", "", "", "EPT"],
  ["THS_T", "", "", "k T"],
  ["MIO_EUR", "", "", "EUR m"],
  ["BIO_EUR", "", "", "EUR bn"],
  ["BN_USD", "3", "", "USD bn"],
  ["X_MIO_EUR", "", "", "X_MIO_EUR"],
  ["USDX", "3", "", "k USDX"],
  ["", "3", "", "k"],
])("the unit %j times ten to %j, in %j, is %j", (measure, multiplier, currency, unit) => {
  const header = "GEO,UNIT_MEASURE,UNIT_MULT,CURRENCY,TIME_PERIOD,OBS_VALUE\n";
  expect(cells(`${header}SE,${measure},${multiplier},${currency},2024,1`)).toEqual([
    ["Series", "Unit", "2024"],
    ["SE", unit, "1"],
  ]);
});
