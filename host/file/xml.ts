/**
 * A part's XML as it stands in the file, with the changes to be made to it. The text is never written anew: what changes is
 * replaced where it stands, and all else stays as it was, to the byte.
 */
import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import { FileProblem } from "./problems.js";

export { XmlElement };

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export class Xml {
  readonly root: XmlElement;
  readonly #edits: Edit[] = [];

  constructor(readonly text: string) {
    this.root = parsed(text);
  }

  get changed(): boolean {
    return this.#edits.length > 0;
  }

  /** Of two insertions at one place the earlier comes first. */
  replace(from: number, to: number, text: string): void {
    if (this.text.slice(from, to) !== text) this.#edits.push({ from, to, text });
  }

  replaceElement(element: XmlElement, text: string): void {
    this.replace(element.start, element.end, text);
  }

  setAttribute(element: XmlElement, name: string, value: string | null): void {
    const end = this.tagEnd(element);
    const tag = this.text.slice(element.start, end);
    const found = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`).exec(tag);
    const written = value === null ? "" : ` ${name}="${escapeXml(value)}"`;
    if (found) return this.replace(element.start + found.index, element.start + found.index + found[0].length, written);
    const at = element.start + /^<[^\s/>]+/.exec(tag)![0].length;
    this.replace(at, at, written);
  }

  /** Puts text before the end of an element's content; an element without content is opened. */
  append(element: XmlElement, text: string): void {
    if (!this.isEmptyTag(element)) {
      const at = this.contentEnd(element);
      return this.replace(at, at, text);
    }
    const end = element.end;
    const slash = end - 2;
    this.replace(slash, end, `>${text}</${element.name}>`);
  }

  replaceContent(element: XmlElement, text: string): void {
    if (this.isEmptyTag(element)) return this.append(element, text);
    this.replace(this.tagEnd(element), this.contentEnd(element), text);
  }

  /** Where the start tag ends. */
  tagEnd(element: XmlElement): number {
    let quote = "";
    for (let at = element.start; at < element.end; at++) {
      const character = this.text[at]!;
      if (quote) quote = character === quote ? "" : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (character === ">") return at + 1;
    }
    return element.end;
  }

  isEmptyTag(element: XmlElement): boolean {
    const end = this.tagEnd(element);
    return end === element.end && this.text[end - 2] === "/";
  }

  contentEnd(element: XmlElement): number {
    return this.text.lastIndexOf("</", element.end - 1);
  }

  source(element: XmlElement): string {
    return this.text.slice(element.start, element.end);
  }

  toString(): string {
    const edits = this.#edits.map((edit, order) => ({ ...edit, order }));
    edits.sort((a, b) => a.from - b.from || a.to - b.to || a.order - b.order);
    const pieces: string[] = [];
    let at = 0;
    for (const { from, to, text } of edits) {
      if (from < at) throw new Error("Two changes of one place in a part.");
      pieces.push(this.text.slice(at, from), text);
      at = to;
    }
    return pieces.join("") + this.text.slice(at);
  }
}

function parsed(text: string): XmlElement {
  try {
    const { root } = parseXml(text, { includeOffsets: true, ignoreUndefinedEntities: false });
    if (root) return root;
  } catch (error) {
    throw new FileProblem("broken", error instanceof Error ? error.message.split("\n")[0]! : String(error));
  }
  throw new FileProblem("broken", "A part has no content.");
}

/** An element's name without its prefix: which prefix a writer chose says nothing. */
export const local = (name: string): string => name.slice(name.indexOf(":") + 1);

export function* elements(parent: XmlElement | undefined, name?: string): Generator<XmlElement> {
  if (!parent) return;
  for (const each of parent.children) {
    if (each instanceof XmlElement && (name === undefined || local(each.name) === name)) yield each;
  }
}

export const children = (parent: XmlElement | undefined, name?: string): XmlElement[] => [...elements(parent, name)];

export function child(parent: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = parent;
  for (const name of path) found = elements(found, name).next().value ?? undefined;
  return found;
}

/** All elements of that name below, wherever they stand. */
export function* descendants(parent: XmlElement | undefined, name: string): Generator<XmlElement> {
  for (const each of elements(parent)) {
    if (local(each.name) === name) yield each;
    yield* descendants(each, name);
  }
}

/** An attribute by its name without prefix: `id` finds `r:id` where there is no plain one. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (!element) return undefined;
  const own = element.attributes[name];
  if (own !== undefined) return own;
  for (const key in element.attributes) if (key.includes(":") && local(key) === name) return element.attributes[key];
  return undefined;
}

export function numberOf(element: XmlElement | undefined, name: string): number | undefined {
  const text = attribute(element, name);
  const value = text === undefined || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** `1`, `true` and `on` are true; what isn't said is what the format says it is then. */
export function flagOf(element: XmlElement | undefined, name: string, otherwise = false): boolean {
  const text = attribute(element, name);
  return text === undefined ? otherwise : text === "1" || text === "true" || text === "on";
}

export function textOf(element: XmlElement | undefined): string {
  if (!element) return "";
  const [only] = element.children;
  if (only instanceof XmlText && element.children.length === 1) return only.text;
  return element.text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** For attributes and text alike; characters that XML can't hold are left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      "",
    )
    .replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character]!);

/** Excel writes characters that XML can't hold, and what would read as one written so, as _xHHHH_. */
export const unescapeExcel = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

export const escapeExcel = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );

export const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
