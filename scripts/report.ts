/**
 * The author's terminal, and anybody's CI:
 *
 *     npm run report -- check FILE            every fault by id and line, and what would be right; exits with 1 where there is one
 *     npm run report -- eval FILE "=…" …      what formulas give over the file, as JSON
 *     npm run report -- eval FILE --set fx.usd-cny=7.1 --set size@base:2030=1500 "=…"    with assumptions of one's own
 *
 *     npm run report -- quotes FILE TEXT      whether the quotes stand in a text; exits with 1 where one doesn't
 *
 * `--zh` has messages and texts in Chinese.
 */
import "./docs/custom-functions";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { check } from "./report/check";
import { findQuotes } from "./report/quotes";
import { evaluate, overrideOf } from "./report/evaluate";

const usage =
  'npm run report -- check FILE\nnpm run report -- quotes FILE TEXT\nnpm run report -- eval FILE [--set KEY[@SCENARIO][:YEAR]=NUMBER] "=MARKET.SIZE(2030)" …';

const commands = ["check", "eval", "quotes"];

/** What a command prints, and how it exits. */
export interface Said {
  readonly lines: readonly string[];
  readonly exit: 0 | 1 | 2;
}

const wrong = (line: string): Said => ({ lines: [line, "", usage], exit: 2 });

export async function report(args: readonly string[]): Promise<Said> {
  const language = args.includes("--zh") ? "zh" : "en";
  const [command, file, ...rest] = args.filter((arg) => arg !== "--zh");
  if (!file || !commands.includes(command!)) return wrong("What should be done with which file?");
  const text = await readFile(file, "utf8").catch((error: Error) => error);
  if (text instanceof Error) return wrong(text.message);
  const checked = await check(text, file, language);
  if (command === "check" || !checked.report) return { lines: checked.lines, exit: checked.holds ? 0 : 1 };

  if (command === "quotes") {
    if (rest[0] === undefined) return wrong("In which text should the quotes be found?");
    const source = await readFile(rest[0], "utf8").catch((error: Error) => error);
    if (source instanceof Error) return wrong(source.message);
    const found = await findQuotes(checked.report, source, language);
    return { lines: found.lines, exit: found.holds ? 0 : 1 };
  }

  const overrides = [];
  const formulas = [];
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] !== "--set") {
      formulas.push(rest[at]!);
      continue;
    }
    const override = overrideOf(rest[++at] ?? "");
    if (!override)
      return wrong(`--set takes KEY=NUMBER, KEY:YEAR=NUMBER or KEY@SCENARIO:YEAR=NUMBER; it got ${rest[at]}.`);
    overrides.push(override);
  }
  const odd = formulas.find((formula) => !formula.startsWith("="));
  if (odd !== undefined) return wrong(`A formula begins with "=": ${odd}`);
  const evaluated = await evaluate(checked.report, { overrides, scenarios: [], chosen: null }, formulas, language);
  if ("refused" in evaluated) return wrong(evaluated.refused.join("\n"));
  return { lines: ["[", evaluated.values.map((value) => `  ${JSON.stringify(value)}`).join(",\n"), "]"], exit: 0 };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { lines, exit } = await report(process.argv.slice(2));
  (exit === 2 ? console.error : console.log)(lines.join("\n"));
  process.exitCode = exit;
}
