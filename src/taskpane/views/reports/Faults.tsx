import { Link } from "@fluentui/react-components";
import type { DraftFault } from "../../../workbook/authoring/status";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

interface Props {
  readonly faults: readonly DraftFault[];
  readonly most: number;
  readonly onGo: (sheet: string, address: string) => void;
}

/** What is to be said of cells, each with the way there. */
export function Faults({ faults, most, onGo }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  return (
    <LongList items={faults} most={most}>
      {({ sheet, address, text }) => (
        <>
          {address === null ? (
            <div className={layout.hint}>{sheet}</div>
          ) : (
            <Link as="button" onClick={() => onGo(sheet, address)}>
              {say("goTo", { sheet, address })}
            </Link>
          )}
          <div>{text[language]}</div>
        </>
      )}
    </LongList>
  );
}
