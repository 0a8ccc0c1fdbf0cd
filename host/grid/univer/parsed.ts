import type { UniverContext, UniverModules } from "./context.js";

/** Formulas whose parsed form is kept; a few kilobytes each. */
const KEPT = 200_000;

interface Cache {
  limit: number;
  keys(): Iterable<string>;
  clear(): void;
}
let cache: Cache | undefined;
/** Gives away what all readers share when it is disposed of. */
let reader: { dispose(): void } | undefined;
const keep = (found: Cache): void => {
  found.limit = Math.max(found.limit, KEPT);
  cache = found;
};

/**
 * Univer keeps the parsed form of 5,000 formulas and goes through all of a workbook's in order at each calculation: of
 * more than that it finds none again. Its cache isn't exported, so it is caught while a formula of nothing is looked for in it.
 */
export function keepParsedFormulas({ core, engineFormula }: UniverModules): void {
  const prototype = core.LRUMap.prototype as { get(this: Cache, ...key: unknown[]): unknown };
  const { get } = prototype;
  const empty = {};
  reader ??= new engineFormula.LexerTreeBuilder();
  prototype.get = function (...key) {
    keep(this);
    return get.apply(this, key);
  };
  const lexer = { treeBuilder: () => empty };
  const parser = { parse: () => empty };
  const config = {
    getDirtyDefinedNameMap: () => ({}),
    getDirtySuperTableMap: () => ({}),
    getExecuteUnitId: () => null,
  };
  try {
    engineFormula.generateAstNode("", "", lexer as never, parser as never, config as never);
  } finally {
    prototype.get = get;
  }
}

/**
 * Univer keeps what it made of a formula, a text or a range by its text, and of more than 64 characters by a number of 32
 * bits: of two texts with the same number the second got what was made of the first. They are kept by their texts.
 */
export function keepByText({ engineFormula }: UniverModules): void {
  const caches = Object.getPrototypeOf(engineFormula.FORMULA_REF_TO_ARRAY_CACHE) as { _hash(text: string): string };
  caches._hash = (text) => text;
}

/**
 * What was read of formulas keeps what names meant then, and before that the texts that they were made of: all is read anew,
 * where any of it is of such a formula.
 */
export function forgetReadFormulas(uses: (formula: string) => boolean): void {
  if (![...(cache?.keys() ?? [])].some(uses)) return;
  forgetParsedFormulas();
  reader?.dispose();
}

/**
 * A parsed formula keeps the tables that it names as they were then, and of one that wasn't there yet that it is an unknown
 * name: once tables come or change, all are parsed anew.
 */
export const forgetParsedFormulas = (): void => cache?.clear();

/**
 * Univer's reader takes brackets that a formula left open, as one with an escaped bracket in a table's column does, for open in
 * all that it reads later: SUBTOTAL then lost arguments, and tables were unknown names.
 */
export function closeBrackets({ engineFormula }: UniverModules): void {
  const prototype = engineFormula.LexerTreeBuilder.prototype as unknown as Reader;
  const { _resetTemp } = prototype;
  if (prototype.closesBrackets) return;
  prototype.closesBrackets = true;
  prototype._resetTemp = function () {
    _resetTemp.call(this);
    this._squareBracketState = 0;
    this._tableBracketState = false;
    this._openBracketNormalIndexStack = [];
  };
}

interface Reader {
  _resetTemp(): void;
  _squareBracketState: number;
  _tableBracketState: boolean;
  _openBracketNormalIndexStack: unknown[];
  closesBrackets?: true;
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

/**
 * SUBSTITUTE of single texts, which Univer makes tables of first, for each of those that a look-up by a name has inside each
 * other. It takes any blank for any other, too.
 */
export function substituteTexts({ injector, modules: { engineFormula } }: UniverContext): void {
  const executor = injector.get(engineFormula.IFunctionService).getExecutor("SUBSTITUTE");
  if (!executor) return;
  const calculate = executor.calculate.bind(executor);
  executor.calculate = (...given) => {
    const [text, old, by] = given;
    const isPlain = given.length === 3 && given.every((one) => "isString" in one && one.isString() && !one.isArray());
    if (!isPlain) return calculate(...given);
    const [within, sought, instead] = [text, old, by].map((one) => String((one as Value).getValue()));
    if (sought === "" || !within!.includes(sought!)) return text as Value;
    return engineFormula.StringValueObject.create(within!.split(sought!).join(instead));
  };
}

type Value = InstanceType<UniverModules["engineFormula"]["BaseValueObject"]>;
