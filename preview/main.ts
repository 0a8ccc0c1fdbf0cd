import "@fontsource-variable/noto-sans-sc";
import "./style.css";
import "@univerjs/preset-sheets-core/lib/index.css";
import "@univerjs/preset-sheets-table/lib/index.css";
import { openAddIn } from "./add-in";
import { ask } from "./dialog";
import { messages } from "./messages";
import { markPaneButtons, showRibbon } from "./ribbon";
import { blankContent } from "../host/file/blank";
import { BUILT, valuation, type Sample } from "./samples";
import { readSettings } from "./settings";
import { loadShipped, type Shipped } from "./shipped";
import { showTitleBar } from "./title-bar";
import type { OpenWorkbook, Source } from "./workbook";

const settings = readSettings(location, navigator);
const text = messages[settings.language];
const element = (id: string): HTMLElement => document.getElementById(id)!;
const progress = element("progress");

let shipped: Shipped;
let current: OpenWorkbook | undefined;
let fileName = "";

document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
document.documentElement.classList.toggle("dark", settings.dark);
const bar = showTitleBar(element("title-bar"), settings, {
  create: () => alone(create),
  open: (file) => alone(() => openFile(file.name, () => file.arrayBuffer())),
  save: () => alone(save),
  sample: (sample) => alone(() => openSample(sample)),
});

/* One thing at a time */

let busy = false;

function alone(work: () => Promise<unknown>): void {
  if (busy) return;
  busy = true;
  bar.busy(true);
  work()
    .then(() => (progress.textContent = ""), report)
    .finally(() => {
      busy = false;
      bar.busy(false);
    });
}

/** Lets the page draw what was said before the work goes on. */
async function say(message: string): Promise<void> {
  progress.className = "";
  progress.textContent = message;
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/* Workbooks */

async function show(source: Source, name: string): Promise<void> {
  await say(text.loadingGrid);
  const { openWorkbook } = await import("./workbook");
  const [ribbon, pane] = [element("ribbon"), element("add-in")];
  current?.dispose();
  pane.replaceChildren();
  pane.hidden = false;
  current = await openWorkbook(element("grid"), source, settings, shipped, (visible) => {
    pane.hidden = !visible;
    markPaneButtons(ribbon, visible);
  });
  const { api, host } = current;
  showRibbon(ribbon, shipped.manifest.group, host);
  fileName = name;
  bar.show(source.content ? name : null);

  await say(text.loadingAddIn);
  // The add-in reads at once what the workbook keeps, the report that it is built on too.
  await current.restore();
  await openAddIn(pane, host, text.title);
  await say(text.calculating);
  if (!source.content) await api.getFormula().onCalculationResultApplied();
  await Promise.race([host.settled(), failAfter(60_000, text.silent)]);
  current.markSaved();
  // For the console: the grid's own API and the host, to try things out.
  Object.assign(window, { univerAPI: api, host });
}

async function create(): Promise<void> {
  if (!(await mayLeave())) return;
  await show({ content: blankContent(text.untitled) }, `${text.untitled}.xlsx`);
}

async function openSample(sample: Sample): Promise<void> {
  const file = BUILT[sample]?.[settings.language];
  if (file !== undefined) {
    return openFile(file, async () => {
      const response = await fetch(file);
      if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
      return response.arrayBuffer();
    });
  }
  if (!(await mayLeave())) return;
  if (sample === "start") return show({}, `${text.sampleStart}.xlsx`);
  const content = valuation(settings.language);
  await show({ content }, `${content.name}.xlsx`);
}

/** A file that can't be opened leaves the workbook that is open as it is. */
async function openFile(name: string, load: () => Promise<ArrayBuffer>): Promise<void> {
  if (!(await mayLeave())) return;
  await say(text.opening(0));
  const { FileProblem, readWorkbook } = await import("../host/file");
  const functions = shipped.metadata.functions.map((each) => `${shipped.manifest.namespace}.${each.name}`);
  try {
    const base = await readWorkbook(new Uint8Array(await load()), name, {
      functions,
      progress: (share) => say(text.opening(share)),
    });
    progress.textContent = "";
    if (base.unshown.size > 0) {
      const list = [...base.unshown].map((each) => text.unshown[each]);
      const choices = [
        { label: text.open.replace("…", ""), value: true },
        { label: text.cancel, value: false },
      ];
      if (!(await ask(text.unshownTitle(name), [text.unshownHint, list], choices))) return;
    }
    await show({ content: base.content, base }, name);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    console.info(`${name}: ${error.message}`);
    progress.textContent = "";
    await ask(text.cannotOpen(name), [text.problems[error.kind]], [{ label: text.ok, value: null }]);
  }
}

async function save(): Promise<boolean> {
  if (!current) return false;
  await say(text.saving(0));
  try {
    await Promise.race([current.host.settled(), failAfter(60_000, text.silent)]);
    const file = await current.save((share) => say(text.saving(share)));
    download(file, fileName);
    current.markSaved();
    await say(text.saved(fileName));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    return true;
  } catch (error) {
    console.error(error);
    progress.textContent = "";
    await ask(
      text.cannotSave,
      [error instanceof Error ? error.message : String(error)],
      [{ label: text.ok, value: null }],
    );
    return false;
  }
}

function download(file: Uint8Array, name: string): void {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const address = URL.createObjectURL(new Blob([file as Uint8Array<ArrayBuffer>], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether the open workbook may be closed: nothing was done in it, or it was saved, or the person says so. */
async function mayLeave(): Promise<boolean> {
  if (!current?.changed()) return true;
  const answer = await ask(
    text.unsavedTitle,
    [text.unsaved],
    [
      { label: text.save, value: "save" as const },
      { label: text.discard, value: "discard" as const },
      { label: text.cancel, value: "stay" as const },
    ],
  );
  return answer === "discard" || (answer === "save" && (await save()));
}

window.addEventListener("beforeunload", (event) => {
  if (current?.changed()) event.preventDefault();
});

function failAfter(milliseconds: number, message: string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(message)), milliseconds));
}

function report(error: unknown): void {
  console.error(error);
  progress.className = "failed";
  progress.textContent = `${text.failed}\n${error instanceof Error ? error.message : String(error)}\n${text.rebuild}`;
}

alone(async () => {
  await say(text.loadingGrid);
  shipped = await loadShipped(settings.language);
  await show({}, `${text.sampleStart}.xlsx`);
});
