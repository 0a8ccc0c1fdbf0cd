import type { Override, Problem } from "../types";
import type { Key } from "./keys";

/** An override as it was read: with ids in place of the names that it was given by. */
export interface Entry {
  readonly override: Override;
  readonly key: Key | null;
  problem: Problem | null;
}
