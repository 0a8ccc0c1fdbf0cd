import type { UniverModules } from "./context.js";

type Set = (unitId: string, sheetId: string, column: number, value: unknown, row: number, isResult?: boolean) => void;

/** What the engine keeps of columns that formulas compare with something: which rows hold which value. */
interface Index {
  set: Set;
  setContinueBuildingCache(unitId: string, sheetId: string, column: number, ...rows: [number, number]): void;
  clear(): void;
}

interface Column {
  /** Results in the order in which they came; null once the column is compared. */
  waiting: (readonly [row: number, value: unknown])[] | null;
}

const replaced = new WeakSet<object>();

/**
 * The engine puts each result into its index of values, for which it goes through all others of the column, whether any formula
 * compares that or not. Here they wait until one does.
 */
export function indexWhatIsCompared({ engineFormula }: UniverModules): void {
  const index = engineFormula.CELL_INVERTED_INDEX_CACHE as unknown as Index;
  if (replaced.has(index)) return;
  replaced.add(index);
  const columns = new Map<string, Map<number, Column>>();
  const [set, build, clear] = [
    index.set.bind(index),
    index.setContinueBuildingCache.bind(index),
    index.clear.bind(index),
  ];

  function columnOf(unitId: string, sheetId: string, number: number): Column {
    const sheet = `${unitId} ${sheetId}`;
    let ofSheet = columns.get(sheet);
    if (!ofSheet) columns.set(sheet, (ofSheet = new Map<number, Column>()));
    let column = ofSheet.get(number);
    if (!column) ofSheet.set(number, (column = { waiting: [] }));
    return column;
  }

  function compare(unitId: string, sheetId: string, number: number): void {
    const column = columnOf(unitId, sheetId, number);
    const { waiting } = column;
    column.waiting = null;
    for (const [row, value] of waiting ?? []) set(unitId, sheetId, number, value, row, true);
  }

  index.set = (unitId, sheetId, column, value, row, isResult = false) => {
    const { waiting } = columnOf(unitId, sheetId, column);
    if (isResult && waiting) return void waiting.push([row, value]);
    compare(unitId, sheetId, column);
    set(unitId, sheetId, column, value, row, isResult);
  };
  index.setContinueBuildingCache = (unitId, sheetId, column, ...rows) => {
    compare(unitId, sheetId, column);
    build(unitId, sheetId, column, ...rows);
  };
  index.clear = () => {
    columns.clear();
    clear();
  };
}
