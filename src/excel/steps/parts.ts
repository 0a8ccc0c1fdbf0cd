/** What is kept in the workbook, in a custom XML part. */
import { NAMESPACE } from "../../workbook/kept/kept";
import type { Message } from "../../workbook/messages/messages";
import type { Step } from "../transactions/transaction";

export interface Part {
  readonly id: string;
  readonly xml: string;
}

/** Writes our custom XML part; `write` is called when the steps before have been carried out. `after` is the part as it then is. */
export function keepPart(
  before: Part | null,
  write: () => string,
  message: Message,
): Step & { readonly after: () => Part } {
  let added: Excel.CustomXmlPart | null = null;
  let xml = "";
  return {
    message,
    apply({ workbook }) {
      xml = write();
      if (before) {
        workbook.customXmlParts.getItem(before.id).setXml(xml);
        return;
      }
      added = workbook.customXmlParts.add(xml);
      added.load("id");
    },
    async undo(context) {
      const parts = context.workbook.customXmlParts.getByNamespace(NAMESPACE);
      parts.load("items/id");
      await context.sync();
      for (const part of parts.items) {
        if (part.id === before?.id) context.workbook.customXmlParts.getItem(part.id).setXml(before.xml);
        else if (!before) context.workbook.customXmlParts.getItem(part.id).delete();
      }
      await context.sync();
    },
    after: () => ({ id: before?.id ?? added!.id, xml }),
  };
}
