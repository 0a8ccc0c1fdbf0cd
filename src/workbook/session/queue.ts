/** One operation at a time, with what the pane is told of it while it runs. */
import { failure } from "../messages/failure";
import type { RunOptions } from "../types";
import type { State } from "./state";

export interface Queue {
  /** One thing after the other: an edit waits for the operation that runs. */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
  /** Waits for `ready`, then for whatever runs; whatever fails is a `WorkbookError`. */
  operation<T>(task: (options: RunOptions) => Promise<T>, options?: RunOptions): Promise<T>;
}

export function createQueue(state: State, ready: () => Promise<void>): Queue {
  let last: Promise<unknown> = Promise.resolve();

  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  }

  return {
    exclusive,
    operation(task, options = {}) {
      const onProgress: RunOptions["onProgress"] = (progress) => {
        state.show({ running: progress });
        options.onProgress?.(progress);
      };
      return ready()
        .then(() => exclusive(() => task({ ...options, onProgress })))
        .catch((reason: unknown) => {
          throw failure(reason, options.signal);
        })
        .finally(() => {
          if (state.now.running) state.show({ running: null });
        });
    },
  };
}
