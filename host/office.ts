import type { Book } from "./book.js";
import { COMMAND_COMPLETED, COMMAND_INVOKED, type Commands, type RegisteredHandler } from "./commands.js";

/** Requirement sets by name: the highest version that is supported. */
export type Requirements = Readonly<Record<string, string>>;

/** What this host supports unless told otherwise: the sets whose members it covers in part or whole. */
export const DEFAULT_REQUIREMENTS: Requirements = {
  ExcelApi: "1.17",
  SharedRuntime: "1.2",
  CustomFunctionsRuntime: "1.4",
  RibbonApi: "1.1",
  AddinCommands: "1.3",
  DialogApi: "1.1",
};

/** Sets of the client's own: without them its function runner takes older, slower ways, and no batch waits for typing. */
const INTERNAL_REQUIREMENTS: Requirements = { CustomFunctions: "1.9", RichApiRuntime: "1.6", DelayForCellEdit: "1.1" };

export interface OfficeEnvironment {
  readonly book: Book;
  readonly commands: Commands;
  readonly requirements: Requirements;
  /** Office's display language: "en-US", "zh-CN". */
  readonly language: string;
  readonly dark: boolean;
}

/** Office's colours, as the numbers by which it tells them. */
const LIGHT_THEME = {
  bodyBackgroundColor: 0xffffff,
  bodyForegroundColor: 0x242424,
  controlBackgroundColor: 0xf5f5f5,
  controlForegroundColor: 0x242424,
};
const DARK_THEME = {
  bodyBackgroundColor: 0x1f1f1f,
  bodyForegroundColor: 0xffffff,
  controlBackgroundColor: 0x292929,
  controlForegroundColor: 0xffffff,
};

/** The document's settings or its selection changed: their numbers in the older Office API. */
const SETTINGS_CHANGED = 1;
const SELECTION_CHANGED = 2;

/** The older API's number for an internal error: it has none that says "not covered here". */
const NOT_SUPPORTED = 5001;

/** Bits of the host's flags: a shared runtime that has custom functions. */
const SHARED_RUNTIME_WITH_FUNCTIONS = 3;

/**
 * `window.external` as office.js finds it in Excel on Windows: from it the client learns where it runs and which
 * requirement sets there are, and through it the document's settings are read and kept.
 */
export function createExternal({ book, commands, requirements, language, dark }: OfficeEnvironment): object {
  const constants: Record<string, unknown> = {
    GetAppType: 1,
    GetSolutionRef: "add-in",
    GetAppVersionMajor: 16,
    GetAppVersionMinor: 1,
    GetAppUILocale: language,
    GetAppDataLocale: language,
    GetDocUrl: `file:///${book.grid.name}.xlsx`,
    GetAppCapabilities: 1,
    GetActivationMode: 0,
    GetControlIntegrationLevel: 1,
    GetSolutionToken: "",
    GetHostFullVersion: "16.0.18025.20000",
    GetSupportedMatrix: JSON.stringify({ ...INTERNAL_REQUIREMENTS, ...requirements }),
  };
  const context: Record<string, () => unknown> = {};
  for (const [name, value] of Object.entries(constants)) context[name] = () => value;
  context.GetSettings = () => settingsStore(book);
  context.GetOfficeThemeInfo = () => JSON.stringify(dark ? DARK_THEME : LIGHT_THEME);
  // The older Office API's calls and events go by number. Covered are the events of settings, of the selection and of
  // the ribbon, and the call by which a command is completed. Of all others the script is told that they failed.
  const handlers = new Map<number, RegisteredHandler>();
  book.onEvent((event) => {
    if (event.type === "selected") handlers.get(SELECTION_CHANGED)?.(SELECTION_CHANGED, []);
    if (event.type === "settingsChanged") setTimeout(() => handlers.get(SETTINGS_CHANGED)?.(SETTINGS_CHANGED, []), 0);
  });
  const later = (callback: unknown, result: unknown) => {
    if (typeof callback === "function") setTimeout(() => (callback as (result: unknown) => void)(result), 0);
  };
  return {
    GetHostInfo: () => `excel$win32$16.01$${language}$$$disableLogging$${SHARED_RUNTIME_WITH_FUNCTIONS}`,
    GetLoggingAllowed: () => false,
    GetInitData: () => "",
    GetContext: () => context,
    Execute(id: number, parameters: unknown, callback: unknown) {
      if (id === COMMAND_COMPLETED) commands.completed(parameters);
      later(callback, id === COMMAND_COMPLETED ? 0 : NOT_SUPPORTED);
    },
    RegisterEvent(id: number, _target: string, handler: RegisteredHandler, callback: unknown) {
      const known = id === SETTINGS_CHANGED || id === SELECTION_CHANGED || id === COMMAND_INVOKED;
      if (known) handlers.set(id, handler);
      later(callback, known ? 0 : NOT_SUPPORTED);
      // Only after it has been told so does the client take events.
      if (id === COMMAND_INVOKED) setTimeout(() => commands.listen(handler), 0);
    },
    UnregisterEvent(id: number, _target: string, callback: unknown) {
      later(callback, handlers.delete(id) ? 0 : NOT_SUPPORTED);
    },
  };
}

/** `Office.context.document.settings`: read once at start, written as a whole by `saveAsync`. */
function settingsStore({ documentSettings }: Book): object {
  return {
    Read(keys: string[], values: string[]) {
      for (const [key, value] of documentSettings) {
        keys.push(key);
        values.push(value);
      }
    },
    Write(keys: readonly string[], values: readonly string[]) {
      documentSettings.clear();
      keys.forEach((key, index) => documentSettings.set(key, values[index]!));
    },
  };
}
