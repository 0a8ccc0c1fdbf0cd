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

/**
 * Gives the add-in's page the same font, under a name that stands in Fluent UI's list of fonts and that no machine
 * has: where the system has no Chinese font, the page has one.
 */
export function lendFont(frame: Window & typeof globalThis): void {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  for (const rule of rules) {
    if (!(rule instanceof CSSFontFaceRule) || !rule.style.fontFamily.includes(cellFont)) continue;
    const { src, fontWeight, unicodeRange } = rule.style as CSSStyleDeclaration & { src: string; unicodeRange: string };
    const face = new frame.FontFace("Segoe UI Web (West European)", src, { weight: fontWeight, unicodeRange });
    frame.document.fonts.add(face);
  }
}
