/** The built-in report's quotes: asked for seldom, so that they come when they first are. */
import type { Figure, Report } from "../types";

type Quotes = Readonly<Record<string, string>>;

/** The edition that they are quotes of. */
const of = { id: "cn-auto-cloud-2025-2030", edition: "2026.1" };

let known: Quotes | null = null;
let coming: Promise<void> | null = null;

/** Rejects when they can't be had; another try is made when they are next asked for. */
export function loadQuotes(): Promise<void> {
  coming ??= import(/* webpackChunkName: "quotes" */ "./built-in-quotes.json").then(
    ({ default: quotes }) => {
      known = quotes;
    },
    (error: unknown) => {
      coming = null;
      throw error;
    },
  );
  return coming;
}

/** A figure's quote; null where there is none, and what to wait for where it isn't here yet. */
export function quoteOf({ id, edition }: Report, figure: Figure): string | null | Promise<void> {
  if (figure.quote !== undefined) return figure.quote;
  if (id !== of.id || edition !== of.edition) return null;
  return known ? (known[figure.id] ?? null) : loadQuotes();
}
