/** What a formula said about each cell that shows its error; the grid itself keeps the error's code only. */
export class CellMessages {
  readonly #messages = new Map<string, string>();

  get(sheetId: string, row: number, column: number): string | undefined {
    return this.#messages.get(key(sheetId, row, column));
  }

  set(sheetId: string, row: number, column: number, message: string): void {
    this.#messages.set(key(sheetId, row, column), message);
  }
}

function key(sheetId: string, row: number, column: number): string {
  return `${sheetId}!${row},${column}`;
}
