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
}

interface Press {
  readonly id: string;
  readonly action: string;
  readonly control: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export function createCommands(): Commands {
  const pressed = new Map<string, Press>();
  let handler: RegisteredHandler | undefined;
  let last = 0;

  const send = ({ id, action, control }: Press) =>
    handler?.(COMMAND_INVOKED, [id, action, JSON.stringify({ source: { id: control } })]);

  return {
    press: (action, control) =>
      new Promise((resolve, reject) => {
        const press = { id: `command-${++last}`, action, control, resolve, reject };
        pressed.set(press.id, press);
        send(press);
      }),
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
  };
}
