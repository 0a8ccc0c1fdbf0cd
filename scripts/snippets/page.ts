/** As much of a sample's page as its script touches: elements by id, with the values that its HTML gives them. */
export interface SamplePage {
  readonly document: object;
  readonly console: object;
  press(button: string): Promise<void>;
  /** An error that nobody in the page catches. */
  uncaught(error: unknown): void;
  /** What was printed since the last call, and the errors among it. */
  printed(): { readonly lines: readonly string[]; readonly errors: readonly unknown[] };
}

interface Element {
  id: string;
  value: string;
  listeners: ((event: object) => unknown)[];
  [member: string]: unknown;
}

export function createSamplePage(html: string): SamplePage {
  const elements = new Map<string, Element>();
  let lines: string[] = [];
  let errors: unknown[] = [];

  function createElement(id: string): Element {
    const children: Element[] = [];
    const element: Element = {
      id,
      value: valueOf(html, id),
      checked: new RegExp(`id="${id}"[^>]*\\bchecked`).test(html),
      textContent: "",
      innerText: "",
      innerHTML: "",
      style: {},
      children,
      files: [],
      listeners: [],
      addEventListener(type: string, listener: (event: object) => unknown) {
        if (type === "click") element.listeners.push(listener);
      },
      setAttribute: (name: string, value: string) => void (element[name] = value),
      getAttribute: (name: string) => element[name] ?? null,
      appendChild: (child: Element) => void children.push(child),
      add: (child: Element) => void children.push(child),
      remove: () => {},
    };
    return element;
  }

  const byId = (id: string): Element => {
    let found = elements.get(id);
    if (!found) elements.set(id, (found = createElement(id)));
    return found;
  };
  const print = (...values: unknown[]) => void lines.push(values.map(shown).join(" "));

  return {
    document: {
      getElementById: byId,
      createElement: () => createElement(""),
      querySelectorAll: () => [],
      querySelector: () => null,
      addEventListener() {},
    },
    console: {
      log: print,
      info: print,
      warn: print,
      debug: print,
      error(...values: unknown[]) {
        errors.push(values.find((each) => typeof each === "object" && each !== null) ?? values[0]);
      },
    },
    async press(button) {
      for (const listener of byId(button).listeners) {
        try {
          await listener({ target: byId(button), preventDefault() {} });
        } catch (error) {
          errors.push(error);
        }
      }
    },
    uncaught: (error) => void errors.push(error),
    printed() {
      const said = { lines, errors };
      lines = [];
      errors = [];
      return said;
    },
  };
}

function valueOf(html: string, id: string): string {
  const tag = new RegExp(`<(\\w+)[^>]*\\bid="${id}"[^>]*>`).exec(html);
  const own = tag && /\bvalue="([^"]*)"/.exec(tag[0]);
  if (own) return own[1]!;
  if (tag?.[1] !== "select") return "";
  const options = html.slice(tag.index, html.indexOf("</select>", tag.index));
  return (
    /<option[^>]*\bvalue="([^"]*)"[^>]*\bselected/.exec(options)?.[1] ??
    /<option[^>]*\bvalue="([^"]*)"/.exec(options)?.[1] ??
    ""
  );
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
