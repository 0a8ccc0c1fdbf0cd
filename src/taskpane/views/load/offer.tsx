import { useState, type ReactNode } from "react";
import type { LoadOptions, LoadPreview } from "../../../workbook";
import { usePane } from "../../context";
import { useTexts } from "../../language";
import type { Operation } from "../../operation";
import { ConflictDialog } from "./ConflictDialog";
import { texts } from "./texts";

/** Offers to bring the loaded sheets along when the workbook went over to something else: `ask` after it has. */
export function useUpdateOffer(operation: Operation): {
  readonly ask: () => Promise<void>;
  readonly dialog: ReactNode;
} {
  const say = useTexts(texts);
  const { workbook } = usePane();
  const [asked, setAsked] = useState<LoadPreview | null>(null);
  const ask = async () => {
    const preview = await workbook.previewLoad({ place: { at: "end" } });
    const sheets = preview.sheets.filter(({ found }) => found.is === "ours" && found.changes > 0);
    if (sheets.length > 0) setAsked({ ...preview, sheets });
  };
  const update = (answers: LoadOptions["answers"]) => {
    const sheets = asked?.sheets.map(({ kind }) => kind);
    setAsked(null);
    if (sheets) void operation.run((run) => workbook.load({ sheets, place: { at: "end" }, answers }, run));
  };
  const dialog = asked && (
    <ConflictDialog
      title={say("offerTitle")}
      answer={say("offerAnswer")}
      preview={asked}
      onCancel={() => setAsked(null)}
      onAnswer={update}
    />
  );
  return { ask, dialog };
}
