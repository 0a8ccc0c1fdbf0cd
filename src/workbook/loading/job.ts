/** What a load comes to. */
import type { CellValue } from "../../excel/cells/contents";
import type { Finish } from "../../excel/transactions/step";
import type { Message } from "../messages/messages";
import type { SaidStage } from "../messages/stages";
import type { LoadOutcome, SheetKind } from "../types";

export interface LoadPlan {
  readonly stages: readonly SaidStage[];
  readonly finish?: Finish;
  readonly outcome: LoadOutcome;
  /** Rows that the assumptions table gets. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Where it gets columns for names and reasons: the hidden name for it. */
  readonly columns: string | null;
  /** Sheets to be kept as ours: by name until they exist. */
  readonly created: readonly { readonly kind: SheetKind; readonly name: string }[];
  /** Where the sheets begin, to show the first of them; null when nothing was made. */
  readonly show: string | null;
}

export const writing = (name: string): Message => ({ id: "writing-sheet", values: { name } });
