import { messages } from "./messages";
import { addressFor, type Settings } from "./settings";
import { SAMPLES, type Sample } from "./samples";

export interface FileActions {
  readonly create: () => void;
  readonly open: (file: File) => void;
  readonly save: () => void;
  readonly sample: (sample: Sample) => void;
}

export interface TitleBar {
  /** Shows the workbook's name; of the start sheet, what this page is. */
  show(name: string | null): void;
  /** Nothing can be pressed while a workbook is opened or saved. */
  busy(busy: boolean): void;
}

export function showTitleBar(bar: HTMLElement, settings: Settings, actions: FileActions): TitleBar {
  const text = messages[settings.language];
  document.title = text.title;
  const title = Object.assign(document.createElement("strong"), { textContent: text.title });
  const name = Object.assign(document.createElement("span"), { textContent: text.subtitle, title: text.subtitle });
  const theme = link(settings.dark ? text.light : text.dark, { ...settings, dark: !settings.dark });
  const language = link(text.otherLanguage, { ...settings, language: settings.language === "zh" ? "en" : "zh" });

  const chooser = Object.assign(document.createElement("input"), { type: "file", accept: ".xlsx,.xlsm", hidden: true });
  chooser.addEventListener("change", () => {
    const [file] = chooser.files ?? [];
    chooser.value = "";
    if (file) actions.open(file);
  });
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", text.file);
  const samples = document.createElement("select");
  samples.setAttribute("aria-label", text.samples);
  const labels: Record<Sample, string> = {
    start: text.sampleStart,
    starter: text.sampleStarter,
    electricity: text.sampleElectricity,
    valuation: text.sampleValuation,
  };
  samples.append(new Option(text.samples, ""), ...SAMPLES.map((each) => new Option(labels[each], each)));
  samples.addEventListener("change", () => {
    const [chosen] = SAMPLES.filter((each) => each === samples.value);
    samples.value = "";
    if (chosen) actions.sample(chosen);
  });
  group.append(
    button(text.newFile, "", actions.create),
    button(text.open, "Control+O", () => chooser.click()),
    button(text.save, "Control+S", actions.save),
    samples,
    chooser,
  );
  bar.replaceChildren(title, name, group, theme, language);
  takeKeys(window, { o: () => chooser.click(), s: actions.save });
  takeDrops(text.dropHere, actions.open);
  return {
    show(shown) {
      name.textContent = shown ?? text.subtitle;
      document.title = shown === null ? text.title : `${shown} – ${text.title}`;
    },
    busy(busy) {
      for (const each of group.querySelectorAll<HTMLButtonElement | HTMLSelectElement>("button, select"))
        each.disabled = busy;
    },
  };
}

/** Ctrl+O and Ctrl+S (⌘ on a Mac) do here what they do in Excel. */
function takeKeys(target: Window, keys: Readonly<Record<string, () => void>>): void {
  target.addEventListener(
    "keydown",
    (event) => {
      const run =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
          ? keys[event.key.toLowerCase()]
          : undefined;
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    },
    { capture: true },
  );
}

/** A file dropped anywhere on the page is opened, not shown by the browser in the page's place. */
function takeDrops(hint: string, open: (file: File) => void): void {
  const target = Object.assign(document.createElement("div"), { id: "drop", textContent: hint, hidden: true });
  document.body.append(target);
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  window.addEventListener("dragenter", (event) => {
    if (holdsFiles(event)) target.hidden = false;
  });
  window.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) target.hidden = true;
  });
  window.addEventListener("drop", (event) => {
    target.hidden = true;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) open(file);
  });
}

function button(label: string, keys: string, press: () => void): HTMLButtonElement {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  if (keys) {
    element.setAttribute("aria-keyshortcuts", keys);
    element.title = keys.replace("Control", "Ctrl");
  }
  element.addEventListener("click", press);
  return element;
}

function link(textContent: string, settings: Settings): HTMLAnchorElement {
  return Object.assign(document.createElement("a"), { textContent, href: addressFor(settings) });
}
