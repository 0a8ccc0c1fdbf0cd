/** What each operation costs in round trips and time, in a workbook with many formulas, on the tests' Excel. */
import "../test/functions/custom-functions.js";
import { nextEdition } from "../test/workbook/edited-report.js";
import { open, type Opened } from "../test/workbook/workbook.js";
import { publish } from "./result.mjs";

/** Up to so many formulas; `BENCH_MOST=100000` takes the largest, for which it needs some minutes. */
const MOST = Number(process.env.BENCH_MOST ?? 10_000);
const SIZES = [1_000, 10_000, 100_000].filter((size) => size <= MOST);

const OPERATIONS: Readonly<Record<string, (opened: Opened) => Promise<unknown>>> = {
  "list formulas": ({ book }) => book.listFormulas(),
  refresh: ({ book }) => book.refresh(),
  "load all sheets": ({ book }) => book.load({ place: { at: "end" } }),
  "set an override": ({ book }) => book.setOverride({ key: "arpu", scenario: null, year: 2030 }, 700),
  "choose a scenario": ({ book }) => book.chooseScenario("vendors"),
  "preview an upgrade": ({ book }) => book.previewUpgrade(nextEdition()),
  upgrade: ({ book }) => book.upgrade(nextEdition()),
  freeze: ({ book }) => book.freeze("workbook"),
  thaw: ({ book }) => book.thaw("workbook"),
  detach: ({ book }) => book.detach(),
  reattach: ({ book }) => book.reattach(),
};

interface Cost {
  readonly requests: number;
  readonly milliseconds: number;
}

async function costs(formulas: number): Promise<ReadonlyMap<string, Cost>> {
  const rows = Array.from({ length: formulas / 10 }, (_, row) =>
    Array.from({ length: 10 }, (__, column) => `=MARKET.SIZE(${2025 + ((row + column) % 6)},"base")`),
  );
  const opened = await open({ sheets: { Model: rows } });
  await opened.settled();
  const found = new Map<string, Cost>();
  for (const [name, act] of Object.entries(OPERATIONS)) {
    opened.excel.host.counters.reset();
    const started = performance.now();
    await act(opened);
    const milliseconds = performance.now() - started;
    found.set(name, { requests: opened.requests(), milliseconds });
    await opened.settled();
  }
  await opened.close();
  return found;
}

const bySize = new Map<number, ReadonlyMap<string, Cost>>();
for (const size of SIZES) bySize.set(size, await costs(size));
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
publish({
  title: "Operations",
  about:
    "Round trips to Excel and time of each operation, one after another in one workbook, on the tests' Excel with Microsoft's client. With a real Excel a round trip takes longer and the rest about as long. BENCH_MOST=100000 measures larger ones, for some minutes.",
  rows: Object.keys(OPERATIONS).map((what) => ({
    what,
    ...Object.fromEntries(
      [...bySize].flatMap(([size, found]) => {
        const { requests, milliseconds } = found.get(what)!;
        const of = size.toLocaleString("en");
        return [
          [`round trips, ${of}`, String(requests)],
          [`time, ${of} formulas`, seconds(milliseconds)],
        ];
      }),
    ),
  })),
});
