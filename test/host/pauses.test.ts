/** Timers of a page whose pauses take no time. */
import { expect, test } from "vitest";
import { skippedPauses } from "../../host/node/pauses.js";

const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test("end in the order in which they would have ended, those set meanwhile too", async () => {
  const ended: string[] = [];
  const timers = skippedPauses(turn);
  await new Promise<void>((resolve) => {
    timers.setTimeout(() => ended.push("1 s"), 1_000);
    timers.setTimeout(() => {
      ended.push("50 ms");
      timers.setTimeout(() => ended.push("50 + 200 ms"), 200);
    }, 50);
    timers.setTimeout(() => ended.push("100 ms"), 100);
    timers.setTimeout(() => ended.push("at once"), 0);
    timers.setTimeout((text) => ended.push(String(text)), 100, "100 ms, set later");
    timers.setTimeout(() => resolve(), 2_000);
  });
  expect(ended).toEqual(["at once", "50 ms", "100 ms", "100 ms, set later", "50 + 200 ms", "1 s"]);
});

test("don't end while something else is to be done", async () => {
  let done = (): void => {};
  const busy = new Promise<void>((resolve) => (done = resolve));
  const timers = skippedPauses(() => busy);
  let ended = false;
  const end = new Promise<void>((resolve) => timers.setTimeout(() => resolve(void (ended = true)), 1));
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(ended).toBe(false);
  done();
  await end;
  expect(ended).toBe(true);
});

test("that are somebody's patience, longer than two seconds, aren't skipped, and cleared ones don't end", async () => {
  const ended: string[] = [];
  const timers = skippedPauses(turn);
  const patience = timers.setTimeout(() => ended.push("patience"), 5_000);
  const cleared = timers.setTimeout(() => ended.push("cleared"), 10);
  timers.clearTimeout(cleared);
  await new Promise<void>((resolve) => void timers.setTimeout(() => resolve(), 2_000));
  timers.clearTimeout(patience);
  expect(ended).toEqual([]);
});
