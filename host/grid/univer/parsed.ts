import type { UniverContext, UniverModules } from "./context.js";

/** Formulas whose parsed form is kept; a few kilobytes each. */
const KEPT = 25_000;

/**
 * Univer keeps the parsed form of 5,000 formulas and goes through all of a workbook's in order at each calculation: of
 * more than that it finds none again. Its cache isn't exported, so it is caught while a formula of nothing is put into it.
 */
export function keepParsedFormulas({ core, engineFormula }: UniverModules): void {
  const prototype = core.LRUMap.prototype as { set(this: { limit: number }, ...entry: unknown[]): unknown };
  const { set } = prototype;
  const empty = {};
  prototype.set = function (...entry) {
    if (entry[1] === empty) this.limit = Math.max(this.limit, KEPT);
    return set.apply(this, entry);
  };
  const lexer = { treeBuilder: () => empty };
  const parser = { parse: () => empty };
  // A second grid finds it there: nothing is put in, and nothing need be.
  const config = {
    getDirtyDefinedNameMap: () => ({}),
    getDirtySuperTableMap: () => ({}),
    getExecuteUnitId: () => null,
  };
  try {
    engineFormula.generateAstNode("", "", lexer as never, parser as never, config as never);
  } finally {
    prototype.set = set;
  }
}

/** Functions for which a text that stands in the formula stays a text, "12%" too, as in Excel. */
const OF_TEXTS = ["SUBSTITUTE", "MATCH", "VLOOKUP"] as const;

/** Univer makes numbers of such texts; looking for one in each is most of what a look-up by a name costs. */
export function keepTexts({ injector, modules: { engineFormula } }: UniverContext): void {
  const functions = injector.get(engineFormula.IFunctionService);
  for (const name of OF_TEXTS) {
    const executor = functions.getExecutor(name);
    if (executor) executor.isArgumentsIgnoreNumberPattern = () => true;
  }
}
