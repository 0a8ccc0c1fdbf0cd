import "@fontsource-variable/noto-sans-sc";
import "./style.css";
import { openAddIn } from "./add-in";
import { messages } from "./messages";
import { markPaneButtons, showRibbon } from "./ribbon";
import { readSettings } from "./settings";
import { loadShipped } from "./shipped";
import { showTitleBar } from "./title-bar";

const settings = readSettings(location, navigator);
const text = messages[settings.language];
const element = (id: string): HTMLElement => document.getElementById(id)!;
const progress = element("progress");

async function start(): Promise<void> {
  document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
  document.documentElement.classList.toggle("dark", settings.dark);
  showTitleBar(element("title-bar"), settings);

  progress.textContent = text.loadingGrid;
  const shipped = await loadShipped(settings.language);
  const { openWorkbook } = await import("./workbook");
  const [ribbon, pane] = [element("ribbon"), element("add-in")];
  const { api, host } = await openWorkbook(element("grid"), settings, shipped, (visible) => {
    pane.hidden = !visible;
    markPaneButtons(ribbon, visible);
  });
  showRibbon(ribbon, shipped.manifest.group, host);

  progress.textContent = text.loadingAddIn;
  await openAddIn(pane, host, text.title);
  await api.getFormula().onCalculationResultApplied();
  await Promise.race([host.settled(), failAfter(60_000, text.silent)]);
  // For the console: the grid's own API and the host, to try things out.
  Object.assign(window, { univerAPI: api, host });
  progress.textContent = "";
}

function failAfter(milliseconds: number, message: string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(message)), milliseconds));
}

start().catch((error: unknown) => {
  console.error(error);
  progress.className = "failed";
  progress.textContent = `${text.failed}\n${error instanceof Error ? error.message : String(error)}\n${text.rebuild}`;
});
