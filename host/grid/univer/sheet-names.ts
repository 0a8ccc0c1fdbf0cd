import type { UniverContext } from "./context.js";

/** Finds a sheet by its name in any case, as Excel does: Univer by the very name only. */
export function findSheetsInAnyCase({ formulaData, workbook }: UniverContext): void {
  const find = workbook.getSheetBySheetName.bind(workbook);
  workbook.getSheetBySheetName = (name) => {
    const alike = name.toLowerCase();
    return find(name) ?? workbook.getSheets().find((sheet) => sheet.getName().toLowerCase() === alike);
  };
  const getData = formulaData.getCalculateData.bind(formulaData);
  formulaData.getCalculateData = () => {
    const data = getData();
    for (const ids of Object.values(data.unitSheetNameMap ?? {})) if (ids) inAnyCase(ids as Record<string, string>);
    return data;
  };
}

/** Univer looks names up in an object: what isn't found there is asked of its prototype. */
function inAnyCase(ids: Record<string, string>): void {
  const alike = new Map(Object.keys(ids).map((name) => [name.toLowerCase(), ids[name]]));
  const otherwise = (_: object, name: PropertyKey) =>
    typeof name === "string" ? alike.get(name.toLowerCase()) : undefined;
  Object.setPrototypeOf(ids, new Proxy({}, { get: otherwise }));
  // Whatever names no sheet looks for this one, and is found at once.
  Object.defineProperty(ids, "", { value: undefined });
}
