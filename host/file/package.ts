/** A workbook's package (Open Packaging Conventions, ECMA-376 part 2): parts, their types, and how they relate. */
import { Inflate, strFromU8, strToU8, zipSync, type Zippable } from "fflate";
import { FileProblem } from "./problems.js";
import { attribute, children, escapeXml, PROLOG, Xml } from "./xml.js";

const TYPES_PART = "[Content_Types].xml";
const CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** What is opened at all: beyond it the grid would hang, or the file isn't honest. */
export const LIMITS = { file: 100e6, parts: 10_000, part: 300e6, unpacked: 600e6, ratio: 400 } as const;

export interface Relation {
  readonly id: string;
  /** The last step of its address: what transitional and strict files have in common. */
  readonly type: string;
  /** A part's path; of an external one, its address as written. */
  readonly target: string;
  readonly external: boolean;
}

export class Package {
  readonly #parts: Map<string, Uint8Array>;
  readonly #xml = new Map<string, Xml>();

  private constructor(parts: Map<string, Uint8Array>) {
    this.#parts = parts;
  }

  static open(file: Uint8Array): Package {
    const parts = unpack(file);
    if (!parts.has(TYPES_PART)) throw new FileProblem("unknown", "The archive has no content types.");
    return new Package(parts);
  }

  static empty(): Package {
    const types =
      `${PROLOG}<Types xmlns="${CONTENT_TYPES}"><Default Extension="rels" ` +
      `ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`;
    return new Package(new Map([[TYPES_PART, strToU8(types)]]));
  }

