/** While the user types in a cell Excel does nothing for an add-in. A person is told so, where that lasts. */
import { whenNobodyTypes, type Run } from "../../excel/transactions/run";

/** An answer that takes longer may be one that waits for the user. */
const PATIENCE = 1000;

export interface Typing {
  /** As the given one, telling where it waits. */
  readonly run: Run;
  /** Does what changes nothing unless it succeeds, again where Excel refused it since the user was typing. */
  ended<T>(action: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export function createTyping(
  run: Run,
  isTyping: (() => Promise<boolean>) | undefined,
  tell: (typing: boolean) => void,
): Typing {
  let waiting = 0;

  /** `ask` says that something waits; what it gives says that it doesn't any more. */
  function wait(): () => void {
    if (++waiting === 1) tell(true);
    return () => {
      if (--waiting === 0) tell(false);
    };
  }

  async function watched<T>(answer: Promise<T>): Promise<T> {
    if (!isTyping) return answer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let answered = false;
    let over = (): void => undefined;
    const look = (): void => {
      timer = setTimeout(async () => {
        const typing = await isTyping().catch(() => false);
        if (answered) return;
        if (typing) over = wait();
        else look();
      }, PATIENCE);
    };
    look();
    try {
      return await answer;
    } finally {
      answered = true;
      clearTimeout(timer);
      over();
    }
  }

  return {
    run: (batch) =>
      run((context) => {
        const sync = context.sync.bind(context);
        context.sync = (passed) => watched(sync(passed));
        return batch(context);
      }),
    async ended(action, signal) {
      let over: (() => void) | undefined;
      try {
        return await whenNobodyTypes(action, { typing: () => (over ??= wait()), signal });
      } finally {
        over?.();
      }
    },
  };
}
