/** Why a file can't be opened. Whoever shows it words it. */
export type FileProblemKind =
  /** Not an Excel workbook at all. */
  | "unknown"
  /** Locked with a password. */
  | "encrypted"
  /** Excel's format before 2007 (.xls). */
  | "old"
  /** Excel's binary workbook (.xlsb). */
  | "binary"
  /** An Excel workbook that is damaged or cut off. */
  | "broken"
  /** More than is opened here. */
  | "huge"
  /** Unpacks to more than it says, or to absurdly much. */
  | "bomb";

export class FileProblem extends Error {
  constructor(
    readonly kind: FileProblemKind,
    detail: string,
  ) {
    super(detail);
    this.name = "FileProblem";
  }
}
