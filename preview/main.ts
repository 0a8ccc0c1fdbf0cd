import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/700.css";
import "./style.css";
import { openAddIn } from "./add-in";
import { messages } from "./messages";
import { readSettings } from "./settings";
import { loadShipped } from "./shipped";
import { showTitleBar } from "./title-bar";

const settings = readSettings(location, navigator);
const text = messages[settings.language];
const progress = document.getElementById("progress")!;

async function start(): Promise<void> {
  document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
  document.documentElement.classList.toggle("dark", settings.dark);
  showTitleBar(document.getElementById("title-bar")!, settings);

  progress.textContent = text.loadingGrid;
  const shipped = await loadShipped(settings.language);
  const { openWorkbook } = await import("./workbook");
  const { api, host } = await openWorkbook(document.getElementById("grid")!, settings, shipped);

  progress.textContent = text.loadingAddIn;
  await openAddIn(document.getElementById("add-in")!, host, text.title);
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
