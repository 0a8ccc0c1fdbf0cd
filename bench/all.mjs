/** `npm run bench`: every benchmark, each in a process of its own. Fails if one does, but only once all have run. */
import { spawnSync } from "node:child_process";

const benchmarks = [["bench/index.mjs"], ["node_modules/tsx/dist/cli.mjs", "bench/host.ts"]];
const failed = benchmarks.filter((args) => spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0);
process.exitCode = failed.length > 0 ? 1 : 0;