  /** The same again, for changes that the first one is to be spared. */
  copy(): Package {
    for (const path of [...this.#xml.keys()]) this.settle(path);
    return new Package(new Map(this.#parts));
  }

  get paths(): readonly string[] {
    return [...this.#parts.keys()];
  }

  has(path: string): boolean {
    return this.#parts.has(path);
  }

  bytes(path: string): Uint8Array | undefined {
    return this.#parts.get(path);
  }

  xml(path: string): Xml {
    let found = this.#xml.get(path);
    if (!found) {
      const bytes = this.#parts.get(path);
      if (!bytes) throw new FileProblem("broken", `The file lacks its part ${path}.`);
      this.#xml.set(path, (found = new Xml(decoded(bytes))));
    }
    return found;
  }

  contentType(path: string): string | undefined {
    const { root } = this.#settled(TYPES_PART);
    const wanted = `/${path}`.toLowerCase();
    const own = children(root, "Override").find((each) => attribute(each, "PartName")?.toLowerCase() === wanted);
    if (own) return attribute(own, "ContentType");
    const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    const common = children(root, "Default").find((each) => attribute(each, "Extension")?.toLowerCase() === extension);
    return attribute(common, "ContentType");
  }

  write(path: string, content: string): void {
    this.#xml.delete(path);
    this.#parts.set(path, strToU8(content));
  }

  /** Adds a part; without a content type it has that of its ending. */
  add(path: string, contentType: string | null, xml: string): void {
    this.write(path, xml.startsWith("<?xml") ? xml : PROLOG + xml);
    if (contentType === null && this.contentType(path) !== undefined) return;
    const types = this.#settled(TYPES_PART);
    types.append(types.root, `<Override PartName="/${path}" ContentType="${contentType ?? "application/xml"}"/>`);
  }

  /** A path that no part has: `xl/charts/chart` + number + `.xml`. */
  free(start: string, end = ".xml"): string {
    let number = 1;
    while (this.#parts.has(`${start}${number}${end}`)) number++;
    return `${start}${number}${end}`;
  }

  /** Takes a part away, with its type and its own relations; whoever relates to it is told by `unrelate`. */
  remove(path: string): void {
    this.#parts.delete(path);
    this.#xml.delete(path);
    this.#parts.delete(relationsPath(path));
    this.#xml.delete(relationsPath(path));
    const types = this.#settled(TYPES_PART);
    for (const each of children(types.root, "Override")) {
      if (attribute(each, "PartName")?.toLowerCase() === `/${path}`.toLowerCase()) types.replaceElement(each, "");
    }
  }

  relations(from: string): readonly Relation[] {
    const path = relationsPath(from);
    if (!this.#parts.has(path)) return [];
    return children(this.#settled(path).root, "Relationship").map((each) => {
      const target = attribute(each, "Target") ?? "";
      const external = attribute(each, "TargetMode") === "External";
      return {
        id: attribute(each, "Id") ?? "",
        type: (attribute(each, "Type") ?? "").split("/").at(-1)!,
        target: external ? target : resolved(from, target),
        external,
      };
    });
  }

  related(from: string, type: string): Relation | undefined {
    return this.relations(from).find((each) => each.type === type && !each.external && this.has(each.target));
  }

  relate(from: string, type: string, target: string): string {
    const path = relationsPath(from);
    if (!this.#parts.has(path)) this.write(path, `${PROLOG}<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`);
    const taken = new Set(this.relations(from).map(({ id }) => id));
    let number = taken.size + 1;
    while (taken.has(`rId${number}`)) number++;
    const relations = this.#settled(path);
    const relation = `<Relationship Id="rId${number}" Type="${type}" Target="${escapeXml(relative(from, target))}"/>`;
    relations.append(relations.root, relation);
    return `rId${number}`;
  }

  unrelate(from: string, id: string): void {
    const relations = this.#settled(relationsPath(from));
    for (const each of children(relations.root, "Relationship")) {
      if (attribute(each, "Id") === id) relations.replaceElement(each, "");
    }
  }

  save(): Uint8Array {
    for (const [path, xml] of this.#xml) if (xml.changed) this.#parts.set(path, strToU8(xml.toString()));
    // A fixed date, so that the same workbook gives the same file.
    const mtime = new Date(2026, 0, 1);
    const files: Zippable = {};
    for (const [path, part] of this.#parts)
      files[path] = [part, { mtime, level: /\.(?:png|jpe?g|gif)$/i.test(path) ? 0 : 6 }];
    return zipSync(files);
  }

  /** Writes the changes made so far into the part, so that more can be made; lets go of its parsed form. */
  settle(path: string): void {
    const xml = this.#xml.get(path);
    if (xml?.changed) this.write(path, xml.toString());
    this.#xml.delete(path);
  }

  #settled(path: string): Xml {
    if (this.#xml.get(path)?.changed) this.settle(path);
    return this.xml(path);
  }
}

const relationsPath = (path: string): string => {
  const slash = path.lastIndexOf("/") + 1;
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`;
};

function resolved(from: string, target: string): string {
  const steps = target.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function relative(from: string, target: string): string {
  const [base, path] = [from.split("/").slice(0, -1), target.split("/")];
  while (base.length > 0 && base[0] === path[0]) {
    base.shift();
    path.shift();
  }
  return [...base.map(() => ".."), ...path].join("/");
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}

/* The archive */

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
  readonly size: number;
}

const CENTRAL_ENTRY = 0x02014b50;
const CENTRAL_END = 0x06054b50;
const LOCAL_ENTRY = 0x04034b50;
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function unpack(file: Uint8Array): Map<string, Uint8Array> {
  if (COMPOUND_FILE.every((byte, at) => file[at] === byte)) throw compound(file);
  if (file.length > LIMITS.file) throw new FileProblem("huge", `The file has ${file.length} bytes.`);
  const entries = directory(file);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > LIMITS.parts || total > LIMITS.unpacked) {
    throw new FileProblem("bomb", `The file unpacks to ${entries.length} parts of ${total} bytes.`);
  }
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) if (!entry.name.endsWith("/")) parts.set(entry.name, inflated(entry));
  return parts;
}

/** Excel before 2007, or a package behind a password: both are Microsoft's older container. */
function compound(file: Uint8Array): FileProblem {
  const text = strFromU8(file.subarray(0, Math.min(file.length, 4e6)), true);
  const name = (plain: string) => [...plain].join("\0");
  return text.includes(name("EncryptedPackage"))
    ? new FileProblem("encrypted", "The package is encrypted.")
    : new FileProblem("old", "The file is in a format from before 2007.");
}

/** The archive's list of contents. fflate reads it too, but tells neither where an entry stands nor stops one that lies. */
function directory(file: Uint8Array): Entry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isArchive = file.length > 22 && view.getUint32(0, true) === LOCAL_ENTRY;
  if (!isArchive) throw new FileProblem("unknown", "The file is no archive.");
  let end = file.length - 22;
  while (end >= 0 && end > file.length - 65_557 && view.getUint32(end, true) !== CENTRAL_END) end--;
  if (end < 0 || view.getUint32(end, true) !== CENTRAL_END) throw new FileProblem("broken", "The archive is cut off.");
  const entries: Entry[] = [];
  try {
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== CENTRAL_ENTRY) throw new RangeError("no entry there");
      if (view.getUint16(at + 8, true) & 1) throw new FileProblem("encrypted", "The archive is encrypted.");
      const [length, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
        number,
        number,
        number,
      ];
      const from = view.getUint32(at + 42, true);
      const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
      const packed = view.getUint32(at + 20, true);
      if (start + packed > file.length) throw new RangeError("an entry beyond the end");
      entries.push({
        name: strFromU8(file.subarray(at + 46, at + 46 + length)).replaceAll("\\", "/"),
        method: view.getUint16(at + 10, true),
        packed: file.subarray(start, start + packed),
        size: view.getUint32(at + 24, true),
      });
      at += 46 + length + extra + comment;
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem("broken", `The archive's list is damaged: ${String(error)}`);
  }
  return entries;
}

const STEP = 16_384;

/** Unpacks in small steps, so that an entry which holds more than it says is stopped as soon as it shows. */
function inflated({ name, method, packed, size }: Entry): Uint8Array {
  const ratio = size / Math.max(1, packed.length);
  if (size > LIMITS.part || (size > 20e6 && ratio > LIMITS.ratio)) {
    throw new FileProblem("bomb", `The part ${name} unpacks from ${packed.length} to ${size} bytes.`);
  }
  if (method === 0) return packed.slice();
  if (method !== 8) throw new FileProblem("broken", `The part ${name} is packed in a way that isn't known.`);
  const unpacked = new Uint8Array(size);
  let filled = 0;
  try {
    const inflate = new Inflate((chunk) => {
      if (filled + chunk.length > size) throw new FileProblem("bomb", `The part ${name} holds more than it says.`);
      unpacked.set(chunk, filled);
      filled += chunk.length;
    });
    for (let at = 0; at < packed.length; at += STEP) {
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem("broken", `The part ${name} is damaged: ${String(error)}`);
  }
  if (filled !== size) throw new FileProblem("broken", `The part ${name} is cut off.`);
  return unpacked;
}
