import { LocaleType, LogLevel, Univer, mergeLocales, type Plugin, type PluginCtor } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import { UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import coreEnglish from "@univerjs/preset-sheets-core/locales/en-US";
import coreChinese from "@univerjs/preset-sheets-core/locales/zh-CN";
import { UniverSheetsTablePreset } from "@univerjs/preset-sheets-table";
import tableEnglish from "@univerjs/preset-sheets-table/locales/en-US";
import tableChinese from "@univerjs/preset-sheets-table/locales/zh-CN";
import "@univerjs/preset-sheets-core/lib/index.css";
import "@univerjs/preset-sheets-table/lib/index.css";
import { gridFunctions } from "./calculation";
import { CellMessages } from "./cell-messages";
import { showErrorCards } from "./error-card";
import { loadFontFor, onFontArrival } from "./fonts";
import { functionHelp } from "./function-help";
import type { Settings } from "./settings";
import type { Shipped } from "./shipped";
import { startWorkbook, startWorkbookText } from "./start-workbook";

const localeOf = { en: LocaleType.EN_US, zh: LocaleType.ZH_CN };

/** Opens the start workbook in `container`, with the shipped formulas in it; resolves when it is calculated. */
export async function openWorkbook(container: HTMLElement, settings: Settings, shipped: Shipped): Promise<FUniver> {
  const { language, dark } = settings;
  const { namespace, functions, implementations } = shipped;
  await loadFontFor(startWorkbookText(language));

  const univer = new Univer({
    locale: localeOf[language],
    locales: {
      [LocaleType.EN_US]: mergeLocales(coreEnglish, tableEnglish),
      [LocaleType.ZH_CN]: mergeLocales(coreChinese, tableChinese),
    },
    darkMode: dark,
    logLevel: LogLevel.WARN,
  });
  const cellMessages = new CellMessages();
  const presets = [
    UniverSheetsCorePreset({
      container,
      ribbonType: "simple",
      formula: {
        description: functionHelp(namespace, functions),
        function: gridFunctions(namespace, functions, implementations, cellMessages),
      },
    }),
    UniverSheetsTablePreset(),
  ];
  for (const [plugin, options] of distinctPlugins(presets)) univer.registerPlugin(plugin, options);

  const api = FUniver.newAPI(univer);
  api.createWorkbook(startWorkbook(language, namespace));
  showErrorCards(api, cellMessages);
  onFontArrival(() => api.getActiveWorkbook()?.getActiveSheet().refreshCanvas());
  await api.getFormula().onCalculationResultApplied();
  return api;
}

type Preset = ReturnType<typeof UniverSheetsCorePreset>;

/** Presets share plugins, and each may be registered once. */
function distinctPlugins(presets: readonly Preset[]): Iterable<[PluginCtor<Plugin>, unknown?]> {
  const entries = presets.flatMap(({ plugins }) => plugins).map((entry) => (Array.isArray(entry) ? entry : [entry]));
  return new Map(entries.map((entry) => [entry[0]!.pluginName, entry as [PluginCtor<Plugin>, unknown?]])).values();
}
