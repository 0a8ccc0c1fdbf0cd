/**
 * Data in a custom XML part: one element that holds JSON, with XML's special characters as JSON escapes, so that the
 * part is read the same way with and without an XML parser.
 */
export function xmlOf(element: string, namespace: string, json: string): string {
  const escaped = json.replace(
    /[<>&\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<${element} xmlns="${namespace}">${escaped}</${element}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of the part's only element; null for anything else. Excel may store it with a prolog, a prefix or `"` as an entity. */
export function textOf(element: string, xml: string): string | null {
  const form = new RegExp(
    `^\\uFEFF?\\s*(?:<\\?xml[^>]*\\?>)?\\s*<(?:\\w+:)?${element}\\b[^<>]*>([^<]*)</(?:\\w+:)?${element}>\\s*$`,
  );
  const match = form.exec(xml);
  return match && match[1]!.replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
