import * as core from "@univerjs/core";
import { LocaleType, LogLevel, Univer, mergeLocales, type Plugin, type PluginCtor } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import * as engineFormula from "@univerjs/preset-sheets-core";
import { UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import coreEnglish from "@univerjs/preset-sheets-core/locales/en-US";
import coreChinese from "@univerjs/preset-sheets-core/locales/zh-CN";
import { UniverSheetsTablePreset } from "@univerjs/preset-sheets-table";
import tableEnglish from "@univerjs/preset-sheets-table/locales/en-US";
import tableChinese from "@univerjs/preset-sheets-table/locales/zh-CN";
import "@univerjs/preset-sheets-core/lib/index.css";
import "@univerjs/preset-sheets-table/lib/index.css";
import { createHost, createUniverGrid, type Host } from "../host";
import { extendContextMenu } from "./context-menu";
import { showErrorCards } from "./error-card";
import { editorFont, loadFontFor, onFontArrival, standInFor } from "./fonts";
import { functionHelp } from "./function-help";
import type { Settings } from "./settings";
import type { Shipped } from "./shipped";
import { startWorkbook, startWorkbookText } from "./start-workbook";

const localeOf = { en: LocaleType.EN_US, zh: LocaleType.ZH_CN };

export interface OpenWorkbook {
  readonly api: FUniver;
  /** The Excel that the add-in's page finds. */
  readonly host: Host;
}

/** Opens the start workbook in `container`. The formulas in it wait for the add-in's page, which `showPane` shows. */
export async function openWorkbook(
  container: HTMLElement,
  { language, dark }: Settings,
  { manifest: { namespace, menu, requirements }, metadata }: Shipped,
  showPane: (visible: boolean) => void,
): Promise<OpenWorkbook> {
  standInFor(editorFont, window);
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
  const presets = [
    UniverSheetsCorePreset({
      container,
      ribbonType: "simple",
      formula: { description: functionHelp(namespace, metadata) },
    }),
    UniverSheetsTablePreset(),
  ];
  for (const [plugin, options] of distinctPlugins(presets)) univer.registerPlugin(plugin, options);

  const api = FUniver.newAPI(univer);
  api.createWorkbook(startWorkbook(language, namespace));
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
  onFontArrival(() => api.getActiveWorkbook()?.getActiveSheet().refreshCanvas());
  return { api, host };
}

type Preset = ReturnType<typeof UniverSheetsCorePreset>;

/** Presets share plugins, and each may be registered once. */
function distinctPlugins(presets: readonly Preset[]): Iterable<[PluginCtor<Plugin>, unknown?]> {
  const entries = presets.flatMap(({ plugins }) => plugins).map((entry) => (Array.isArray(entry) ? entry : [entry]));
  return new Map(entries.map((entry) => [entry[0]!.pluginName, entry as [PluginCtor<Plugin>, unknown?]])).values();
}
