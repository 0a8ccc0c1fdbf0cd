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

/** Or it does nothing of it, since the user begins to type in a cell. */
export type Kind = (typeof KINDS)[number] | "typing";

/** What the pane shows, without what is passing. */
export function shown({ book }: Opened): unknown {
  const { model, others, pinned, formerEdition, textLanguage, tables, notices } = book.getState();
  return {
    assumptions: model.assumptions,
    others: others.map(({ report, edition, former }) => ({ report, edition, former })),
    pinned,
    formerEdition,
    textLanguage,
    tables,
    notices,
  };
}

/** What is the same, as almost everything is, has the same text, which is found in a tenth of the time. */
export function expectSame(found: unknown, before: unknown, where?: string): void {
  if (JSON.stringify(found) !== JSON.stringify(before)) expect(found, where).toEqual(before);
}

/** No operation needs so many requests. */
const MOST = 60;

/** Which requests are to fail: all unless told. */
interface Requests {
  readonly first: number;
  readonly count: number;
}

/**
 * Fails at the first request in each way, then at the second, and so on, past the operation's last; says how often it failed.
 * An operation that gets through a failed request, as it may where it only tells Excel that it needs something no more, has
 * to have come to its end, and begins anew in another workbook. Where the user only types, it always gets through.
 */
export async function faultAtEveryRequest(
  kinds: readonly Kind[],
  prepare: () => Promise<Opened>,
  act: (opened: Opened) => Promise<unknown>,
  then: (opened: Opened) => Promise<unknown>,
  { first, count }: Requests = { first: 1, count: Infinity },
): Promise<number> {
  let failures = 0;
  let last: Prepared | null = null;
  for (let request = first; request < first + count; request++) {
    if (request > MOST) throw new Error(`The operation didn't get through in ${MOST} requests.`);
    for (const kind of kinds) {
      last ??= await preparing(prepare);
      const { opened, before, state } = last;
      const where = `${kind} at request ${request}`;
      opened.excel.host.counters.reset();
      opened.excel.host.faults.fail({ request, kind });
      const note = await noteOf(act(opened));
      const requests = opened.requests();
      opened.excel.host.faults.clear();
      // What waits until the user ends, or begins again then, gets through whenever it is.
      if (kind === "typing") expect(note, where).toBe("done");
      if (note === "done") {
        await then(opened);
        expect(await opened.dump()).not.toEqual(before);
        await opened.close();
        last = null;
        if (requests < request) return failures;
      } else {
        failures++;
        expect(note, where).toMatchObject({ id: "excel-failed" });
        expectSame(await opened.dump(), before, where);
        expect(shown(opened), where).toEqual(state);
      }
    }
  }
  await last?.opened.close();
  return failures;
}

interface Prepared {
  readonly opened: Opened;
  readonly before: unknown;
  readonly state: unknown;
}

async function preparing(prepare: () => Promise<Opened>): Promise<Prepared> {
  const opened = await prepare();
  return { opened, before: await opened.dump(), state: shown(opened) };
}
