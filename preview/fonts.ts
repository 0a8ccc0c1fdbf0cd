/** Comes with the page, so that Chinese shows on any machine; a list of fonts would fill the grid's font box. */
const cellFont = "Noto Sans SC Variable";

/** What the grid's editors write in; it can't be told otherwise. */
const editorFont = "Arial";

const stoodInFor = new Set<string>();

/** The font arrives in many small parts; those for `text`, in cells of these families, are there once this resolves. */
export async function loadFontsFor(text: string, families: readonly string[]): Promise<void> {
  const needed = [...new Set([editorFont, ...families])];
  for (const family of needed) {
    if (stoodInFor.has(family)) continue;
    standInFor(family, window);
    stoodInFor.add(family);
  }
  const fonts = needed.flatMap((family) => [`400 12px "${family}"`, `700 12px "${family}"`]);
  await Promise.all(fonts.map((font) => document.fonts.load(font, text)));
}

/** A canvas doesn't redraw by itself when a part of the font arrives. */
export function onFontArrival(redraw: () => void): () => void {
  document.fonts.addEventListener("loadingdone", redraw);
  return () => document.fonts.removeEventListener("loadingdone", redraw);
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
