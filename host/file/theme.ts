/** Office's own theme, as far as charts and other programs need one (ECMA-376 part 1, 20.1.6), and the colours that charts take of it. */
import { DRAWING } from "./charts-write.js";
import { OFFICE_THEME, THEME_ORDER } from "./colors.js";
import { PROLOG } from "./xml.js";

/** In the order that files have: dark before light. */
const COLORS = [...[1, 0, 3, 2].map((place) => THEME_ORDER[place]!), ...THEME_ORDER.slice(4)];

export function themeXml(): string {
  const colors = COLORS.map(
    (name) => `<a:${name}><a:srgbClr val="${OFFICE_THEME[THEME_ORDER.indexOf(name)]!}"/></a:${name}>`,
  ).join("");
  const font = (name: string, face: string): string =>
    `<a:${name}Font><a:latin typeface="${face}"/><a:ea typeface=""/><a:cs typeface=""/></a:${name}Font>`;
  const three = (each: string): string => each.repeat(3);
  const fill = `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`;
  return (
    `${PROLOG}<a:theme xmlns:a="${DRAWING}/main" name="Office"><a:themeElements><a:clrScheme name="Office">${colors}</a:clrScheme>` +
    `<a:fontScheme name="Office">${font("major", "Calibri Light")}${font("minor", "Calibri")}</a:fontScheme>` +
    `<a:fmtScheme name="Office"><a:fillStyleLst>${three(fill)}</a:fillStyleLst>` +
    `<a:lnStyleLst>${three(`<a:ln w="6350">${fill}</a:ln>`)}</a:lnStyleLst>` +
    `<a:effectStyleLst>${three(`<a:effectStyle><a:effectLst/></a:effectStyle>`)}</a:effectStyleLst>` +
    `<a:bgFillStyleLst>${three(fill)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
  );
}
