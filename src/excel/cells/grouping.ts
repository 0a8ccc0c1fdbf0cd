/** Things taken together: of one sheet, or as many as fit. */

export function bySheet<T extends { readonly sheet: string }>(things: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const thing of things) {
    const here = found.get(thing.sheet);
    if (here) here.push(thing);
    else found.set(thing.sheet, [thing]);
  }
  return found;
}

/** In their order, none above the limit but one that is so alone. */
export function batchesOf<T>(
  things: readonly T[],
  sizeOf: (thing: T) => number,
  most: number,
): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let size = Infinity;
  for (const thing of things) {
    const more = sizeOf(thing);
    if (size + more > most) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(thing);
    size += more;
  }
  return batches;
}
