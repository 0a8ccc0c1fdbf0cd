/** What is being done, said while it is done. */
import type { Watched } from "../../excel/transactions/run";
import type { Stage, Step } from "../../excel/transactions/step";
import type { RunOptions } from "../types";
import type { Message } from "./messages";

/** Steps with what is said of them. */
export interface SaidStage extends Stage {
  readonly message: Message;
}

export const stage = (message: Message, steps: readonly Step[]): SaidStage => ({ message, steps });

export const FINISHING: Message = { id: "finishing" };

/** Progress in words, of a transaction's stages. */
export const saying = ({ onProgress, signal }: RunOptions) => ({
  signal,
  onProgress: (of: SaidStage | null, done: number, count: number): void =>
    onProgress?.({ message: of?.message ?? FINISHING, done, of: count }),
});

/** The same of what is read. */
export const sayingReading = ({ onProgress, signal }: RunOptions): Watched => ({
  signal,
  onProgress: (done, of) => onProgress?.({ message: { id: "reading" }, done, of }),
});
