/** What there is to see in a workbook: every cell that isn't empty with its format and look, hidden rows, charts, names. */
import type { Opened } from "./workbook";

export type Seen = Readonly<Record<string, unknown>>;

/** When no cell is being calculated any more. */
export async function seen(opened: Opened): Promise<Seen> {
  for (;;) {
    await opened.settled();
    const found = read(opened);
    if (!JSON.stringify(found).includes("#BUSY!")) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function read({ excel }: Opened): Seen {
  const { grid } = excel;
  const { book } = excel.host;
  const found: Record<string, unknown> = {};
  for (const { id, name } of grid.sheets()) {
    const bounds = grid.usedBounds(id, true);
    if (!bounds) continue;
    const area = { sheetId: id, ...bounds };
    const [values, formulas, formats, styles, hidden] = [
      grid.values(area),
      grid.formulas(area),
      grid.formats(area),
      grid.styles(area),
      grid.hiddenRows(area),
    ];
    values.forEach((line, row) => {
      if (hidden[row]) found[`${name} row ${bounds.row + row}`] = "hidden";
      line.forEach((value, column) => {
        const formula = formulas[row]![column];
        if (value === null && formula === null) return;
        found[`${name}!${bounds.row + row}:${bounds.column + column}`] = [
          // Excel writes names of sheets without the apostrophes that they don't need.
          typeof formula === "string" ? formula.replaceAll("'", "") : value,
          value,
          formats[row]![column],
          styles[row]![column],
        ];
      });
    });
  }
  const sheetName = new Map(grid.sheets().map(({ id, name }) => [id, name]));
  for (const { sheetId, name, title, series } of book.charts) {
    const place = (area: (typeof series)[number]["values"]) =>
      area && [area.row, area.column, area.rows, area.columns].join(":");
    found[`chart ${sheetName.get(sheetId)} ${name}`] = [
      title,
      ...series.map((one) => [one.name, place(one.values), place(one.categories)]),
    ];
  }
  for (const { name, formula } of grid.names()) found[`name ${name}`] = formula.replaceAll("'", "");
  return found;
}
