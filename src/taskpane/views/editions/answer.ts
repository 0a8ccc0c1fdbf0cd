import type { Faults } from "./Faults";
import type { Preview } from "./Preview";

/** What stands below a choice of a report: what is wrong with its file, or what going over to it would change. */
export type Answer =
  | { readonly is: "nothing" }
  | ({ readonly is: "faults" } & Parameters<typeof Faults>[0])
  | ({ readonly is: "preview"; readonly former: boolean } & Pick<
      Parameters<typeof Preview>[0],
      "report" | "preview" | "model"
    >);

export const NOTHING = { is: "nothing" } as const satisfies Answer;
