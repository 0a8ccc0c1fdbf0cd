import { oneOf, type ObjectType } from "../model.js";
import { EventType } from "../protocol.js";
import type { Session } from "../session.js";

/** Where the add-in's page shows. A shared runtime runs on while its pane is hidden. */
export interface Pane {
  readonly visible: boolean;
  show(visible: boolean): void;
}

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

/** Behind `Office.addin.showAsTaskpane` and `hide`. */
export const appRuntime: ObjectType<Pane> = {
  name: "AppRuntimeService",
  properties: {},
  methods: {
    GetAppRuntimeState: { run: (pane) => (pane.visible ? "Visible" : "Background") },
    SetAppRuntimeState: {
      run: (pane, _session, state) => pane.show(oneOf(["Visible", "Background"], state) === "Visible"),
    },
  },
};
