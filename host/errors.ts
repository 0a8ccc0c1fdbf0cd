/** The errors the host raises. Codes are Excel's own (Excel.ErrorCodes); a request's answer carries them back. */
export class RichApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "RichApiError";
  }
}

export const itemNotFound = () => new RichApiError("ItemNotFound", "The requested resource doesn't exist.");

export const itemAlreadyExists = () =>
  new RichApiError("ItemAlreadyExists", "A resource with the same name or identifier already exists.");

export const invalidArgument = (
  message = "The argument is invalid or missing or has an incorrect format.",
): RichApiError => new RichApiError("InvalidArgument", message);

export const shapeMismatch = () =>
  invalidArgument(
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  );

export const invalidReference = () =>
  new RichApiError("InvalidReference", "This reference is not valid for the current operation.");

export const invalidOperation = (message = "The operation attempted is invalid on the object.") =>
  new RichApiError("InvalidOperation", message);

export const unsupportedOperation = () =>
  new RichApiError("UnsupportedOperation", "This operation is not implemented.");

export const insertDeleteConflict = () =>
  new RichApiError("InsertDeleteConflict", "The insert or delete operation attempted resulted in a conflict.");

export const nonBlankCellOffSheet = () =>
  new RichApiError(
    "NonBlankCellOffSheet",
    "Microsoft Excel can't insert new cells because it would push non-empty cells off the end of the worksheet.",
  );

export const invalidSelection = () =>
  new RichApiError("InvalidSelection", "The current selection is invalid for this operation.");

export const accessDenied = () => new RichApiError("AccessDenied", "You cannot perform the requested operation.");

export const inCellEditMode = () =>
  new RichApiError(
    "InvalidOperationInCellEditMode",
    "Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.",
  );

export const nullObject = () =>
  new RichApiError("InvalidObjectPath", "The operation failed because the object doesn't exist.");

/** Excel has it, this host doesn't: never a silent success. */
export const apiNotFound = (what: string) =>
  new RichApiError("ApiNotFound", `The API you are trying to use could not be found: ${what}.`);

export const requestTooLarge = () =>
  new RichApiError("RequestPayloadSizeLimitExceeded", "The request payload size has exceeded the limit.");

export const responseTooLarge = () =>
  new RichApiError("ResponsePayloadSizeLimitExceeded", "The response payload size has exceeded the limit.");
