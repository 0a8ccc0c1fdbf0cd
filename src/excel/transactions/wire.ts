/** How much is sent to Excel, and comes back, at once. */

/** Bytes in a request, or in its answer: well below the 5 MB that Excel on the web takes and gives at once. */
export const REQUEST = 3_750_000;

/** Bytes that a character comes to on the wire if it isn't plain: Chinese, say, or a quote, which is quoted there. */
export const WIDE = 3;
/** Plain ones are those between these, but for these two. */
const [FIRST, LAST, QUOTE, BACKSLASH] = [0x20, 0x7e, 0x22, 0x5c] as const;

/** Bytes that a text comes to on the wire, about. */
export function bytesOf(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < FIRST || code > LAST || code === QUOTE || code === BACKSLASH) wide++;
  }
  return text.length + wide * (WIDE - 1);
}
