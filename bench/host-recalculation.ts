/**
 * How long a column of formulas takes to follow a column of new years, of the add-in's formulas against native ones:
 * opened side by side, in turns, so that whatever else the machine does meets both alike.
 */

export const CELLS = 10_000;
/** In the first ones, what runs is still being compiled. */
const ROUNDS = 11;

export const NATIVE = "=A{row}+1";
export const ADD_IN = '=MARKET.SIZE(A{row},"base")';

/** A workbook with Microsoft's client on it, in Node or in a page. */
export interface Workbook {
  /** Does `fill` in it. */
  fill(task: Fill): Promise<Filled>;
  close(): Promise<void>;
}

export interface Fill {
  readonly column: "A" | "B";
  /** A number, or a formula with {row} in it. */
  readonly cell: number | string;
  readonly cells: number;
}

export interface Filled {
  readonly milliseconds: number;
  /** The last cell of column B. */
  readonly last: unknown;
}

interface Client {
  run<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T>;
  settled(): Promise<void>;
}

/** Writes a column and waits for all that follows from it. Self-contained, for it is sent to a page as text. */
export async function fill(client: Client, { column, cell, cells }: Fill): Promise<Filled> {
  const started = performance.now();
  await client.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange(`${column}1:${column}${cells}`);
    range.formulas = Array.from({ length: cells }, (_, index) => [
      typeof cell === "number" ? cell : cell.replace("{row}", String(index + 1)),
    ]);
    await context.sync();
  });
  await client.settled();
  const milliseconds = performance.now() - started;
  const last = await client.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange(`B${cells}`).load("values");
    await context.sync();
    return range.values[0]![0] as unknown;
  });
  return { milliseconds, last };
}

export interface Recalculation {
  readonly native: number;
  readonly addIn: number;
  /** The median of the rounds' own ratios. */
  readonly ratio: number;
}

export async function compareRecalculation(open: () => Promise<Workbook>): Promise<Recalculation> {
  const columns = [await open(), await open()] as const;
  for (const [index, formula] of [NATIVE, ADD_IN].entries()) {
    await columns[index]!.fill({ column: "A", cell: 2030, cells: CELLS });
    await columns[index]!.fill({ column: "B", cell: formula, cells: CELLS });
  }
  const rounds: { native: number; addIn: number }[] = [];
  // The first round only warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    // The runner spaces its batches by up to two seconds: a pause keeps one round's from delaying the next.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const year = 2025 + (round % 6);
    const [native, addIn] = [await recalculate(columns[0], year), await recalculate(columns[1], year)];
    if (round > 0) rounds.push({ native, addIn });
  }
  await Promise.all(columns.map((each) => each.close()));
  return {
    native: median(rounds.map(({ native }) => native)),
    addIn: median(rounds.map(({ addIn }) => addIn)),
    ratio: median(rounds.map(({ native, addIn }) => addIn / native)),
  };
}

async function recalculate(workbook: Workbook, year: number): Promise<number> {
  const { milliseconds, last } = await workbook.fill({ column: "A", cell: year, cells: CELLS });
  if (typeof last !== "number") throw new Error(`Not recalculated: the last cell shows ${String(last)}`);
  return milliseconds;
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
