/** What a person chose in the pane and would choose again, kept on the computer: what belongs to the workbook is kept in it. */
import { Storage, StorageType } from "@microsoft/office-js-helpers";
import { useCallback, useState } from "react";

/** Where a browser keeps a storage for each site that shows the add-in, Office says which this is. */
const container = (): string => ["market-model", Office.context?.partitionKey].filter(Boolean).join("-");

/** One that can't be written, as where cookies are blocked, lasts as long as the page. */
function open(): Storage<unknown> {
  try {
    const storage = new Storage<unknown>(container());
    storage.set("writable", true);
    return storage;
  } catch {
    return new Storage<unknown>(container(), StorageType.InMemoryStorage);
  }
}

let opened: Storage<unknown> | null = null;
const storage = (): Storage<unknown> => (opened ??= open());

/** `read` makes a choice of what was kept, which an older or newer pane may have written; null where it is none. */
export function usePreference<T>(
  name: string,
  read: (kept: unknown) => T | null,
  otherwise: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(storage().get(name)) ?? otherwise);
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      try {
        storage().set(name, next);
      } catch {
        // No room left: the choice holds while the pane is open.
      }
    },
    [name],
  );
  return [value, choose];
}

export const oneOf =
  <T extends string>(known: readonly T[]) =>
  (kept: unknown): T | null =>
    known.find((one) => one === kept) ?? null;

export const someOf =
  <T extends string>(known: readonly T[]) =>
  (kept: unknown): readonly T[] | null =>
    Array.isArray(kept) ? known.filter((one) => kept.includes(one)) : null;

export const yesOrNo = (kept: unknown): boolean | null => (typeof kept === "boolean" ? kept : null);
