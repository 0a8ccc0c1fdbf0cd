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
