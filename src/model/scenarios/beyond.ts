/** How a scenario of the user's own goes on after its last year: the one thing that is extrapolated. */
import { explainOverride, type Pick } from "../overrides/pick";
import { track, within, type Track } from "../quantities/tracks";
import type { Beyond, Derivation, OwnScenario } from "../types";

/** Far from any market's years. */
const LAST = 2200;

const written = /^(constant|fade|logistic)(?:\s+([+-]?\d+(?:\.\d+)?)(%?))?$/;

/** Whether it says anything of going on. */
export const goesOn = ({ until = null, beyond = "" }: OwnScenario): boolean => until !== null || beyond.trim() !== "";

/** Null where that can't be read. */
export function readBeyond({ until = null, beyond = "" }: OwnScenario): Beyond | null {
  const text = beyond.normalize("NFKC").trim().toLowerCase().replace(/\s+%/, "%");
  const [, method, number, percent] = written.exec(text === "" ? "constant" : text) ?? [];
  if (method === undefined || until === null || !Number.isInteger(until) || until > LAST) return null;
  const isSize = method === "logistic";
  if (number === undefined ? method !== "constant" : (percent === "") !== isSize) return null;
  const to = number === undefined ? null : Number(number) / (isSize ? 1 : 100);
  return { until, method: method as Beyond["method"], to };
}

/** A size goes on from its last year, or from the user's number for a later one. Where it can't, it ends as it did. */
export function goingOn(sizes: Track, beyond: Beyond | null, unit: string, pick: Pick): Track {
  const [before, last] = sizes.derivations.slice(-2);
  if (!beyond || beyond.until <= sizes.to || !before || !last || before.value <= 0 || last.value <= 0) return sizes;
  const { until, method, to } = beyond;
  const odds = (value: number): number => value / (to! - value);
  if (method === "logistic" && !(before.value < to! && last.value < to!)) return sizes;
  const growth = last.value / before.value - 1;
  const growthIn = (year: number): number =>
    method === "fade" ? growth + (to! - growth) * ((year - sizes.to) / (until - sizes.to)) : (to ?? growth);
  let at: { readonly year: number; readonly from: Derivation } = { year: sizes.to, from: last };
  let value = last.value;
  return track(sizes.from, until, (year): Derivation => {
    if (year <= sizes.to) return within(sizes, year);
    const override = pick(year);
    if (override) {
      at = { year, from: explainOverride(override, unit) };
      value = override.value;
      return at.from;
    }
    if (method !== "logistic") value *= 1 + growthIn(year);
    else if (value < to!) {
      const now = odds(value) * (odds(last.value) / odds(before.value));
      value = (to! * now) / (1 + now);
    }
    return {
      value,
      unit,
      basis: "extrapolated",
      step: { kind: "extrapolation", ...beyond, year, last: sizes.to, since: at.year },
      from: at.from === last ? [before, last] : [before, last, at.from],
    };
  });
}

/** Shares stay as in their last year. */
export const held = (share: Track, until: number): Track =>
  share.from > share.to
    ? share
    : track(share.from, Math.max(until, share.to), (year): Derivation => {
        if (year <= share.to) return within(share, year);
        const last = within(share, share.to);
        return { ...last, basis: "extrapolated", step: { kind: "held", year: share.to }, from: [last] };
      });
