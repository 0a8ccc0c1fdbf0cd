import { useEffect, useState } from "react";
import type { Selection, Workbook } from "../workbook";

/** The selected cell, as the user moves about the sheet; null until it is known, or where no cell is selected (a chart). */
export function useSelection(workbook: Workbook | null): Selection | null {
  const [selection, setSelection] = useState<Selection | null>(null);
  useEffect(() => {
    if (!workbook) return;
    // Answers may overtake each other: the last question's counts.
    let asked = 0;
    const read = () => {
      const question = ++asked;
      workbook.selection().then(
        (answer) => question === asked && setSelection(answer),
        () => question === asked && setSelection(null),
      );
    };
    read();
    const end = workbook.onSelection(read);
    return () => {
      asked = -1;
      end();
    };
  }, [workbook]);
  return selection;
}

/** The first cell of a selection, as a person names it. */
export const cellName = ({ sheet, address }: Pick<Selection, "sheet" | "address">): string =>
  `${sheet}!${firstCell(address)}`;

export const firstCell = (address: string): string => address.split(/[:,]/)[0]!;
