import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import type { ClientWindow, Host } from "../host.js";
import { skippedPauses, type Timers } from "./pauses.js";

const require = createRequire(import.meta.url);
const OFFICE_JS = path.join(path.dirname(require.resolve("@microsoft/office-js/package.json")), "dist");
const BASE_URL = "https://localhost/office-js/";

/** Compiled once for all instances: the client alone is 1.3 MB. */
const compiled = new Map<string, vm.Script>();

function script(file: string): vm.Script {
  let found = compiled.get(file);
  if (!found)
    compiled.set(file, (found = new vm.Script(readFileSync(path.join(OFFICE_JS, file), "utf8"), { filename: file })));
  return found;
}

/**
 * What scripts name most. Node asks the page's object for each global that a script names, which takes longer than most
 * of what is done with it; what a script declares is found at once.
 */
const OFTEN_NAMED = new vm.Script(
  `let ${[
    ...["window", "Array", "Boolean", "Date", "Error", "JSON", "Map", "Math", "Number", "Object", "Promise", "RegExp"],
    ...["Set", "String", "Symbol", "TypeError", "WeakMap", "isFinite", "isNaN", "parseFloat", "parseInt"],
  ]
    .map((name) => `${name} = globalThis.${name}`)
    .join()};`,
);

export interface OfficeClient {
  readonly Excel: typeof globalThis.Excel;
  readonly Office: typeof globalThis.Office;
  readonly OfficeExtension: typeof globalThis.OfficeExtension;
  readonly CustomFunctions: typeof globalThis.CustomFunctions;
  /** The global object of the page. */
  readonly window: ClientWindow & Record<string, unknown>;
  /** Runs a script in the page, as a script tag would, and gives its last expression's value. */
  runScript(source: string, filename?: string): unknown;
}

/**
 * A page in Node with Microsoft's office.js in it, loaded the way a page loads it: office.js, which asks the host
 * where it is and fetches the client for it. Resolves when `Office.onReady` does. Pauses of the page's scripts, the
 * runner's among them, are taken, or skipped as soon as the host is idle.
 */
export async function openOfficeClient(
  host: Host,
  pauses: "taken" | "skipped" = "taken",
  own?: (file: string) => string,
): Promise<OfficeClient> {
  const page = createPage(pauses === "taken" ? { setTimeout, clearTimeout } : skippedPauses(() => host.idle()));
  const context = vm.createContext(page);
  const run = (source: vm.Script) => source.runInContext(context);
  run(OFTEN_NAMED);
  page.document.load = (address: string) => {
    if (address.startsWith(BASE_URL)) run(script(address.slice(BASE_URL.length)));
    else if (own) run(new vm.Script(own(address), { filename: address }));
    else throw new Error(`There is no ${address} beside the page.`);
  };
  host.attach(page as unknown as ClientWindow);
  run(script("office.js"));
  const { Office } = page as unknown as OfficeClient;
  await Office.onReady();
  const client = page as unknown as OfficeClient;
  // The client for the desktop leaves this check to Excel; it holds a script to the supported requirement sets.
  (
    client.OfficeExtension as unknown as { CommonUtility: { _doApiNotSupportedCheck: boolean } }
  ).CommonUtility._doApiNotSupportedCheck = true;
  return {
    Excel: client.Excel,
    Office: client.Office,
    OfficeExtension: client.OfficeExtension,
    CustomFunctions: client.CustomFunctions,
    window: page as unknown as OfficeClient["window"],
    runScript: (source, filename = "page.js") => run(new vm.Script(source, { filename })),
  };
}

interface PageElement {
  src?: string;
  onload?: () => void;
  onerror?: (error: unknown) => void;
  [attribute: string]: unknown;
}

/** As much of a window as office.js touches: a document that loads scripts, and timers. */
function createPage({ setTimeout, clearTimeout }: Timers) {
  const element = (): PageElement => ({
    style: {},
    setAttribute(name: string, value: unknown) {
      this[name] = value;
    },
    getAttribute(name: string) {
      return this[name] ?? null;
    },
  });
  const document = {
    readyState: "complete",
    URL: "https://localhost/page.html",
    cookie: "",
    /** Set once the page can run scripts. */
    load: (_address: string): void => {},
    head: {
      appendChild(child: PageElement) {
        const { src } = child;
        const isOffice = src?.startsWith(BASE_URL);
        if (!src || (!isOffice && src.includes("://"))) return;
        setTimeout(() => {
          try {
            document.load(src);
          } catch (error) {
            return child.onerror?.(error);
          }
          child.onload?.();
        }, 0);
      },
    },
    getElementsByTagName: (name: string): unknown[] =>
      name === "script" ? [{ ...element(), src: `${BASE_URL}office.js` }] : name === "head" ? [document.head] : [],
    getElementById: () => null,
    createElement: element,
    addEventListener() {},
  };
  const page: Record<string, unknown> & { document: typeof document } = {
    document,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    performance,
    URL,
    history: {},
    location: {
      href: document.URL,
      search: "",
      hash: "",
      protocol: "https:",
      hostname: "localhost",
      host: "localhost",
      origin: "https://localhost",
    },
    navigator: { userAgent: "node" },
    addEventListener() {},
    removeEventListener() {},
    postMessage() {},
    parent: null,
    name: "",
  };
  return Object.assign(page, { window: page, self: page, top: page, globalThis: page });
}
