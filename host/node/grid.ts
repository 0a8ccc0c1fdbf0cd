import { createRequire } from "node:module";
import type * as Core from "@univerjs/core";
import type { IWorkbookData } from "@univerjs/core";
import type * as CoreFacade from "@univerjs/core/facade";
import type * as EngineFormula from "@univerjs/engine-formula";
import type * as Sheets from "@univerjs/sheets";
import type * as SheetsFormula from "@univerjs/sheets-formula";
import type { Grid } from "../grid/port.js";
import { createUniverGrid } from "../grid/univer/index.js";
import type { UniverFile } from "../grid/univer/stored.js";

// Univer's ES modules don't load in Node; its CommonJS ones do.
const require = createRequire(import.meta.url);
const core = require("@univerjs/core") as typeof Core;
const { FUniver } = require("@univerjs/core/facade") as typeof CoreFacade;
const engineFormula = require("@univerjs/engine-formula") as typeof EngineFormula;
const sheets = require("@univerjs/sheets") as typeof Sheets;
const sheetsFormula = require("@univerjs/sheets-formula") as typeof SheetsFormula;
for (const facade of ["sheets", "engine-formula", "sheets-formula"]) require(`@univerjs/${facade}/facade`);

export interface HeadlessGrid {
  readonly grid: Grid;
  readonly univer: Core.Univer;
  readonly univerAPI: CoreFacade.FUniver;
  /** The workbook as a file of the grid's would hold it: with every cell's last value. */
  save(): SavedGrid;
  dispose(): void;
}

/** Univer keeps what formulas spill apart from the cells. */
export type SavedGrid = UniverFile;

/**
 * The grid's core without anything to be seen: the same engine, workbook model and calculation. Of an empty workbook with
 * sheets of these names, or of one that was saved; what was calculated in that isn't calculated when it is opened.
 */
export function createHeadlessGrid(workbook: readonly string[] | SavedGrid = ["Sheet1"]): HeadlessGrid {
  const { LocaleType, LogLevel } = core;
  const univer = new core.Univer({
    locale: LocaleType.EN_US,
    logLevel: LogLevel.SILENT,
    locales: { [LocaleType.EN_US]: {} },
  });
  univer.registerPlugin(engineFormula.UniverFormulaEnginePlugin);
  univer.registerPlugin(sheets.UniverSheetsPlugin);
  // Zeros and FALSE count as not calculated for the grid: of what was saved, it is told to calculate nothing.
  const computing = isSaved(workbook)
    ? sheetsFormula.CalculationMode.NO_CALCULATION
    : sheetsFormula.CalculationMode.WHEN_EMPTY;
  univer.registerPlugin(sheetsFormula.UniverSheetsFormulaPlugin, { initialFormulaComputing: computing });
  const univerAPI = FUniver.newAPI(univer);
  const id = nextWorkbookId();
  const formulaData = univer.__getInjector().get(engineFormula.FormulaDataModel);
  if (isSaved(workbook)) {
    const { workbook: data, spills } = structuredClone(workbook);
    univerAPI.createWorkbook({ ...data, id });
    formulaData.setArrayFormulaRange({ [id]: spills.ranges });
    formulaData.setArrayFormulaCellData({ [id]: spills.cells });
  } else {
    univerAPI.createWorkbook({ ...emptyWorkbook(workbook), id });
  }
  const grid = createUniverGrid({ univer, univerAPI, modules: { core, engineFormula } });
  return {
    grid,
    univer,
    univerAPI,
    save: () =>
      structuredClone({
        workbook: univerAPI.getActiveWorkbook()!.save(),
        spills: {
          ranges: formulaData.getArrayFormulaRange()[id] ?? {},
          cells: formulaData.getArrayFormulaCellData()[id] ?? {},
        },
      }),
    dispose() {
      grid.dispose();
      univer.dispose();
    },
  };
}

const isSaved = (workbook: readonly string[] | SavedGrid): workbook is SavedGrid => !Array.isArray(workbook);

let lastWorkbook = 0;

/**
 * Univer keeps parsed formulas, with the functions that they call, for all its instances together, by the workbook's
 * id and the formula's text: two workbooks of one id would call each other's functions.
 */
const nextWorkbookId = (): string => `workbook-${++lastWorkbook}`;

function emptyWorkbook(names: readonly string[]): Partial<IWorkbookData> {
  const ids = names.map((_, index) => `sheet-${index + 1}`);
  const entries = ids.map((id, index) => [id, { id, name: names[index], cellData: {} }] as const);
  return { name: "Book1", sheetOrder: ids, sheets: Object.fromEntries(entries) as never };
}
