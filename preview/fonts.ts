import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/700.css";

/** Excel's own fonts where they exist; Noto Sans SC comes with the page, so that Chinese shows on any machine. */
export const cellFont = "Aptos Narrow, Calibri, Carlito, Arial, Noto Sans SC, sans-serif";

/** The font arrives in many small parts; those for `text` are there once this resolves. */
export async function loadFontFor(text: string): Promise<void> {
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 12px "Noto Sans SC"`, text)));
}

/** A canvas doesn't redraw by itself when a part of the font arrives. */
export function onFontArrival(redraw: () => void): void {
  document.fonts.addEventListener("loadingdone", redraw);
}
