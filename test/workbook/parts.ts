/** The custom XML parts of a workbook. */
import type { Opened } from "./workbook";

/** Their namespaces; those that `away` tells are deleted. */
export async function namespacesOf(
  book: Opened,
  away: (namespace: string) => boolean = () => false,
): Promise<readonly string[]> {
  return book.excel.run(async (context) => {
    const all = context.workbook.customXmlParts;
    all.load("items/id,items/namespaceUri");
    await context.sync();
    for (const { id, namespaceUri } of all.items) {
      if (away(namespaceUri)) context.workbook.customXmlParts.getItem(id).delete();
    }
    await context.sync();
    return all.items.map(({ namespaceUri }) => namespaceUri);
  });
}
