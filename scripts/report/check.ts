/** What is wrong with a report file, for the one who writes it. */
import { findNodeAtLocation, parseTree, type Node, type ParseError } from "jsonc-parser";
import { createModel, loadAnalyses, type IntegrityProblem } from "../../src/model";
import { faultText, parseReport, type Report, type ReportFault } from "../../src/report";
import type { Language } from "../../src/functions/language";
import { problemText } from "./problems";

export interface Checked {
  /** Null where the file can't be read. */
  readonly report: Report | null;
  readonly holds: boolean;
  readonly lines: readonly string[];
}

/** Every fault: what is wrong with the file and then, once it can be read, what CHECK would find in it. */
export async function check(text: string, file: string, language: Language): Promise<Checked> {
  const parsed = parseReport(text, { most: Infinity });
  const errors: ParseError[] = [];
  const source = parseTree(text, errors);
  const place = placesIn(text, source, errors);
  if ("faults" in parsed) {
    const found = parsed.faults.map(
      (fault) => `${file}:${place(fault)}: ${ownerOf(source, fault)}${faultText(fault, language)}`,
    );
    return { report: null, holds: false, lines: [...found, count(found.length, language)] };
  }
  const { report } = parsed;
  await loadAnalyses();
  const problems = createModel(report)
    .problems()
    .map((problem) => `${file}:${place({ path: pathOf(problem, report) })}: ${problemText(problem, language)}`);
  const said = problems.length === 0 ? sound(report, language) : count(problems.length, language);
  return { report, holds: problems.length === 0, lines: [...problems, said] };
}

/** Where it stands: without a workbook splits alone can be wrong. */
function pathOf(problem: IntegrityProblem, { splits }: Report): string {
  if (problem.check !== "split-sum") return "";
  const split = splits.findIndex(({ id }) => id === problem.split);
  const segment = splits[split]?.segments.findIndex(({ id }) => id === problem.segment) ?? -1;
  return `/splits/${split}${segment < 0 ? "" : `/segments/${segment}`}`;
}

const count = (faults: number, language: Language): string =>
  ({ en: `${faults} ${faults === 1 ? "fault" : "faults"}`, zh: `${faults} 处问题` })[language];

function sound({ id, edition, figures, claims }: Report, language: Language): string {
  const name = `${id} ${edition}`;
  return {
    en: `${name}: ${figures.length} figures, ${claims.length} claims, no fault`,
    zh: `${name}：${figures.length} 个数据，${claims.length} 项论断，没有问题`,
  }[language];
}

/** A JSON pointer's keys. */
const keysOf = (path: string): readonly (string | number)[] =>
  path
    .split("/")
    .slice(1)
    .map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"))
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/**
 * The node of the place, or of the nearest around it: what is missing stands nowhere, and a file of an earlier version has
 * some things elsewhere.
 */
function nodesOn(source: Node | undefined, path: string): readonly Node[] {
  const keys = keysOf(path);
  return source ? keys.map((_, at) => findNodeAtLocation(source, keys.slice(0, at + 1))).filter((node) => !!node) : [];
}

function placesIn(text: string, source: Node | undefined, errors: readonly ParseError[]) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  return ({ path, code }: Pick<ReportFault, "path"> & Partial<ReportFault>): number => {
    if (code === "not-json") return lineAt(errors[0]?.offset ?? 0);
    return lineAt(nodesOn(source, path).at(-1)?.offset ?? 0);
  };
}

/** Whose fault it is, by the ids on the way: `region / china, points/0: `. */
function ownerOf(source: Node | undefined, { path }: ReportFault): string {
  const nodes = nodesOn(source, path);
  const idOf = (node: Node): unknown => (node.type === "object" ? findNodeAtLocation(node, ["id"])?.value : undefined);
  const ids = nodes.flatMap((node) => idOf(node) ?? []).filter((id) => typeof id === "string");
  const last = nodes.map((node) => idOf(node) !== undefined).lastIndexOf(true);
  const rest = keysOf(path)
    .slice(last + 1)
    .join("/");
  const owner = [ids.join(" / "), rest].filter((part) => part !== "").join(", ");
  return owner === "" ? "" : `${owner}: `;
}
