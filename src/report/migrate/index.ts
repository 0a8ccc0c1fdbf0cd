/**
 * Brings a report file of an earlier schema up to date, and says what it leaves unsaid. What isn't as that schema has it is
 * left for the parser to refuse.
 */
import { complete } from "./complete";
import { from1, type Json } from "./from-1";

const steps = new Map<unknown, (file: Json) => Json>([["1.0", from1]]);

export function upToDate(file: Json): Json {
  let current = file;
  for (let step = steps.get(file.schema); step; step = steps.get(current.schema)) current = step(current);
  complete(current);
  return current;
}
