/** Why a transaction didn't happen. */
export class ExcelFailure extends Error {
  constructor(
    readonly is:
      /** Neither done nor brought back. */
      "not-restored" | "cancelled",
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${is}: ${reason}`, options);
    this.name = "ExcelFailure";
  }
}

export const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
