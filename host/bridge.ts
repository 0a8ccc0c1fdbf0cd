import { processRequest } from "./dispatch.js";
import { inCellEditMode, requestTooLarge, responseTooLarge, RichApiError } from "./errors.js";
import type { FaultPlan } from "./faults.js";
import {
  ActionType,
  DELAY_FOR_CELL_EDIT,
  MessageType,
  ObjectPathType,
  type Action,
  type RequestBody,
  type RequestMessage,
  type ResponseBody,
} from "./protocol.js";
import type { Session } from "./session.js";

/** The object that the client expects as the global `_richApiNativeBridge`; it sets `onMessageFromHost` itself. */
export interface NativeBridge {
  sendMessageToHost(message: string): void;
  onMessageFromHost?: (message: string) => void;
}

export interface Counters {
  /** Requests about the workbook: what a script's `context.sync` costs. */
  requests: number;
  /** The runner's and the client's own. */
  internal: number;
  bytes: number;
  reset(): void;
}

export interface Bridge {
  readonly native: NativeBridge;
  /** Events and calls, each entry as JSON; nothing is sent before the client listens. */
  send(entries: readonly string[]): void;
  /** Resolves when every request so far is answered. */
  idle(): Promise<void>;
  pending(): boolean;
}

export interface BridgeOptions {
  readonly session: Session;
  readonly faults: FaultPlan;
  readonly counters: Counters;
  /** After each request, before its answer leaves. */
  readonly finished: () => Promise<void>;
  /** Runs a request while no other client's runs. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Requests are answered one after the other, in the order they came. */
export function createBridge({ session, faults, counters, finished, inTurn }: BridgeOptions): Bridge {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  const native: NativeBridge = {
    sendMessageToHost(text) {
      waiting++;
      last = last
        .then(() => answer(text))
        .catch(reportDefect)
        .finally(() => waiting--);
    },
  };

  function respond(id: number, response: ResponseBody, limit: number | null = null): void {
    // The client takes a body that is JSON again, too: that would be put into quotes, and taken out of them, once more.
    const message = { statusCode: 200, headers: {}, body: response };
    const text = JSON.stringify({ id, type: MessageType.response, message });
    if (tooLarge(text, limit)) return respond(id, refused(responseTooLarge()));
    native.onMessageFromHost?.(text);
  }

  /** Others go on meanwhile, and nobody waits for it: it may take as long as the user does. */
  function askAgain(text: string): void {
    counters.bytes -= text.length;
    void faults.whileTyping()?.then(() => native.sendMessageToHost(text));
  }

  async function answer(text: string): Promise<void> {
    const message = JSON.parse(text) as RequestMessage;
    if (message.type !== MessageType.request) return;
    const { body: given } = message.message;
    const body = (typeof given === "string" ? JSON.parse(given) : given) as RequestBody;
    counters.bytes += text.length;
    if (!aboutWorkbook(body)) {
      counters.internal++;
      return respond(message.id, await processRequest(body, session));
    }
    const waits = ((message.flags ?? 0) & DELAY_FOR_CELL_EDIT) !== 0;
    if (faults.whileTyping() && waits) return askAgain(text);
    const { failure, delay } = faults.next();
    if (faults.whileTyping() && waits) return askAgain(text);
    counters.requests++;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    if (faults.whileTyping()) return respond(message.id, refused(inCellEditMode()));
    if (tooLarge(text, faults.payloadLimit)) return respond(message.id, refused(requestTooLarge()));
    if (failure?.kind === "error") return respond(message.id, refused(failureError(failure)));
    const limit = failure?.kind === "half" ? halfOf(body) : Infinity;
    const response = await inTurn(async () => {
      const done = await processRequest(body, session, limit);
      await finished();
      return done;
    });
    if (failure?.kind === "silent") return;
    respond(message.id, failure ? refused(failureError(failure), limit) : response, faults.payloadLimit);
  }

  return {
    native,
    send(entries) {
      if (entries.length > 0)
        native.onMessageFromHost?.(`{"type":${MessageType.event},"message":{"entries":[${entries.join()}]}}`);
    },
    async idle() {
      while (waiting > 0) await last;
    },
    pending: () => waiting > 0,
  };
}

/** A request that the host itself failed at stays unanswered; the ones after it are answered all the same. */
function reportDefect(error: unknown): void {
  console.error("host:", error);
}

/** How many actions run until half of those that change the workbook are done. */
function halfOf(body: RequestBody): number {
  const changing = body.Actions.map((action, index) => (changes(action, body) ? index : -1)).filter(
    (index) => index >= 0,
  );
  return changing[Math.floor(changing.length / 2)] ?? 0;
}

function changes(action: Action, { ObjectPaths }: RequestBody): boolean {
  if (action.ActionType === ActionType.setProperty || action.ActionType === ActionType.update) return true;
  // The client's own bookkeeping starts with an underscore; what is got isn't changed.
  if (action.ActionType === ActionType.method) return !/^(_|Get)/.test(action.Name ?? "");
  const path = action.ActionType === ActionType.instantiate ? ObjectPaths[action.ObjectPathId] : undefined;
  return path?.ObjectPathType === ObjectPathType.method && /^(Add|Insert|ConvertToRange)/.test(path.Name ?? "");
}

function failureError(failure: { readonly code?: string; readonly message?: string }): RichApiError {
  return new RichApiError(
    failure.code ?? "GeneralException",
    failure.message ?? "There was an internal error while processing the request.",
  );
}

function refused(error: RichApiError, actionIndex = 0): ResponseBody {
  const index = Number.isFinite(actionIndex) ? actionIndex : 0;
  return { Results: [], Error: { ActionIndex: index, Code: error.code, Message: error.message, Location: "" } };
}

/** The client's services (function results, action handlers) speak over the same bridge but aren't a script's syncs. */
function aboutWorkbook(body: RequestBody): boolean {
  return !Object.values(body.ObjectPaths).some((path) => path.ObjectPathType === ObjectPathType.newObject);
}

function tooLarge(text: string, limit: number | null): boolean {
  if (limit === null || text.length * 3 <= limit) return false;
  return text.length > limit || new TextEncoder().encode(text).length > limit;
}
