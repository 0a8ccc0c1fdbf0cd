/** Custom XML parts put into the workbook, changed and taken away. */
import { WIDE } from "../transactions/wire";
import type { Step } from "../transactions/step";

type Context = Excel.RequestContext;

export interface Part {
  readonly id: string;
  readonly xml: string;
}

async function idsIn(context: Context, namespace: string): Promise<readonly string[]> {
  const parts = context.workbook.customXmlParts.getByNamespace(namespace);
  parts.load("items/id");
  await context.sync();
  return parts.items.map(({ id }) => id);
}

/** So many a round trip: Excel gives 5 MB at once, and a part of ours is less than a million characters. */
const PARTS = 4;

/** The parts of a namespace: one round trip to find them, one for so many texts as go into a request. */
export async function readParts(context: Context, namespace: string): Promise<readonly Part[]> {
  const ids = await idsIn(context, namespace);
  const parts: Part[] = [];
  for (let at = 0; at < ids.length; at += PARTS) {
    const some = ids.slice(at, at + PARTS);
    const found = some.map((id) => ({ id, xml: context.workbook.customXmlParts.getItem(id).getXml() }));
    // Together they would be beyond what Excel sends at once.
    // eslint-disable-next-line office-addins/no-context-sync-in-loop
    await context.sync();
    parts.push(...found.map(({ id, xml }) => ({ id, xml: xml.value })));
  }
  return parts;
}

/**
 * Writes the one part of a namespace, unless it says the same already; `write` is called when what comes before has been
 * carried out. `after` is the part as it then is.
 */
export function putPart(
  namespace: string,
  before: Part | null,
  write: () => string,
): { step: Step; after: () => Part } {
  let added: Excel.CustomXmlPart | null = null;
  let xml = "";
  const step: Step = {
    apply({ workbook }) {
      xml = write();
      if (before) {
        if (xml !== before.xml) workbook.customXmlParts.getItem(before.id).setXml(xml);
        return;
      }
      added = workbook.customXmlParts.add(xml);
      added.load("id");
    },
    async undo(context) {
      if (xml === before?.xml) return;
      const ids = await idsIn(context, namespace);
      for (const id of ids) {
        if (id === before?.id) context.workbook.customXmlParts.getItem(id).setXml(before.xml);
        else if (!before) context.workbook.customXmlParts.getItem(id).delete();
      }
      await context.sync();
    },
  };
  return { step, after: () => ({ id: before?.id ?? added!.id, xml }) };
}

/** Adds a part of so many characters to those that its namespace has; `known` are their ids. */
export const addPart = (namespace: string, known: ReadonlySet<string>, length: number, write: () => string): Step => ({
  size: length * WIDE,
  apply: ({ workbook }) => void workbook.customXmlParts.add(write()),
  async undo(context) {
    for (const id of await idsIn(context, namespace)) {
      if (!known.has(id)) context.workbook.customXmlParts.getItem(id).delete();
    }
    await context.sync();
  },
});

/**
 * Taken back, the same texts are in the workbook as before, in parts with other ids. To come before what adds parts to
 * the namespace, so that those are gone when it is taken back.
 */
export const deleteParts = (namespace: string, parts: readonly Part[]): Step => ({
  apply({ workbook }) {
    for (const { id } of parts) workbook.customXmlParts.getItem(id).delete();
  },
  async undo(context) {
    const there = new Map<string, number>();
    for (const { xml } of await readEach(context, namespace)) there.set(xml, (there.get(xml) ?? 0) + 1);
    for (const { xml } of parts) {
      const left = there.get(xml) ?? 0;
      if (left > 0) {
        there.set(xml, left - 1);
        continue;
      }
      context.workbook.customXmlParts.add(xml);
      // One text a round trip: together they may be beyond what Excel takes.
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      await context.sync();
    }
  },
});

async function readEach(context: Context, namespace: string): Promise<readonly Part[]> {
  const found: Part[] = [];
  for (const id of await idsIn(context, namespace)) {
    const xml = context.workbook.customXmlParts.getItem(id).getXml();
    // eslint-disable-next-line office-addins/no-context-sync-in-loop
    await context.sync();
    found.push({ id, xml: xml.value });
  }
  return found;
}
