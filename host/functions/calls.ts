import { cellAddress } from "../address.js";
import type { Alone, FormulaCell, FormulaResult } from "../grid/port.js";
import { CustomFunctionMessage, InvocationFlag, MessageCategory } from "../protocol.js";
import { hasErrors } from "./arguments.js";
import type { FunctionMetadata } from "./metadata.js";

export type CallState = "collected" | "sent" | "done";

export interface Call {
  readonly id: number;
  readonly cell: FormulaCell;
  readonly definition: FunctionMetadata;
  /** As JSON, in which they are compared and sent: thousands of small arrays would be kept until the results are there. */
  readonly args: string;
  readonly flags: number;
  /** What its cell shows for what it gives; null where the formula calls others. */
  alone: Alone | null;
  state: CallState;
  value: FormulaResult;
  /** The calculation that asked for it first, */
  readonly since: number;
  /** and the last that did. */
  pass: number;
}

export function flagsOf({ options = {} }: FunctionMetadata, args: readonly unknown[]): number {
  let flags = 0;
  if (options.cancelable) flags |= InvocationFlag.cancelable;
  if (options.stream) flags |= InvocationFlag.streaming;
  if (hasErrors(args)) flags |= InvocationFlag.allowErrors;
  return flags;
}

/** As an entry of a message. A function is told its cell's address where it asks for it. */
export function invocation({ id, definition, args, cell, flags }: Call, sheet: string): string {
  const address = definition.options?.requiresAddress
    ? JSON.stringify(`${sheet}!${cellAddress(cell.row, cell.column)}`)
    : null;
  return entry(CustomFunctionMessage.invoke, `[${id},${JSON.stringify(definition.id)},${args},${address},${flags}]`);
}

export const cancellation = ({ id }: Call): string => entry(CustomFunctionMessage.cancel, `{"invocationId":${id}}`);

const entry = (type: number, message: string): string => `[${MessageCategory.customFunction},${type},"",${message}]`;
