/** Comes with the page, so that Chinese shows on any machine; a list of fonts would fill the grid's font box. */
export const cellFont = "Noto Sans SC Variable";

/** What the grid's editors write in; it can't be told otherwise. */
export const editorFont = "Arial";

/** The font arrives in many small parts; those for `text` are there once this resolves. */
export async function loadFontFor(text: string): Promise<void> {
  const fonts = [`400 12px "${cellFont}"`, `700 12px "${cellFont}"`, `400 12px "${editorFont}"`];
  await Promise.all(fonts.map((font) => document.fonts.load(font, text)));
}

/** A canvas doesn't redraw by itself when a part of the font arrives. */
export function onFontArrival(redraw: () => void): void {
  document.fonts.addEventListener("loadingdone", redraw);
}

/** Noto Sans SC is much taller, and the formula bar would cut it off. */
const arialHeight = { ascentOverride: "90.5%", descentOverride: "21.2%", lineGapOverride: "3.3%" };

/**
 * Stands the font in for `family` in a window where the system lacks it, so that what asks for that family by name
 * (the grid's editors, the add-in's page) shows Chinese all the same.
 */
export function standInFor(family: string, target: Window & typeof globalThis): void {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  for (const rule of rules) {
    if (!(rule instanceof CSSFontFaceRule) || !rule.style.fontFamily.includes(cellFont)) continue;
    const { src, fontWeight, unicodeRange } = rule.style as CSSStyleDeclaration & { src: string; unicodeRange: string };
    const face = new target.FontFace(family, `local("${family}"), ${src}`, {
      ...arialHeight,
      weight: fontWeight,
      unicodeRange,
    });
    target.document.fonts.add(face);
  }
}
