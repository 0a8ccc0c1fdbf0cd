import type { Occupied } from "../../../workbook";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { useTexts } from "../../language";
import { texts } from "./texts";

const MOST_LISTED = 8;

interface Props {
  readonly cell: string;
  readonly occupied: Occupied;
  readonly onAnswer: () => void;
  readonly onClose: () => void;
}

/** What a formula would take the place of, and what it would find in its way. */
export function OccupiedDialog({ cell, occupied: { holds, filledBy, needs, inTheWay }, onAnswer, onClose }: Props) {
  const say = useTexts(texts);
  const layout = useLayout();
  const replaces = holds !== "" || filledBy !== null;
  const listed = inTheWay.slice(0, MOST_LISTED);
  return (
    <Dialog
      title={say(replaces ? "replaceTitle" : "noRoomTitle", { cell })}
      answer={say(replaces ? "replace" : "insertAnyway")}
      onAnswer={onAnswer}
      onClose={onClose}
    >
      {holds !== "" && (
        <p className={layout.text}>
          {say("wouldLose", { cell })} <span className={layout.code}>{holds}</span>
        </p>
      )}
      {filledBy !== null && <p className={layout.text}>{say("filledBy", { cell, filledBy })}</p>}
      {inTheWay.length > 0 && (
        <p className={layout.text}>
          {say("inTheWay", {
            needs: needs ?? cell,
            cells: inTheWay.length > listed.length ? [...listed, "…"] : listed,
          })}
        </p>
      )}
    </Dialog>
  );
}
