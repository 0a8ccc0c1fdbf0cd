import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "../language";
import { useLayout } from "./layout";
import { texts } from "./texts";

const useStyles = makeStyles({
  list: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: tokens.spacingVerticalS },
  item: { overflowWrap: "anywhere" },
});

interface Props<Item> {
  readonly items: readonly Item[];
  readonly most: number;
  readonly children: (item: Item) => ReactNode;
}

/** The first so many of a list, and how many more there are. */
export function LongList<Item>({ items, most, children }: Props<Item>) {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  return (
    <>
      <ul className={`${layout.plainList} ${styles.list}`}>
        {items.slice(0, most).map((item, index) => (
          <li key={index} className={styles.item}>
            {children(item)}
          </li>
        ))}
      </ul>
      {items.length > most && <p className={layout.hint}>{say("more", { count: items.length - most })}</p>}
    </>
  );
}
