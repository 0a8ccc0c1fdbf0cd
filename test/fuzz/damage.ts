import fc from "fast-check";

/** A slip in a file's text, or an attack on it: something cut out, put in, written twice, or put elsewhere. */
export interface Damage {
  readonly how: "cut" | "insert" | "twice" | "truncate" | "move";
  /** Where, as a fraction of the text. */
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

export const damage: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom("cut", "insert", "twice", "truncate", "move"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 400 })),
  text: fc.oneof(
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.constantFrom(...'"{}[],:\\0-<>&'),
    fc.constantFrom(
      "e9",
      "1e999",
      "null",
      "\u0000",
      "\ud800",
      "\u2028",
      '"__proto__":{},',
      '"id":"a",',
      "&#0;",
      "<!--",
    ),
  ),
});

export function damaged(text: string, { how, at, length, text: more }: Damage): string {
  const from = Math.floor(at * text.length);
  const [before, middle, after] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  switch (how) {
    case "cut":
      return before + after;
    case "insert":
      return before + more + middle + after;
    case "twice":
      return before + middle + middle + after;
    case "truncate":
      return before;
    case "move":
      return middle + before + after;
  }
}
