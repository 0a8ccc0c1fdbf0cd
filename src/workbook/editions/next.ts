/** What the edition after another is called: its last number goes up by one. */
export function nextEdition(edition: string, taken: readonly string[]): string {
  let next = edition;
  while (taken.includes(next)) {
    const found = /^(.*?)(\d+)(\D*)$/s.exec(next);
    next = found ? `${found[1]}${BigInt(found[2]!) + 1n}${found[3]}` : `${next}.2`;
  }
  return next;
}
