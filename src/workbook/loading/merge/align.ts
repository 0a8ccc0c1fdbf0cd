/** Two sequences side by side: pairs in order whose likeness adds up to the most. */

/** For each of the first sequence where its like is in the second; null for none. */
export function aligned(
  first: number,
  second: number,
  likeness: (first: number, second: number) => number,
): readonly (number | null)[] {
  const best: number[][] = Array.from({ length: first + 1 }, () => Array<number>(second + 1).fill(0));
  for (let i = first - 1; i >= 0; i--) {
    for (let j = second - 1; j >= 0; j--) {
      const alike = likeness(i, j);
      const paired = alike > 0 ? alike + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const found: (number | null)[] = [];
  let j = 0;
  for (let i = 0; i < first; i++) {
    // The nearest place that the best pairing allows.
    let at = j;
    while (at < second && best[i]![at + 1] === best[i]![j] && !isPair(i, at)) at++;
    const pairs = at < second && isPair(i, at) && best[i]![at] === best[i]![j];
    found.push(pairs ? at : null);
    if (pairs) j = at + 1;
  }
  return found;

  function isPair(i: number, at: number): boolean {
    const alike = likeness(i, at);
    return alike > 0 && best[i]![at] === alike + best[i + 1]![at + 1]!;
  }
}
