import os from "node:os";
import { format } from "prettier";

/** docs/performance.md: what the benchmarks found, in the order in which they ran. */
export async function performancePage(sections) {
  const [{ model }] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const text = `# Performance

Written by \`npm run bench\`. Times are of one run on one machine (${os.cpus().length} × ${model.trim()}, ${memory} GB, Node ${process.versions.node}, load ${os.loadavg()[0].toFixed(1)}) and
say little about another; ratios compare with a peer in the same run, and counts are the same everywhere. What holds is
checked by the benchmark itself, which fails where a limit is passed.

${sections.map(section).join("\n\n")}
`;
  return format(text, { parser: "markdown", printWidth: 120 });
}

function section({ title, about, rows, limits }) {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [
    line(columns),
    line(columns.map((_, index) => (index === 0 ? "---" : "---:"))),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ""))),
  ];
  const held = limits.map(({ what, holds, shown }) => `- ${holds ? "Holds" : "**Fails**"}: ${what} (${shown}).`);
  return [`## ${title}`, about, table.join("\n"), ...(held.length > 0 ? [held.join("\n")] : [])].join("\n\n");
}
