import type { FUniver } from "@univerjs/core/facade";
import { createElement } from "react";
import type { Host } from "../host";
import type { Control } from "./manifest";

/** Puts the manifest's entries into the context menu of the grid's cells. */
export function extendContextMenu(api: FUniver, entries: readonly Control[], host: Host): void {
  for (const { id, label, description, icons, action } of entries) {
    if (action === null) continue;
    const icon = `icon-${id}`;
    api.registerComponent(icon, () => createElement("img", { src: icons.get(16), alt: "", width: 16, height: 16 }));
    api
      .createMenu({ id, icon, title: label, tooltip: description, action: () => void host.invokeAction(action, id) })
      .appendTo(["contextMenu.mainArea", "contextMenu.others"]);
  }
}
