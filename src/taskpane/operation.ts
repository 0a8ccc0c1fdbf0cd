/** Runs one operation of the workbook at a time, with progress after a second, cancelling, and its failure in words. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Progress, RunOptions, Told } from "../workbook";
import { WorkbookError, type Message } from "../workbook/messages/messages";

/** A failure that the workbook side names, or anything else in its own words. */
export type Failure = { readonly note: Message } | { readonly reason: string };

export interface Operation {
  readonly running: boolean;
  /** Set once it has run for a second. */
  readonly slow: boolean;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  /** How the last one ended, in words of its own. */
  readonly told: Told | null;
  /** Whether it succeeded. Refuses, with false, while another one runs. */
  readonly run: (task: (options: Required<RunOptions>) => Promise<unknown>) => Promise<boolean>;
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

const PATIENCE_MS = 1000;

export const failureOf = (error: unknown): Failure =>
  error instanceof WorkbookError
    ? { note: error.note }
    : { reason: error instanceof Error ? error.message : String(error) };

export function useOperation(): Operation {
  const current = useRef<AbortController | null>(null);
  const [running, setRunning] = useState(false);
  const [slow, setSlow] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [told, setTold] = useState<Told | null>(null);

  // What was started for a view that is gone has nobody left to cancel it; it runs to its end.
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const run = useCallback<Operation["run"]>(async (task) => {
    if (current.current) return false;
    const controller = new AbortController();
    current.current = controller;
    setRunning(true);
    setFailure(null);
    setTold(null);
    const patience = setTimeout(() => setSlow(true), PATIENCE_MS);
    try {
      await task({ signal: controller.signal, onProgress: setProgress, onTold: setTold });
      return true;
    } catch (error) {
      if (!gone.current) setFailure(failureOf(error));
      return false;
    } finally {
      clearTimeout(patience);
      current.current = null;
      setRunning(false);
      setSlow(false);
      setProgress(null);
    }
  }, []);

  const cancel = useCallback(() => current.current?.abort(), []);
  const dismiss = useCallback(() => setFailure(null), []);
  return { running, slow, progress, failure, told, run, cancel, dismiss };
}
