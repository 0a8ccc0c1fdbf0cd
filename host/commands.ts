/** The command's event and the page's word that it is completed: their numbers in the older Office API. */
export const COMMAND_INVOKED = 39;
export const COMMAND_COMPLETED = 94;

/** What a page hands in to hear of an event of the older Office API. */
export type RegisteredHandler = (id: number, payload: unknown) => void;

/** Ribbon buttons and menu entries: pressed here, run by the page, which then says that it has completed them. */
export interface Commands {
  /** Runs what the page associated with `action`; resolves once the page's event was completed. */
  press(action: string, control: string): Promise<void>;
  /** The page listens; what was pressed before runs now. */
  listen(handler: RegisteredHandler): void;
  completed(parameters: unknown): void;
  /** Resolves when no command is running; undefined where none is. */
  running(): Promise<unknown> | undefined;
}

interface Press {
  readonly id: string;
  readonly action: string;
  readonly control: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** `dropped`: so many first presses only load the add-in. */
export function createCommands(dropped: number): Commands {
  let toDrop = dropped;
  const pressed = new Map<string, Press>();
  const running = new Set<Promise<void>>();
  let handler: RegisteredHandler | undefined;
  let last = 0;

  const send = ({ id, action, control }: Press) =>
    handler?.(COMMAND_INVOKED, [id, action, JSON.stringify({ source: { id: control } })]);

  return {
    press(action, control) {
      if (toDrop > 0) {
        toDrop--;
        return Promise.resolve();
      }
      const id = `command-${++last}`;
      const done = new Promise<void>((resolve, reject) => {
        pressed.set(id, { id, action, control, resolve, reject });
      });
      running.add(done);
      const ended = () => running.delete(done);
      done.then(ended, ended);
      send(pressed.get(id)!);
      return done;
    },
    listen(next) {
      handler = next;
      pressed.forEach(send);
    },
    completed(parameters) {
      const [id, status] = parameters as readonly [string, number];
      const press = pressed.get(id);
      pressed.delete(id);
      if (status === 0) press?.resolve();
      else press?.reject(new Error(`The page has no action ${press.action}.`));
    },
    running: () => (running.size > 0 ? Promise.allSettled(running) : undefined),
  };
}
