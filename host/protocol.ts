/**
 * The Rich API's wire protocol, as Microsoft's client (office-js 1.1.110) speaks it over `_richApiNativeBridge`.
 * Microsoft publishes no description of it: the shapes here were read from the client itself.
 */

/** Messages between client and host carry one of these as `type`. */
export const MessageType = { request: 1, response: 2, event: 3 } as const;

/** Of a request's flags: it waits until the user has ended typing in a cell, instead of failing. */
export const DELAY_FOR_CELL_EDIT = 64;

export interface RequestMessage {
  readonly id: number;
  readonly type: typeof MessageType.request;
  readonly flags?: number;
  readonly message: { readonly url: string; readonly body?: RequestBody | string };
}

export interface RequestBody {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export const ActionType = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  recursiveQuery: 6,
  queryAsJson: 7,
  ensureUnchanged: 8,
  update: 9,
} as const;

export interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name?: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: QueryInfo;
  readonly ObjectState?: Readonly<Record<string, unknown>>;
}

export interface QueryInfo {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
}

export interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  /** Parallel to `Arguments`: the path id where the argument is an object, else 0; nested for arrays. */
  readonly ReferencedObjectPathIds?: readonly (number | readonly number[])[];
}

export const ObjectPathType = {
  root: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  referenceId: 6,
  nullObject: 7,
} as const;

export interface ObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name?: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

export interface ActionResult {
  readonly ActionId: number;
  readonly Value: unknown;
}

export interface ResponseError {
  readonly ActionIndex: number;
  readonly Code: string;
  readonly Message: string;
  readonly Location: string;
}

export interface ResponseBody {
  readonly Results: readonly ActionResult[];
  /** The trace actions that were passed: by them the client knows which of its handlers to take up. */
  readonly TraceIds?: readonly number[];
  readonly Error?: ResponseError;
}

/** An entry of an event message; `message` is JSON again. The client takes an array of the four, too, and a `message` as it is. */
export interface EventEntry {
  readonly messageCategory: number;
  readonly messageType: number;
  readonly targetId: string;
  readonly message: string;
}

export const MessageCategory = { customFunction: 1, event: 65536 } as const;

/** `messageType` of a custom-function entry. */
export const CustomFunctionMessage = { invoke: 1000, cancel: 1001 } as const;

/** Bits of a custom-function invocation's flags. */
export const InvocationFlag = { cancelable: 1, streaming: 2, allowErrors: 4 } as const;

/** `messageType` of a workbook event, numbered as the client registers them. */
export const EventType = {
  settingsChanged: 1,
  selectionChanged: 2,
  worksheetChanged: 10,
  worksheetActivated: 11,
  worksheetDeactivated: 12,
  worksheetAdded: 13,
  worksheetSelectionChanged: 14,
  worksheetDeleted: 15,
  worksheetCalculated: 16,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  visibilityChanged: 65539,
} as const;

/** The target id of events that a whole collection of the workbook is told about. */
export const WORKBOOK_TARGET = "Workbook";

/** The answer Excel gives to a request above its payload limit (5 MB on the web). */
export const PAYLOAD_LIMIT_BYTES = 5 * 1024 * 1024;
