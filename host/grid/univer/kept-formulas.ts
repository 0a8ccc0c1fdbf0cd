import type { ICellData, ICommandInfo, Workbook } from "@univerjs/core";
import { SET_VALUES, type UniverContext } from "./context.js";

/** What becomes of a calculation: its values come with the other. */
const OF_CALCULATIONS = "formula.mutation.";

interface Params {
  readonly subUnitId?: unknown;
  readonly cellValue?: Readonly<Record<string, Readonly<Record<string, ICellData | null>> | null>>;
}

/**
 * Univer goes through all cells of a workbook for its formulas at each calculation, and at each write: here through those of
 * sheets whose formulas may have changed since, and at a write through that one's.
 */
export function keepFormulas({ commands, formulaData, injector, modules: { core }, unitId }: UniverContext): void {
  type Formulas = ReturnType<typeof formulaData.getSheetFormulaData>;
  const kept = new Map<string, Formulas>();
  const units = injector.get(core.IUniverInstanceService);
  const read = (sheetId: string): Formulas => formulaData.getSheetFormulaData(unitId, sheetId) ?? {};

  /** Known before they do. */
  const changing = new WeakSet<Readonly<ICommandInfo>>();

  function forgetChanged({ params }: Readonly<ICommandInfo>): void {
    const { subUnitId } = (params ?? {}) as Params;
    if (typeof subUnitId === "string") kept.delete(subUnitId);
    else kept.clear();
  }
  function mayChangeFormulas({ id, type, params }: Readonly<ICommandInfo>): boolean {
    if (type !== core.CommandType.MUTATION || id.startsWith(OF_CALCULATIONS)) return false;
    return id !== SET_VALUES || hasFormulas((params ?? {}) as Params);
  }
  function hasFormulas({ subUnitId, cellValue }: Params): boolean {
    const cells = units.getUnit<Workbook>(unitId)?.getSheetBySheetId(String(subUnitId))?.getCellMatrix();
    for (const row in cellValue) {
      const line = cellValue[row];
      for (const column in line) {
        const cell = line[column];
        // Looks come without contents.
        if (cell && !("f" in cell || "si" in cell)) continue;
        const held = cells?.getValue(Number(row), Number(column));
        if (cell?.f || cell?.si || held?.f || held?.si) return true;
      }
    }
    return false;
  }
  // Who is told of a change before may ask for the formulas, and who is told after it too.
  commands.beforeCommandExecuted((command, options) => {
    if (options?.noFormulas || options?.applyFormulaCalculationResult || !mayChangeFormulas(command)) return;
    changing.add(command);
    forgetChanged(command);
  });
  commands.onCommandExecuted((command) => {
    if (changing.has(command)) forgetChanged(command);
  });

  formulaData.getFormulaData = () => {
    const workbook = units.getUnit<Workbook>(unitId);
    // A calculation goes on for a moment after the workbook is closed.
    if (!workbook) return {};
    const sheets: Record<string, Formulas> = {};
    for (const sheet of workbook.getSheets()) {
      const sheetId = sheet.getSheetId();
      if (!kept.has(sheetId)) kept.set(sheetId, read(sheetId));
      sheets[sheetId] = kept.get(sheetId);
    }
    return { [unitId]: sheets };
  };

  const update = formulaData.updateFormulaData.bind(formulaData);
  const all = formulaData.getFormulaData;
  formulaData.updateFormulaData = (unitId, sheetId, cells) => {
    // It changes what it is given.
    const ofSheet = { [unitId]: { [sheetId]: read(sheetId) } };
    formulaData.getFormulaData = () => ofSheet;
    try {
      return update(unitId, sheetId, cells);
    } finally {
      formulaData.getFormulaData = all;
    }
  };
}
