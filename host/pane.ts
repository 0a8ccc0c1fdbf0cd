import type { Pane } from "./kinds.js";
import { EventType } from "./protocol.js";
import type { Session } from "./session.js";

/**
 * When a script's `showAsTaskpane` takes effect: once no command of the ribbon is running, as in Excel on Windows; at
 * once, as elsewhere; or never, as in Excel for add-ins of the marketplace.
 */
export type ShowAsTaskpane = "held" | "at once" | "ignored";

export interface PaneOptions {
  readonly shown: (visible: boolean) => void;
  readonly raise: Session["raise"];
  readonly asked: ShowAsTaskpane;
  /** Resolves when no command is running; undefined where none is. */
  readonly commands: () => Promise<unknown> | undefined;
}

export function createPane({ shown, raise, asked, commands }: PaneOptions): Pane {
  let visible = true;
  const pane: Pane = {
    get visible() {
      return visible;
    },
    show(next) {
      if (next === visible) return;
      visible = next;
      shown(visible);
      raise(EventType.visibilityChanged, "", { visibility: visible ? "Visible" : "Hidden" });
    },
    ask(next) {
      const running = commands();
      if (!next || asked === "at once" || (asked === "held" && !running)) pane.show(next);
      else if (asked === "held") void running?.then(() => pane.ask(next));
    },
  };
  return pane;
}
