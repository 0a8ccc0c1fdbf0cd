import fc from "fast-check";
import { expect, test } from "vitest";
import { builtInReport } from "../../src/report";
import { textOfReport } from "../../src/workbook/stored/edition";
import { isPiece, piecesOf, textsIn } from "../../src/workbook/stored/pieces";

const same = (data: unknown): string => JSON.stringify(data);
const parsed = (pieces: readonly string[]): readonly unknown[] => pieces.map((piece) => JSON.parse(piece));

/** Text that doesn't deflate to much less. */
function noise(length: number): string {
  let state = 1;
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = 33 + ((state = (state * 48271) % 2147483647) % 90);
  return bytes.toString("latin1");
}

test("a report's text is a fraction of itself, and comes back", () => {
  const text = textOfReport(builtInReport);
  const pieces = piecesOf(text)!;
  expect(pieces).toHaveLength(1);
  expect(pieces[0]!.length).toBeLessThan(text.length / 4);
  expect(textsIn(parsed(pieces), same)).toEqual([text]);
});

test("any text comes back, in whatever order its parts are found", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 9 }), (text, seed) => {
      const long = text + noise(1_400_000) + text;
      const pieces = parsed(piecesOf(long)!);
      expect(pieces.length).toBeGreaterThan(1);
      const turned = pieces.map((_, at) => pieces[(at + seed) % pieces.length]);
      expect(textsIn(turned, same)).toEqual([long]);
    }),
    { numRuns: 5 },
  );
});

test("a damaged piece that was written anew is read from the new one; one that is lacking gives nothing", () => {
  const text = noise(1_400_000);
  const [first, ...others] = parsed(piecesOf(text)!) as [Record<string, unknown>, ...unknown[]];
  const damaged = { ...first, deflated: "!" };
  expect(textsIn([damaged, first, ...others], same)).toContain(text);
  expect(textsIn(others, same)).toEqual([]);
  expect(textsIn([damaged, ...others], same)).toEqual([]);
});

test("every piece fits in a request of ours, and what is beyond all bounds is refused", () => {
  for (const piece of piecesOf(noise(2_500_000))!) expect(piece.length).toBeLessThan(1_000_000);
  expect(piecesOf(noise(30_000_000))).toBeNull();
});

test("a part of earlier versions holds the text itself", () => {
  expect(textsIn([{ schema: "1.0" }, undefined], same)).toEqual(['{"schema":"1.0"}']);
  for (const odd of [
    null,
    7,
    "x",
    [],
    { piece: 1 },
    { bytes: 1, piece: 2, of: 1, deflated: "" },
    { bytes: 1e12, piece: 1, of: 1, deflated: "" },
  ]) {
    expect(isPiece(odd)).toBe(false);
  }
});
