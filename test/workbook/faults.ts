/** Faults at every request of an operation: each leaves the workbook and the state as they were. */
import { expect } from "vitest";
import { WorkbookError } from "../../src/workbook";
import type { Opened } from "./workbook";

/** Excel refuses the request, does half of it, or does it and the answer gets lost. */
export const KINDS = ["error", "half", "lost"] as const;

export const noteOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "done",
    (reason: unknown) => (reason instanceof WorkbookError ? reason.note : reason),
  );

/** What the pane shows, without what is passing. */
export function shown({ book }: Opened): unknown {
  const { model, pinned, formerEdition, textLanguage, tables, notices } = book.getState();
  return { assumptions: model.assumptions, pinned, formerEdition, textLanguage, tables, notices };
}

/** No operation needs so many requests. */
const MOST = 60;

/**
 * Fails at the first request, then at the second, and so on, past the operation's last; says how often it failed. An
 * operation that gets through a failed request, as it may where it only tells Excel that it needs something no more, has
 * to have come to its end, and begins anew in another workbook.
 */
export async function faultAtEveryRequest(
  kind: (typeof KINDS)[number],
  prepare: () => Promise<Opened>,
  act: (opened: Opened) => Promise<unknown>,
  then: (opened: Opened) => Promise<unknown>,
): Promise<number> {
  let failures = 0;
  for (let request = 1; request <= MOST;) {
    const opened = await prepare();
    const before = await opened.dump();
    const state = shown(opened);
    for (let through = false; !through; request++) {
      opened.excel.host.counters.reset();
      opened.excel.host.faults.fail({ request, kind });
      const note = await noteOf(act(opened));
      const requests = opened.requests();
      opened.excel.host.faults.clear();
      through = note === "done";
      if (through) {
        await then(opened);
        expect(await opened.dump()).not.toEqual(before);
      } else {
        failures++;
        expect(note, `request ${request}`).toMatchObject({ id: "excel-failed" });
        expect(await opened.dump(), `request ${request}`).toEqual(before);
        expect(shown(opened), `request ${request}`).toEqual(state);
      }
      if (through && requests < request) {
        await opened.close();
        return failures;
      }
    }
    await opened.close();
  }
  throw new Error(`The operation didn't get through in ${MOST} requests.`);
}
