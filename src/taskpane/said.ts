/** What a view says of how an operation ended, for as long as it holds. */
import { useCallback, useMemo, useState } from "react";
import type { RunOptions } from "../workbook";
import { useModel } from "./context";
import type { Operation } from "./operation";

interface Saying<T> {
  /** Null before the first one, while another runs, after one that failed, and once the assumptions change without it. */
  readonly said: T | null;
  /** Runs the task, which gives what to say when it is done. */
  readonly run: (task: (options: Required<RunOptions>) => Promise<T>) => Promise<boolean>;
}

export function useSaid<T>({ running, run }: Operation): Saying<T> {
  const model = useModel();
  // Each reading makes a new model, also of a workbook that says the same.
  const content = useMemo(() => JSON.stringify([model.report.id, model.report.edition, model.assumptions]), [model]);
  const [said, setSaid] = useState<T | null>(null);
  const [since, setSince] = useState({ running, content });
  if (since.running !== running || since.content !== content) {
    setSince({ running, content });
    const begins = running && !since.running;
    const changedByAnother = !running && !since.running;
    if (begins || changedByAnother) setSaid(null);
  }
  const runAndSay = useCallback<Saying<T>["run"]>(
    (task) => run(async (options) => setSaid(await task(options))),
    [run],
  );
  return { said, run: runAndSay };
}
