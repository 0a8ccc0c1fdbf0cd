import { type Book, createBook } from "./book.js";
import { type Bridge, type Counters, createBridge, type NativeBridge } from "./bridge.js";
import { createCommands } from "./commands.js";
import { workbookEvents } from "./events.js";
import type { Blanks } from "./functions/arguments.js";
import { createFaults, type Faults } from "./faults.js";
import { type AddInFunctions, createFunctions } from "./functions/index.js";
import type { Grid } from "./grid/port.js";
import { handle, type Pane } from "./kinds.js";
import { createExternal, DEFAULT_REQUIREMENTS, type Requirements } from "./office.js";
import { createPane, type ShowAsTaskpane } from "./pane.js";
import { type EventEntry, MessageCategory } from "./protocol.js";
import { createReferences, ENGLISH, type Separators, type Session } from "./session.js";
import { createUndo, NO_UNDO } from "./undo.js";

export interface HostOptions {
  /** Requirement sets that Excel is said to support; a manifest's, to hold the add-in to what it asks for. */
  readonly requirements?: Requirements;
  /** Office's display language. */
  readonly language?: string;
  /** The user's separators in formulas; English ones unless told. */
  readonly separators?: Separators;
  /** How blank cells arrive in functions of the add-in: null unless told. */
  readonly blanks?: Blanks;
  /** Excel's option to fill formulas in tables to create calculated columns; on, as there, unless told. */
  readonly fillTables?: boolean;
  /** Whether what requests put into cells can be undone: each is then kept, which takes time. */
  readonly undo?: boolean;
  /** Whether a table that is resized tells of its headers as changed, which Excel doesn't; off unless told. */
  readonly tellResize?: boolean;
  /** Whether Office's theme is dark. */
  readonly dark?: boolean;
  /** Shows or hides the add-in's page, as the add-in or `pane` asks for it. */
  readonly showPane?: (visible: boolean) => void;
  /** When a script's `Office.addin.showAsTaskpane` takes effect; held until running commands are completed unless told. */
  readonly showAsTaskpane?: ShowAsTaskpane;
  /** So many first presses of the ribbon's buttons do nothing but load the add-in. */
  readonly droppedPresses?: number;
}

/** What of a window the host uses: a frame of a page, or the ten lines that stand for one in Node. */
export interface ClientWindow {
  external?: unknown;
  _richApiNativeBridge?: NativeBridge;
}

export interface Host {
  readonly grid: Grid;
  readonly book: Book;
  readonly functions: Pick<AddInFunctions, "register" | "busy" | "counters" | "messageAt">;
  readonly faults: Faults;
  readonly counters: Counters;
  /** Makes the window Excel's, for office.js to be loaded into; to be called before it is. */
  attach(window: ClientWindow): void;
  /**
   * Presses a ribbon button or a menu entry: runs what the page associated with that id. Resolves when the page says
   * that it has completed it; rejects where nothing is associated. `control` is the manifest's id of what was pressed.
   */
  invokeAction(id: string, control?: string): Promise<void>;
  readonly pane: Pane;
  /** Resolves when no request is unanswered and no event, call or result on its way: what may come, the page waits for. */
  idle(): Promise<void>;
  /** Resolves when no request is unanswered, nothing is left to calculate and no formula of the add-in waits. */
  settled(): Promise<void>;
  /**
   * Another client on the same workbook: a co-author's Excel, with its own page, handlers and faults. What one does the
   * other hears of as `Remote`. The grid calculates with the functions of whoever registered them last.
   */
  join(options?: HostOptions): Host;
  /** What this host's user does in the grid. What is done there otherwise is taken for the first client's user's. */
  byUser<T>(work: () => T | Promise<T>): Promise<T>;
  /** How often the user can undo. */
  readonly undoable: number;
  /** The user's Ctrl+Z, where the option `undo` is on: false where nothing is left to undo. */
  undo(): Promise<boolean>;
  dispose(): void;
}

export function createHost(grid: Grid, options: HostOptions = {}): Host {
  return openClient(
    createBook(grid, { fillTables: options.fillTables ?? true, tellResize: options.tellResize ?? false }),
    options,
    true,
  );
}

