/**
 * `npm test` builds while it runs the tests that need nothing built; what needs it waits here. It leaves its process's id
 * beside what it builds until that is there.
 */
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { inRepository } from "./dist";

const sign = inRepository(".cache/being-built");

// An empty one is just being written.
while (existsSync(sign) && isRunning(Number(readFileSync(sign, "utf8")) || process.pid)) await setTimeout(200);

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
