import { parseXml } from "@rgrove/parse-xml";
import { invalidArgument, itemNotFound } from "../errors.js";
import { handle, type Handle } from "../kinds.js";
import { type Members, readOnly, text } from "../model.js";
import type { Session } from "../session.js";
import { forget, live, type XmlPartState } from "../states.js";

/** All parts, or those of one namespace. */
interface PartsTarget {
  readonly namespaceUri?: string;
}

const list = (target: PartsTarget, session: Session): readonly XmlPartState[] =>
  session.book.xmlParts.filter(
    (part) => target.namespaceUri === undefined || part.namespaceUri === target.namespaceUri,
  );

const partHandle = (part: XmlPartState): Handle => handle("CustomXmlPart", part);

function only(target: PartsTarget, session: Session): XmlPartState | undefined {
  const found = list(target, session);
  return found.length === 1 ? found[0] : undefined;
}

function find(target: PartsTarget, session: Session, id: unknown): XmlPartState | undefined {
  return list(target, session).find((part) => part.id === id);
}

function required(found: XmlPartState | undefined): Handle {
  if (!found) throw itemNotFound();
  return partHandle(found);
}

const orNull = (found: XmlPartState | undefined): Handle | null => (found ? partHandle(found) : null);

/** The namespace of the root element of what must be XML. */
function namespaceOf(xml: string): string {
  try {
    const { name, attributes } = parseXml(xml).root!;
    const colon = name.indexOf(":");
    return attributes[colon < 0 ? "xmlns" : `xmlns:${name.slice(0, colon)}`] ?? "";
  } catch {
    throw invalidArgument();
  }
}

export const xmlParts: Members<"CustomXmlPartCollection"> = {
  properties: {},
  items: (target, session) => list(target, session).map(partHandle),
  methods: {
    Add: {
      run(_target, session, given) {
        const xml = text(given);
        const part: XmlPartState = { id: `{${guid(session.book.nextId())}}`, xml, namespaceUri: namespaceOf(xml) };
        session.book.xmlParts.push(part);
        return partHandle(part);
      },
    },
    GetItem: { run: (target, session, id) => required(find(target, session, id)) },
    GetItemOrNullObject: { run: (target, session, id) => orNull(find(target, session, id)) },
    GetByNamespace: {
      run: (_target, _session, uri) => handle("CustomXmlPartScopedCollection", { namespaceUri: text(uri) }),
    },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};

export const scopedParts: Members<"CustomXmlPartScopedCollection"> = {
  properties: {},
  items: (target, session) => list(target, session).map(partHandle),
  methods: {
    GetItem: { run: (target, session, id) => required(find(target, session, id)) },
    GetItemOrNullObject: { run: (target, session, id) => orNull(find(target, session, id)) },
    GetOnlyItem: { run: (target, session) => required(only(target, session)) },
    GetOnlyItemOrNullObject: { run: (target, session) => orNull(only(target, session)) },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};

export const xmlPart: Members<"CustomXmlPart"> = {
  properties: {
    Id: readOnly((part) => live(part).id),
    NamespaceUri: readOnly((part) => live(part).namespaceUri),
  },
  methods: {
    GetXml: { run: (part) => live(part).xml },
    SetXml: {
      run(part, _session, given) {
        const xml = text(given);
        live(part).namespaceUri = namespaceOf(xml);
        part.xml = xml;
      },
    },
    Delete: { run: (part, session) => forget(session.book.xmlParts, live(part)) },
  },
};

const guid = (number: number): string =>
  `${number.toString(16).toUpperCase().padStart(8, "0")}-0000-4000-8000-000000000000`;
