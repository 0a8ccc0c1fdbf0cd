import type { IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import type { Grid, GridName, GridTable } from "../port.js";
import { forgetParsedFormulas, forgetReadFormulas } from "./parsed.js";
import { univerRange, type UniverContext } from "./context.js";

const WORKBOOK_SCOPE = "AllDefaultWorkbook";

const TABLE_OPTIONS = [
  ["#All", "#All"],
  ["#Data", "#Data"],
  ["#Headers", "#Headers"],
  ["#Totals", "#Totals"],
  ["#This Row", "#This Row"],
] as const;

/** What formulas can call by name: names, and tables. */
export function names(
  context: UniverContext,
): Pick<Grid, "names" | "setName" | "removeName" | "setTable" | "removeTable"> {
  const { injector, modules, unitId, run, totals } = context;
  const all = definedNames(context);
  const tables = injector.get(modules.engineFormula.ISuperTableService);
  const registered = new Map<string, string>();
  for (const [option, type] of TABLE_OPTIONS) tables.registerTableOptionMap(option, type as never);
  return {
    names: () =>
      all().map((item): GridName => ({
        name: item.name,
        sheetId: item.localSheetId && item.localSheetId !== WORKBOOK_SCOPE ? item.localSheetId : null,
        formula: item.formulaOrRefString.startsWith("=") ? item.formulaOrRefString : `=${item.formulaOrRefString}`,
        comment: item.comment ?? "",
      })),
    setName: (item) => run("formula.mutation.set-defined-name", { unitId, ...nameData(item) }),
    removeName: (name, sheetId) =>
      run("formula.mutation.remove-defined-name", { unitId, id: nameId({ name, sheetId }), name }),
    setTable(table: GridTable) {
      if (table.totals) totals.add(table.name);
      else totals.delete(table.name);
      const known = JSON.stringify([table.area, table.totals, table.columns]);
      if (registered.get(table.name) === known) return;
      registered.set(table.name, known);
      forgetParsedFormulas();
      tables.registerTable(unitId, table.name, {
        sheetId: table.area.sheetId,
        titleMap: new Map(table.columns.map((title, index) => [title, index])),
        // A column's cells are its data: the grid knows of no totals.
        range: univerRange({ ...table.area, rows: table.area.rows - (table.totals ? 1 : 0) }),
      });
    },
    removeTable(name) {
      registered.delete(name);
      forgetParsedFormulas();
      tables.remove(unitId, name);
    },
  };
}

export const nameId = (item: { readonly name: string; readonly sheetId: string | null }): string =>
  `name-${item.sheetId ?? "workbook"}-${item.name.toLowerCase()}`;

/** Univer takes a reference without the equals sign and a formula with it. */
export function nameData(item: GridName): IDefinedNamesServiceParam {
  const reference = /^=(?:'(?:[^']|'')+'|[^'!()+\-*/&]+)!\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?$/.test(
    item.formula,
  );
  return {
    id: nameId(item),
    name: item.name,
    formulaOrRefString: reference ? item.formula.slice(1) : item.formula,
    comment: item.comment,
    localSheetId: item.sheetId ?? WORKBOOK_SCOPE,
  };
}

interface FormulaCells {
  readonly f?: string;
  /** Of cells that share one formula; only one of them has its text. */
  readonly si?: string;
}

export interface NameWatch {
  /** The cells whose formulas use names that changed since this was last asked, by themselves or through other names. */
  users(): { readonly unitId: string; readonly sheetId: string; readonly range: ReturnType<typeof univerRange> }[];
  dispose(): void;
}

/**
 * Univer finds the formulas of a changed name among those that it once read with that very name, in the same case: not those
 * that were written before it was given, nor those that use it through another name.
 */
export function watchNames(context: UniverContext): NameWatch {
  const { commands, formulaData, unitId } = context;
  const all = definedNames(context);
  const changed = new Set<string>();
  /** Of these formulas may still be read that have what they meant before. */
  const unread = new Set<string>();
  const listener = commands.onCommandExecuted(({ id, params }) => {
    if (id !== "formula.mutation.set-defined-name" && id !== "formula.mutation.remove-defined-name") return;
    const name = (params as { name: string }).name.toLowerCase();
    changed.add(name);
    unread.add(name);
  });
  const reading = commands.beforeCommandExecuted(({ id }) => {
    if (id !== "formula.mutation.set-formula-calculation-start" || unread.size === 0) return;
    spread(unread);
    forgetReadFormulas(usersOf(unread));
    unread.clear();
  });

  /** Names that mean what others do change with them. */
  function spread(changed: Set<string>): void {
    for (let before = -1; before !== changed.size;) {
      before = changed.size;
      const uses = usersOf(changed);
      for (const { name, formulaOrRefString } of all()) if (uses(formulaOrRefString)) changed.add(name.toLowerCase());
    }
  }

  return {
    users() {
      if (changed.size === 0) return [];
      spread(changed);
      const uses = usersOf(changed);
      const found = Object.entries(formulaData.getFormulaData()[unitId] ?? {}).flatMap(([sheetId, rows]) => {
        const cells = Object.entries(rows ?? {}).flatMap(([row, line]) =>
          Object.entries((line ?? {}) as Record<string, FormulaCells | null>).map(
            ([column, cell]) => [Number(row), Number(column), cell] as const,
          ),
        );
        const shared = new Set(cells.flatMap(([, , cell]) => (cell?.si && cell.f && uses(cell.f) ? [cell.si] : [])));
        return cells
          .filter(([, , cell]) => cell && (cell.si ? shared.has(cell.si) : uses(cell.f ?? "")))
          .map(([row, column]) => {
            return { unitId, sheetId, range: univerRange({ row, column, rows: 1, columns: 1 }) };
          });
      });
      changed.clear();
      return found;
    },
    dispose() {
      listener.dispose();
      reading.dispose();
    },
  };
}

/** Calculations go on for a moment after the workbook is closed: the service is asked for before. */
function definedNames({ injector, modules, unitId }: UniverContext): () => IDefinedNamesServiceParam[] {
  const service = injector.get(modules.engineFormula.IDefinedNamesService);
  return () => Object.values(service.getDefinedNameMap(unitId) ?? {});
}

/** All names of the workbook, in lower case. */
export function namesOf(context: UniverContext): () => ReadonlySet<string> {
  const all = definedNames(context);
  return () => new Set(all().map(({ name }) => name.toLowerCase()));
}

/** Tells whether a formula uses one of these names, which are in lower case. */
export function usersOf(names: ReadonlySet<string>): (formula: string) => boolean {
  if (names.size === 0) return () => false;
  // Most formulas needn't be taken apart.
  const any = new RegExp([...names].map((name) => name.replace(/[\\.?]/g, "\\$&")).join("|"));
  return (formula) => {
    const text = formula.toLowerCase();
    return any.test(text) && (text.replace(/"[^"]*"/g, "").match(WORDS) ?? []).some((word) => names.has(word));
  };
}

const WORDS = /[\p{L}_\\][\p{L}\p{N}_.\\?]*/gu;
