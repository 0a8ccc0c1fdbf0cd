export interface Choice<T> {
  readonly label: string;
  readonly value: T;
}

/** Says something and waits for a choice. The first is the one that Enter takes, the last the one that Escape does. */
export function ask<T>(
  title: string,
  paragraphs: readonly (string | readonly string[])[],
  choices: readonly Choice<T>[],
): Promise<T> {
  const dialog = document.createElement("dialog");
  const heading = Object.assign(document.createElement("h2"), { textContent: title, id: "dialog-title" });
  dialog.setAttribute("aria-labelledby", heading.id);
  const body = paragraphs.map((each) => {
    if (typeof each === "string") return Object.assign(document.createElement("p"), { textContent: each });
    const list = document.createElement("ul");
    list.append(...each.map((item) => Object.assign(document.createElement("li"), { textContent: item })));
    return list;
  });
  const buttons = document.createElement("footer");
  dialog.append(heading, ...body, buttons);
  return new Promise((resolve) => {
    const close = (value: T): void => {
      dialog.remove();
      resolve(value);
    };
    for (const { label, value } of choices) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.addEventListener("click", () => close(value));
      buttons.append(button);
    }
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close(choices.at(-1)!.value);
    });
    document.body.append(dialog);
    dialog.showModal();
    buttons.querySelector("button")?.focus();
  });
}
