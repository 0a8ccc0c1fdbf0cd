/** What lines are called in the cells that point at them: by name where that is enough, else by kind or split as well. */
import type { Name } from "../types";
import { folded } from "./cells";
import { keyOf, kinds, operators, rest, type LineKind } from "./words";

export interface Entry {
  readonly kind: LineKind;
  readonly id: string;
  readonly name: Name;
  readonly aliases?: readonly string[];
  /** Of a segment: what its split is called. */
  readonly split?: { readonly id: string; readonly name: Name };
}

export interface Labels<E extends Entry> {
  readonly find: (text: string) => E | null;
  /** The shortest that means the line; for a formula one without an operator in it. */
  readonly of: (entry: E, inFormula?: boolean) => string;
}

/** A plain name means the first of these that there is. */
const precedence: readonly LineKind[] = ["market", "driver", "series", "segment"];

/** What a formula would take for a sign, or for a word of its own. */
const signs = new RegExp(
  Object.values(operators)
    .flat()
    .map((sign) => ` ${sign.replace(/[*+/\-·]/g, "\\$&")} `)
    .join("|") + "|[×*+÷−]|^=|^[01]$",
);
const isWritten = (text: string): boolean =>
  signs.test(text) || [rest.en, rest.zh].some((word) => folded(word) === folded(text));

const textsOf = ({ id, name, aliases = [] }: Pick<Entry, "id" | "name" | "aliases">): readonly string[] =>
  [name.en, name.zh, name.zhHant ?? name.en, id, ...aliases].map(folded);

export function labels<E extends Entry>(entries: readonly E[]): Labels<E> {
  const all = new Map<string, E>();
  const byKind = new Map<string, E>();
  const bySplit = new Map<string, E>();
  const add = (map: Map<string, E>, key: string, entry: E) => map.has(key) || map.set(key, entry);
  for (const kind of precedence) {
    for (const entry of entries.filter((one) => one.kind === kind)) {
      for (const text of textsOf(entry)) {
        add(all, text, entry);
        add(byKind, `${kind}:${text}`, entry);
        if (entry.split) for (const split of textsOf(entry.split)) add(bySplit, `${split}/${text}`, entry);
      }
    }
  }

  function find(text: string): E | null {
    const plain = all.get(folded(text));
    if (plain) return plain;
    const colon = /[:：]/.exec(text);
    const kind = colon && keyOf(kinds, text.slice(0, colon.index));
    const named = kind && byKind.get(`${kind}:${folded(text.slice(colon.index + 1))}`);
    return named || (bySplit.get(folded(text)) ?? null);
  }

  function of(entry: E, inFormula = false): string {
    const { kind, id, name, split } = entry;
    const tries = [
      name.en,
      ...(split ? [`${split.name.en} / ${name.en}`] : []),
      id,
      `${kind}: ${name.en}`,
      ...(split ? [`${split.id}/${id}`] : []),
    ];
    return tries.find((text) => find(text) === entry && !(inFormula && isWritten(text))) ?? `${kind}: ${id}`;
  }

  return { find, of };
}
