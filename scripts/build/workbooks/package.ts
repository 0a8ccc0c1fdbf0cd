/** Adds parts to an Excel file that its writer doesn't know of (Open Packaging Conventions, ECMA-376 part 2). */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";

export const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

export interface Package {
  readonly paths: readonly string[];
  /** Adds a part, with its content type. */
  add(path: string, contentType: string, xml: string): void;
  edit(path: string, change: (xml: string) => string): void;
  /** Relates a part, or with `""` the package, to another; gives the relationship's id. */
  relate(from: string, type: string, target: string): string;
}

export function editPackage(file: Uint8Array, change: (content: Package) => void): Uint8Array {
  const files = unzipSync(file);
  const read = (path: string): string => {
    const part = files[path];
    if (!part) throw new Error(`The workbook has no ${path}`);
    return strFromU8(part);
  };
  const write = (path: string, xml: string): void => void (files[path] = strToU8(xml));
  const edit: Package["edit"] = (path, change) => write(path, change(read(path)));
  change({
    paths: Object.keys(files),
    add(path, contentType, xml) {
      write(path, PROLOG + xml);
      const override = `<Override PartName="/${path}" ContentType="${contentType}"/>`;
      edit("[Content_Types].xml", (types) => types.replace("</Types>", `${override}</Types>`));
    },
    edit,
    relate(from, type, target) {
      const [, folder = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(from) ?? [];
      const path = `${folder}_rels/${name}.rels`;
      if (!files[path]) write(path, `${PROLOG}<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`);
      const id = `rIdAdded${(read(path).match(/<Relationship /g) ?? []).length + 1}`;
      const relation = `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
      edit(path, (xml) => xml.replace("</Relationships>", `${relation}</Relationships>`));
      return id;
    },
  });
  // A fixed date, so that the same input gives the same file.
  const dated = Object.entries(files).map(([path, part]) => [path, [part, { mtime: new Date(2026, 0, 1) }]] as const);
  return zipSync(Object.fromEntries(dated) as Zippable);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
