/** The cells that charts show. */
import { parseAddress, type Area } from "../addresses/addresses";
import { referencesIn } from "../formulas/references";
import { sameName } from "../names/names";
import type { Run } from "../transactions/run";

export interface SeriesCells {
  readonly values: Area;
  readonly categories: Area;
}

interface Asked {
  readonly sheet: string;
  readonly name: string;
  /** How many there are. */
  readonly series: number;
}

/** What Excel may answer for a kind of chart that it doesn't tell of. */
const UNTOLD: readonly unknown[] = ["UnsupportedOperation", "InvalidArgument", "NotImplemented", "GeneralException"];

/**
 * Of each chart every series' cells, null for one that shows no range of the chart's sheet; null where Excel doesn't tell:
 * it does from ExcelApi 1.15 on, and not of all kinds of charts. One round trip.
 */
export async function readSeries(
  run: Run,
  charts: readonly Asked[],
): Promise<readonly (readonly (SeriesCells | null)[])[] | null> {
  if (charts.length === 0) return [];
  const asking = run(async (context) => {
    const asked = charts.map(({ sheet, name, series }) => {
      const chart = context.workbook.worksheets.getItem(sheet).charts.getItem(name);
      return Array.from({ length: series }, (_, at) => {
        const one = chart.series.getItemAt(at);
        return [one.getDimensionDataSourceString("Values"), one.getDimensionDataSourceString("Categories")] as const;
      });
    });
    await context.sync();
    return asked.map((all, index) =>
      all.map((sources): SeriesCells | null => {
        const [values, categories] = sources.map(({ value }) => areaOn(charts[index]!.sheet, value));
        return values && categories ? { values, categories } : null;
      }),
    );
  });
  return asking.catch((reason: unknown) => {
    const code = (reason as { code?: unknown } | null)?.code;
    if (code === "ApiNotFound" || UNTOLD.includes(code)) return null;
    throw reason;
  });
}

function areaOn(home: string, source: string): Area | null {
  const [reference, ...others] = referencesIn(`=${source.replace(/^=/, "")}`);
  if (!reference?.sheet || others.length > 0 || !sameName(reference.sheet, home)) return null;
  return parseAddress(reference.address);
}
