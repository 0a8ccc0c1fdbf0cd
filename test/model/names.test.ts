import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault, normalise } from "../../src/model";
import { builtInReport } from "../../src/report";
import { eachReport, must } from "./support";

const model = createModel(builtInReport);

describe("names", () => {
  test.each(["vendors", "low", " Vendors ", "ＬＯＷ", "VENDORS", "ven dors"])("scenario %j", (text) => {
    expect(must(model.scenario(text)).id).toBe("vendors");
  });

  test.each(["rd", "ＲＤ", " r d"])("segment %j", (text) => expect(must(model.segment(text)).id).toBe("rd"));

  test("an unknown name gives the nearest id, if one is near", () => {
    expect(model.scenario("vendros")).toEqual({
      fault: "unknown",
      kind: "scenario",
      text: "vendros",
      nearest: "vendors",
    });
    expect(model.scenario("qqqqqqqqqqqq")).toMatchObject({ nearest: null });
    expect(model.driver("arpuu")).toMatchObject({ kind: "driver", nearest: "arpu" });
    expect(model.figure("size-2025-application")).toMatchObject({ nearest: "size-2025-applications" });
  });

  test("ids are compared as all texts are: by NFKC, in small letters, without spaces", () => {
    const unit = fc.oneof(
      fc.constantFrom(..."aZ09-_~ @[`{\u007f\t\u00a0ＡİΣ²ﬁ年"),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(normalise(text)).toBe(text.normalize("NFKC").toLowerCase().replace(/\s/gu, ""));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    "",
    " ",
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "\u0000",
    "=1+1",
    "<b>",
    "𠮷".repeat(9),
    "x".repeat(1e5),
  ])("the hostile name %j is just unknown", (text) => {
    for (const find of [model.scenario, model.segment, model.split, model.driver, model.seriesNamed, model.figure]) {
      expect(find(text)).toMatchObject({ fault: "unknown", text });
    }
    expect(model.money(text)).toMatchObject({ fault: "unknown", kind: "unit" });
  });

  test("any text is found or unknown", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const found = model.scenario(text);
        expect(isFault(found) ? found.fault : found.id).toBeTypeOf("string");
      }),
    );
  });

  test("yuan by its everyday name", () => {
    expect(must(model.money("亿元")).factor(2030)).toBe(1);
    expect(must(model.money("億元")).factor(2030)).toBe(1);
    expect(must(model.money("CNY bn")).factor(2030)).toBe(0.1);
    expect(must(model.money("cny m")).factor(2030)).toBe(100);
    expect(must(model.money("CNY")).factor(2030)).toBe(1e8);
  });
});

describe.each(eachReport)("every name of %s", (_id, report) => {
  const model = createModel(report);
  const kinds = [
    [model.scenarios, model.scenario],
    [model.segments, model.segment],
    [model.splits, model.split],
    [model.drivers, model.driver],
    [model.series, model.seriesNamed],
  ] as const;

  test("means the entry that its id means", () => {
    for (const [entries, find] of kinds) {
      for (const entry of entries) {
        const texts = [entry.id, ...(entry.aliases ?? []), entry.name.en, entry.name.zh, entry.name.zhHant ?? entry.id];
        for (const text of texts) expect(must(find(text) as { id: string }).id, text).toBe(entry.id);
      }
    }
  });
});
