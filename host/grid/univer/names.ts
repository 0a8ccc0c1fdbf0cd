import type { IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import type { Grid, GridName, GridTable } from "../port.js";
import { forgetParsedFormulas } from "./parsed.js";
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
export function names({
  injector,
  modules,
  unitId,
  run,
  totals,
}: UniverContext): Pick<Grid, "names" | "setName" | "removeName" | "setTable" | "removeTable"> {
  const tables = injector.get(modules.engineFormula.ISuperTableService);
  const registered = new Map<string, string>();
  for (const [option, type] of TABLE_OPTIONS) tables.registerTableOptionMap(option, type as never);
  return {
    names: () =>
      Object.values(injector.get(modules.engineFormula.IDefinedNamesService).getDefinedNameMap(unitId) ?? {}).map(
        (item): GridName => ({
          name: item.name,
          sheetId: item.localSheetId && item.localSheetId !== WORKBOOK_SCOPE ? item.localSheetId : null,
          formula: item.formulaOrRefString.startsWith("=") ? item.formulaOrRefString : `=${item.formulaOrRefString}`,
          comment: item.comment ?? "",
        }),
      ),
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
