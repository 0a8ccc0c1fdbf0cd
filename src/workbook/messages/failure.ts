import { ExcelFailure, reasonOf } from "../../excel/transactions/failure";
import { WorkbookError } from "./messages";

/** Any failure as one that the user can read. */
export function failure(reason: unknown, signal?: AbortSignal): WorkbookError {
  if (reason instanceof ExcelFailure && reason.is === "not-restored") {
    return new WorkbookError({ id: "not-restored", values: { reason: reason.reason } }, { cause: reason });
  }
  if (reason instanceof ExcelFailure || signal?.aborted)
    return new WorkbookError({ id: "cancelled" }, { cause: reason });
  if (reason instanceof WorkbookError) return reason;
  if ((reason as { readonly code?: unknown } | null)?.code === "InvalidSelection")
    return new WorkbookError({ id: "no-cells-selected" }, { cause: reason });
  return new WorkbookError({ id: "excel-failed", values: { reason: reasonOf(reason) } }, { cause: reason });
}
