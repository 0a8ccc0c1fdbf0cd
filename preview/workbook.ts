import * as core from "@univerjs/core";
import {
  LifecycleService,
  LifecycleStages,
  LocaleType,
  LogLevel,
  Univer,
  mergeLocales,
  type Plugin,
  type PluginCtor,
} from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import * as engineFormula from "@univerjs/preset-sheets-core";
import { CalculationMode, UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import coreEnglish from "@univerjs/preset-sheets-core/locales/en-US";
import coreChinese from "@univerjs/preset-sheets-core/locales/zh-CN";
import { UniverSheetsTablePreset } from "@univerjs/preset-sheets-table";
import tableEnglish from "@univerjs/preset-sheets-table/locales/en-US";
import tableChinese from "@univerjs/preset-sheets-table/locales/zh-CN";
import { createHost, createUniverGrid, type Host } from "../host";
import { contentOf, restoreBook, storeAt, writeWorkbook, type OpenedFile, type WorkbookContent } from "../host/file";
import { univerFile } from "../host/grid/univer/stored";
import { showCharts } from "./charts";
import { extendContextMenu } from "./context-menu";
import { drawWhatIsShown } from "./drawing";
import { showErrorCards } from "./error-card";
import { loadFontsFor, onFontArrival } from "./fonts";
import { functionHelp } from "./function-help";
import type { Settings } from "./settings";
import type { Shipped } from "./shipped";
import { startFont, startWorkbook, startWorkbookText } from "./start-workbook";

const localeOf = { en: LocaleType.EN_US, zh: LocaleType.ZH_CN };

export interface OpenWorkbook {
  readonly api: FUniver;
  /** The Excel that the add-in's page finds. */
  readonly host: Host;
  /** Puts in what of the file isn't the grid's, before the add-in's page reads it. */
  restore(): Promise<void>;
  /** Whether something was done in it since it was opened or saved. */
  changed(): boolean;
  /** The workbook as a file. */
  save(progress: (share: number) => unknown): Promise<Uint8Array>;
  /** What there is now is where changes count from. */
  markSaved(): void;
  dispose(): void;
}

/** What a workbook is opened from: a content, with the file that it is of, or without either the start workbook. */
export interface Source {
  readonly content?: WorkbookContent;
  readonly base?: OpenedFile;
}

/** Univer keeps parsed formulas by the workbook's id and the formula's text, for all its instances. */
let opened = 0;

/** Opens a workbook in `container`. The formulas in it wait for the add-in's page, which `showPane` shows. */
export async function openWorkbook(
  container: HTMLElement,
  source: Source,
  { language, dark }: Settings,
  { manifest: { id, version, address, namespace, menu, requirements }, metadata }: Shipped,
  showPane: (visible: boolean) => void,
): Promise<OpenWorkbook> {
  const { content, base } = source;
  await (content ? loadFontsFor(...fontsIn(content)) : loadFontsFor(startWorkbookText(language), [startFont]));

  // The grid has its element to itself; charts lie over it.
  const sheet = Object.assign(document.createElement("div"), { className: "sheet" });
  container.replaceChildren(sheet);
  const univer = new Univer({
    locale: localeOf[language],
    locales: {
      [LocaleType.EN_US]: mergeLocales(coreEnglish, tableEnglish),
      [LocaleType.ZH_CN]: mergeLocales(coreChinese, tableChinese),
    },
    darkMode: dark,
    logLevel: LogLevel.WARN,
  });
  const presets = [
    UniverSheetsCorePreset({
      container: sheet,
      ribbonType: "simple",
      formula: {
        description: functionHelp(namespace, metadata),
        initialFormulaComputing: content ? CalculationMode.NO_CALCULATION : CalculationMode.WHEN_EMPTY,
      },
    }),
    UniverSheetsTablePreset(),
  ];
  for (const [plugin, options] of distinctPlugins(presets)) univer.registerPlugin(plugin, options);

  const api = FUniver.newAPI(univer);
  const unitId = `workbook-${++opened}`;
  const file = content && univerFile(content);
  api.createWorkbook({ ...(file?.workbook ?? startWorkbook(language, namespace)), id: unitId });
  if (file) {
    const formulas = univer.__getInjector().get(engineFormula.FormulaDataModel);
    formulas.setArrayFormulaRange({ [unitId]: file.spills.ranges });
    formulas.setArrayFormulaCellData({ [unitId]: file.spills.cells });
  }
  const grid = createUniverGrid({ univer, univerAPI: api, modules: { core, engineFormula } });
  // No more than the add-in asks for, so that it shows here where it counts on more.
  const host = createHost(grid, {
    requirements,
    language: language === "zh" ? "zh-CN" : "en-US",
    dark,
    showPane,
  });
  // Before the grid's first calculation, which would take the formulas for unknown names.
  host.functions.register(metadata, namespace);
  showErrorCards(api, host);
  extendContextMenu(api, menu, host);
  const stopFonts = onFontArrival(() => api.getActiveWorkbook()?.getActiveSheet().refreshCanvas());
  const charts = showCharts(container, api, host, dark);

  const functions = metadata.functions.map(({ name }) => `${namespace}.${name}`);
  let edited = false;
  const stopEvents = host.book.onEvent(({ type }) => {
    if (type === "changed" || type === "sheetAdded" || type === "sheetDeleted") edited = true;
  });
  let kept = keptOf(host);
  const markSaved = (): void => {
    edited = false;
    kept = keptOf(host);
  };
  return {
    api,
    host,
    async restore() {
      // Until then the grid has no commands for the keys that a person presses.
      await univer.__getInjector().get(LifecycleService).onStage(LifecycleStages.Rendered);
      drawWhatIsShown(univer, api, host);
      if (content) await restoreBook(host.book, content);
      charts.refresh();
    },
    changed: () => edited || kept !== keptOf(host),
    save: (progress) =>
      writeWorkbook(contentOf(host.book), {
        ...(base ? { base } : {}),
        shifts: base ? host.book.shifts : [],
        functions,
        addIn: { id, version, store: storeAt(address) },
        progress,
      }),
    markSaved,
    dispose() {
      stopEvents();
      stopFonts();
      charts.dispose();
      host.dispose();
      // The grid would tell of a calculation's progress a second after it began, to a person whose language is gone.
      api.syncExecuteCommand(engineFormula.SetFormulaCalculationNotificationMutation.id, {
        functionsExecutedState: engineFormula.FormulaExecutedStateType.STOP_EXECUTION,
      });
      univer.dispose();
      container.replaceChildren();
    },
  };
}

/** What a workbook keeps beside its cells, and the add-in changes without touching any. */
const keptOf = ({ book, grid }: Host): string =>
  JSON.stringify([book.tables, book.charts, book.xmlParts, grid.names(), grid.sheets()]);

/** The text of a workbook's cells, and the fonts that it is written in. */
function fontsIn(content: WorkbookContent): [text: string, families: string[]] {
  const characters = new Set<string>();
  const families = new Set([startFont]);
  for (const { cells, font } of content.sheets) {
    if (font) families.add(font.fontName);
    for (const line of cells.values()) {
      for (const { value, style } of line.values()) {
        if (style) families.add(style.fontName);
        if (typeof value === "string") for (const character of value) characters.add(character);
      }
    }
  }
  return [[...characters].join(""), [...families]];
}

type Preset = ReturnType<typeof UniverSheetsCorePreset>;

/** Presets share plugins, and each may be registered once. */
function distinctPlugins(presets: readonly Preset[]): Iterable<[PluginCtor<Plugin>, unknown?]> {
  const entries = presets.flatMap(({ plugins }) => plugins).map((entry) => (Array.isArray(entry) ? entry : [entry]));
  return new Map(entries.map((entry) => [entry[0]!.pluginName, entry as [PluginCtor<Plugin>, unknown?]])).values();
}
