/** Comes with the page, so that Chinese shows on any machine; a list of fonts would fill the grid's font box. */
export const cellFont = "Noto Sans SC";

/** The font arrives in many small parts; those for `text` are there once this resolves. */
export async function loadFontFor(text: string): Promise<void> {
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 12px "${cellFont}"`, text)));
}

/** A canvas doesn't redraw by itself when a part of the font arrives. */
export function onFontArrival(redraw: () => void): void {
  document.fonts.addEventListener("loadingdone", redraw);
}
