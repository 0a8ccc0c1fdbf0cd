/** Files of numbers as the cells that a pasted table would be: CSV, and the observations of SDMX-CSV in rows by series. */
import { delimiterOf, readCsv } from "../packages/csv";
import type { Cell } from "../tables/cells";
import { isCurrency } from "../units/currencies";

type Rows = readonly (readonly string[])[];

/** What a file's text comes to; a table that is none stays one of texts, which the reader of blocks says more of. */
export function cellsOfFile(text: string): readonly (readonly Cell[])[] {
  const rows = readCsv(text, delimiterOf(text));
  return (observations(rows) ?? rows).map((row) => row.map((content) => ({ content })));
}

/** Of SDMX: what stands beside an observation, and names no series. https://github.com/sdmx-twg/sdmx-csv */
const BESIDE = new Set([
  ...["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW", "LAST UPDATE", "KEY", "SERIES_KEY"],
  ...["TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "OBS_FLAG", "CONF_STATUS", "OBS_CONF", "DECIMALS", "UNIT_MULT"],
  ...["UNIT_MEASURE", "UNIT", "CURRENCY", "FREQ", "BASE_PER", "TIME_FORMAT", "COMMENT_OBS"],
]);

/** `REF_AREA: Reference area` is called REF_AREA. */
const idOf = (header: string): string => header.split(":")[0]!.trim().toUpperCase();

/** `SWE: Sweden` is Sweden; a code alone stays one. */
const labelOf = (code: string): string => /^[^:\s]+:\s*(.+)$/s.exec(code)?.[1] ?? code;

const NO_NUMBER = /^(?:nan)?$/i;

/** Rows by series and columns by period; nothing where the header isn't SDMX's. */
function observations([header = [], ...body]: Rows): Rows | null {
  const ids = header.map(idOf);
  const at = (id: string): number => ids.indexOf(id);
  if (at("TIME_PERIOD") < 0 || at("OBS_VALUE") < 0) return null;
  const rows = body.filter((row) => row.some((cell) => cell.trim() !== ""));
  const says = (row: readonly string[], id: string): string => row[at(id)]?.trim() ?? "";
  const dimensions = ids.flatMap((id, column) => (BESIDE.has(id) ? [] : [column]));
  const varying = dimensions.filter((column) => new Set(rows.map((row) => row[column])).size > 1);
  // A single series is called by all that it is of.
  const naming = varying.length > 0 ? varying : dimensions;
  const periods = [...new Set(rows.map((row) => says(row, "TIME_PERIOD")))].sort();
  const series = new Map<string, { readonly name: string; readonly unit: string; readonly values: string[] }>();
  for (const row of rows) {
    const name = naming.map((column) => labelOf(row[column]?.trim() ?? "")).filter((part) => part !== "");
    const unit = unitOf((id) => says(row, id));
    const key = JSON.stringify([name, unit]);
    const line = series.get(key) ?? { name: name.join(", "), unit, values: periods.map(() => "") };
    series.set(key, line);
    const value = says(row, "OBS_VALUE");
    const column = periods.indexOf(says(row, "TIME_PERIOD"));
    // Two of one period are no table's: the reader is shown both, and refuses.
    line.values[column] = [line.values[column], NO_NUMBER.test(value) ? "n.a." : value].filter(Boolean).join(" / ");
  }
  return [
    ["Series", "Unit", ...periods],
    ...[...series.values()].map(({ name, unit, values }) => [name, unit, ...values]),
  ];
}

/** By the power of ten that observations are multiplied with. */
const SCALES: Readonly<Record<string, string>> = { "": "", "0": "", "3": "k", "6": "m", "9": "bn" };
/** As Eurostat begins its units. */
const PREFIXES: Readonly<Record<string, string>> = { THS: "k", MIO: "m", BIO: "bn", BN: "bn" };

const isMoney = (text: string): boolean => /^[A-Z]{3}$/.test(text);

function unitOf(says: (id: string) => string): string {
  const said = says("UNIT_MEASURE") || says("UNIT");
  const code = idOf(said);
  if ([code, labelOf(said)].some((one) => /^(?:PC|PT|PERCENT)$/i.test(one))) return "%";
  const found = /^(THS|MIO|BIO|BN)_(.+)$/.exec(code);
  // A code of money is a unit; of anything else the label says more. National currency: which one stands beside it.
  const own = found?.[2] ?? (isCurrency(code) ? code : labelOf(said));
  const base = code === "XDC" || code === "NAC" ? idOf(says("CURRENCY")) || code : own;
  const scale = found ? PREFIXES[found[1]!]! : SCALES[says("UNIT_MULT")];
  if (scale === undefined) return `${base} 10^${says("UNIT_MULT")}`;
  return (isMoney(base) ? [base, scale] : [scale, base]).filter((part) => part !== "").join(" ");
}
