import type { Pane } from "./kinds.js";
import { EventType } from "./protocol.js";
import type { Session } from "./session.js";

export function createPane(shown: (visible: boolean) => void, raise: Session["raise"]): Pane {
  let visible = true;
  return {
    get visible() {
      return visible;
    },
    show(next) {
      if (next === visible) return;
      visible = next;
      shown(visible);
      raise(EventType.visibilityChanged, "", { visibility: visible ? "Visible" : "Hidden" });
    },
  };
}
