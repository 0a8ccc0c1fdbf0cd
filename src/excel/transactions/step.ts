/**
 * One change of a workbook, with its inverse. Both look at the workbook alone, never at how far something came: a request
 * may have been refused, half carried out, or carried out with its answer lost.
 */
export interface Step {
  /** Queues requests; they are sent together with those of other steps. */
  apply(context: Excel.RequestContext): void;
  /** Brings the workbook to what it was, wherever it is; can run any number of times. */
  undo(context: Excel.RequestContext): Promise<void>;
  /** Takes back what `apply` did outside of the workbook, where Excel did nothing of its request and has nothing to undo. */
  refused?(): void;
  /** Bytes that it sends or gets, about, whichever way; left out where they are few. */
  readonly size?: number;
}

/** Asks Excel for something that leaves no trace in the workbook. */
export const only = (apply: Step["apply"]): Step => ({ apply, undo: async () => {} });

/** Steps that go together in as few requests as their size allows. A later stage may rest on what an earlier one did. */
export interface Stage {
  readonly steps: readonly Step[];
}

/** What can't be taken back, such as deleting a sheet: one last request. */
export interface Finish {
  apply(context: Excel.RequestContext): void;
  /** Whether any of it has happened: then there is only the way forward. */
  begun(context: Excel.RequestContext): Promise<boolean>;
}
