/** How a command ended, in a dialog where the pane can't be shown. */
import { fill } from "../functions/fill";
import type { Text } from "../report/types";

type Language = keyof Text;

/** What the dialog says. */
export interface ToldLines {
  readonly language: Language;
  readonly lines: readonly string[];
}

/** Characters: addresses have an end, of which Excel adds something of its own. */
const LONGEST = 1800;

const MORE: Text = {
  en: "… and {count} more. The pane has them all: Home › Market Model › Open pane.",
  zh: "……另有 {count} 项。窗格中有完整内容：“开始”›“市场模型”›“打开窗格”。",
};

/** In the part of an address that stays in the browser: cells are named in it. */
export function toldAddress(page: string, { language, lines }: ToldLines): string {
  const address = (shown: readonly string[]): string =>
    `${page}#${encodeURIComponent(JSON.stringify([language, ...shown]))}`;
  for (let count = lines.length; count > 0; count--) {
    const more = lines.length - count;
    const rest = more > 0 ? [fill(MORE, { count: more }, language)] : [];
    const whole = address([...lines.slice(0, count), ...rest]);
    if (whole.length <= LONGEST) return whole;
  }
  return address([fill(MORE, { count: lines.length }, language)]);
}

/** Nothing where the address says nothing that can be read. */
export function readTold(hash: string): ToldLines {
  try {
    const said: unknown = JSON.parse(decodeURIComponent(hash.slice(1)));
    const [language, ...lines] = Array.isArray(said) ? said.map(String) : [];
    return { language: language === "zh" ? "zh" : "en", lines };
  } catch {
    return { language: "en", lines: [] };
  }
}

/** The address of a page beside this one is of the same domain, as Excel demands of a dialog's. */
const PAGE = "outcome.html";
/** Excel opens one dialog at a time, and doesn't tell when one has closed. */
const STILL_OPEN = 12007;
const ATTEMPTS = 10;
const BETWEEN = 300;

let open: Office.Dialog | null = null;

/**
 * Commands may show a dialog: https://learn.microsoft.com/office/dev/add-ins/design/add-in-commands ("a good way to display an
 * error"). In Excel on the web it is within the page, so that no browser keeps it from opening.
 */
export async function showInDialog(told: ToldLines): Promise<void> {
  if (!Office.context.requirements.isSetSupported("DialogApi", "1.1")) return;
  open?.close();
  open = null;
  const address = toldAddress(new URL(PAGE, location.href).href, told);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { status, value, error } = await new Promise<Office.AsyncResult<Office.Dialog>>((resolve) => {
      Office.context.ui.displayDialogAsync(address, { height: 35, width: 30, displayInIframe: true }, resolve);
    });
    if (status === Office.AsyncResultStatus.Succeeded) open = value;
    if (status === Office.AsyncResultStatus.Succeeded || error.code !== STILL_OPEN) return;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
}
