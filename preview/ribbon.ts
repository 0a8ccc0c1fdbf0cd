import type { Host } from "../host";
import type { Control, Manifest } from "./manifest";

/** Shows the add-in's group of the ribbon: its buttons as the manifest declares them. */
export function showRibbon(bar: HTMLElement, { label, controls }: Manifest["group"], host: Host): void {
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", label);
  const title = Object.assign(document.createElement("strong"), { textContent: label });
  bar.replaceChildren(title, ...controls.map((control) => button(control, host)));
}

/** What opens the pane keeps the sign of whether it is open. */
export function markPaneButtons(bar: HTMLElement, visible: boolean): void {
  for (const each of bar.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", String(visible));
}

function button(control: Control, host: Host): HTMLButtonElement {
  const { label, description } = control;
  const element = Object.assign(document.createElement("button"), { type: "button", title: description });
  element.append(icon(control), label);
  const { action } = control;
  if (action === null) {
    element.setAttribute("aria-pressed", String(host.pane.visible));
    element.addEventListener("click", () => host.pane.show(!host.pane.visible));
  } else {
    element.addEventListener("click", () => void press(element, () => host.invokeAction(action, control.id)));
  }
  return element;
}

function icon({ icons }: Control): HTMLImageElement {
  const small = icons.get(16) ?? "";
  const sharp = icons.get(32);
  return Object.assign(document.createElement("img"), {
    alt: "",
    width: 16,
    height: 16,
    src: small,
    srcset: sharp ? `${small}, ${sharp} 2x` : small,
  });
}

/** As in Excel, a button stays down, and takes no other press, until the add-in says that it is done. */
async function press(element: HTMLButtonElement, run: () => Promise<void>): Promise<void> {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  try {
    await run();
  } finally {
    element.removeAttribute("aria-busy");
  }
}
