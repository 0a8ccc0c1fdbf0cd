/** Words that several operations end with. */
import { words } from "../messages/messages";
import type { LeftCell, Told } from "../types";

const WORDS = {
  live: words("live-again", { en: "Formulas live again: {count}.", zh: "已恢复 {count} 个公式。" }),
  left: words("left", { en: "Left as they were ({count})", zh: "保持原样（{count}）" }),
};

export const liveAgain = (count: number) => WORDS.live({ count });

export const leftCells = (left: readonly LeftCell[]): NonNullable<Told["cells"]> =>
  left.length === 0 ? [] : [{ title: WORDS.left({ count: left.length }), cells: left }];