function openClient(book: Book, options: HostOptions, first: boolean): Host {
  const { grid } = book;
  const client = {};
  const undo = options.undo ? createUndo(book) : NO_UNDO;
  const faults = createFaults();
  const references = createReferences();
  book.tracked(() => references.targets());
  const counters: Counters = {
    requests: 0,
    internal: 0,
    bytes: 0,
    reset() {
      this.requests = this.internal = this.bytes = 0;
    },
  };

  let outbox: EventEntry[] = [];
  let flushing = false;
  let handlers = 0;
  let bridge: Bridge | undefined;

  function queueEvent(entry: EventEntry): void {
    outbox.push(entry);
    if (flushing) return;
    flushing = true;
    // After the answer of the request that caused it, as Excel does.
    setTimeout(async () => {
      await bridge?.idle();
      flushing = false;
      const entries = outbox;
      outbox = [];
      bridge?.send(entries.map((entry) => JSON.stringify(entry)));
    }, 0);
  }

  const functions = createFunctions(
    book,
    (entries) => bridge?.send(entries),
    options.blanks ?? "null",
    faults.stuckCells,
  );
  const commands = createCommands(options.droppedPresses ?? 0);
  const raise: Session["raise"] = (messageType, targetId, args) =>
    queueEvent({ messageCategory: MessageCategory.event, messageType, targetId, message: JSON.stringify(args) });
  const pane = createPane({
    shown: options.showPane ?? (() => {}),
    raise,
    asked: options.showAsTaskpane ?? "held",
    commands: () => commands.running(),
  });
  const session: Session = {
    grid,
    book,
    root: handle("Workbook", {}),
    services: new Map([
      ["Microsoft.ExcelServices.CustomFunctions", functions.service],
      ["Microsoft.InternalService.AddinInternalService", handle("AddinInternalService", {})],
      ["Microsoft.AppRuntime.AppRuntimeService", handle("AppRuntimeService", pane)],
      ["Microsoft.AppRuntime.AppRuntimePersistenceService", handle("AppRuntimePersistenceService", book)],
    ]),
    references,
    raise,
    countHandlers: (by) => void (handlers += by),
    hasHandlers: () => handlers > 0,
    separators: options.separators ?? ENGLISH,
    isLocal: () => (book.actor ? book.actor.client === client : first),
    scriptRuns: () => book.actor?.client === client && book.actor.script,
    isRangeSelected: () => !faults.noRangeSelected,
    suspendCalculation: () => book.suspendCalculation(true),
  };
  const stopEvents = book.onEvent((event) => workbookEvents(event, session));

  async function finished(): Promise<void> {
    book.suspendCalculation(false);
    await book.settle();
  }

  const working = (): boolean => (bridge?.pending() ?? false) || flushing || functions.working();

  async function idle(): Promise<void> {
    do {
      await bridge?.idle();
      // What is to follow at once, in the page or here, has followed after a turn.
      await turn();
    } while (working());
  }

  return {
    grid,
    book,
    functions,
    faults,
    counters,
    attach(window) {
      bridge = createBridge({
        session,
        faults,
        counters,
        finished,
        inTurn: (work) => book.inTurn({ client, script: true }, () => undo.keep(work)),
      });
      const { requirements = DEFAULT_REQUIREMENTS, language = "en-US", dark = false } = options;
      const external = createExternal({ book, commands, requirements, language, dark });
      Object.defineProperty(window, "external", { value: external, configurable: true, writable: true });
      window._richApiNativeBridge = bridge.native;
    },
    invokeAction: (id, control = id) => commands.press(id, control),
    pane,
    idle,
    async settled() {
      const manual = () => book.calculationMode() === "Manual";
      const busy = () => working() || functions.busy() || (!manual() && grid.needsCalculation());
      do {
        do {
          await idle();
          if (!manual()) await book.settle();
        } while (busy());
        await turn();
      } while (busy());
    },
    join: (more = {}) => openClient(book, more, false),
    byUser: (work) => book.inTurn({ client, script: false }, () => undo.keep(async () => work())),
    get undoable() {
      return undo.count();
    },
    undo: () =>
      book.inTurn({ client, script: false }, async () => {
        const done = undo.undo();
        await book.settle();
        return done;
      }),
    dispose() {
      stopEvents();
      functions.dispose();
      if (!first) return;
      book.dispose();
      grid.dispose();
    },
  };
}

/**
 * One turn of the event loop: timers that were due are done. A browser makes the fifth of timers that follow each other
 * wait for 4 ms; one from a message follows none.
 */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      setTimeout(resolve, 0);
    };
    port2.postMessage(null);
  });
