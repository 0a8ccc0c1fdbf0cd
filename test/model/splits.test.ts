/** Splits of scenarios, drivers and segments; names that repeat; what printed shares may miss. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault } from "../../src/model";
import { parseReport } from "../../src/report";
import { settingOf } from "../../src/functions/setting";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { calculate, contentsOf } from "../workbook/engine";
import { call, errorOf } from "../functions/calls";
import { use } from "../../src/functions/registration";
import { file, type Json } from "./cars";
import { must, modelWith, override, read, scenario, segment } from "./support";

const model = createModel(read(file()));
const size = (name: string, year: number, in_ = "built") =>
  model.segmentSize(segment(model, name), year, in_ === "" ? null : scenario(model, in_));

describe("what a split divides", () => {
  test("a driver: parts in its unit, in a built scenario", () => {
    expect(size("china", 2022)).toBeCloseTo(5 * 0.55, 12);
    expect(size("china", 2022, "")).toBeCloseTo(5 * 0.55, 12);
    expect(must(model.explainSegment(segment(model, "china"), 2022, null)).unit).toBe("m cars");
    expect(size("china", 2022, "stated")).toEqual({ fault: "no-drivers", scenario: "stated" });
  });

  test("a driver in money: parts in the report's unit, as stated where the driver is as published", () => {
    expect(size("bev", 2022)).toBe(42);
    expect(model.share(segment(model, "bev"), 2022, model.chosen)).toBeCloseTo(42 / 105, 12);
    const dearer = modelWith(read(file()), override("price", 42_000, 2022));
    expect(dearer.segmentSize(segment(dearer, "bev"), 2022, null)).toBeCloseTo(84, 9);
  });

  test("a segment: a part of a part", () => {
    expect(size("china-bev", 2022)).toBe(1.1);
    expect(model.share(segment(model, "china-bev"), 2022, model.chosen)).toBeCloseTo(1.1 / 2.75, 12);
    expect(must(size("china-bev", 2023)) + must(size("china-ice", 2023))).toBeCloseTo(must(size("china", 2023)), 9);
    const fewer = modelWith(read(file()), override("china", 0.275, 2022), override("row", 0.725, 2022));
    expect(fewer.segmentSize(segment(fewer, "china-bev"), 2022, null)).toBeCloseTo(0.55, 12);
  });

  test("formulas say the same, in their units, with and without the add-in", () => {
    const setting = settingOf(model);
    use(setting);
    expect(call("SPLIT", "region", 2022)).toEqual([
      ["Segment", "Size", "Share"],
      ["China", 2.75, 0.55],
      ["Other", 5 - 2.75, expect.closeTo(0.45, 12)],
    ]);
    expect(errorOf(call("SEGMENT", "china", 2022, null, "USD m")).message).toContain("in m cars, which isn't money");
    expect(call("SEGMENT", "bev", 2022, null, "USD m")).toBe(42_000);
    const formulas = [
      ...["china", "china-bev", "bev", "vendor-a", "china/BEV", "powertrain/BEV"].flatMap((name) => [
        `=MARKET.SEGMENT("${name}",2023)`,
        `=MARKET.SEGMENT(Inputs!$A$1,2023)`.replace(
          "$A$1",
          `$A$${["china", "china-bev", "bev", "vendor-a"].indexOf(name) + 1 || 1}`,
        ),
        `=MARKET.CAGR(2020,2024,,"${name}")`,
      ]),
      '=MARKET.SEGMENT("bev",2023,"built","USD m")',
    ];
    const sources = formulas.map((formula, row): Source => ({
      sheet: "Sheet1",
      row,
      column: 0,
      formula,
      values: [[0]],
    }));
    const { sheets, natives } = planDetach({ setting, nameOf: () => "Data", lookUp: () => undefined }, sources);
    const engine = calculate({
      Sheet1: natives.map(({ contents }) => [contents[0]![0]!]),
      Inputs: [["china"], ["china-bev"], ["bev"], ["vendor-a"]],
      Data: contentsOf(sheets[0]!.cells),
    });
    const literal = (text: string) => text.replaceAll('"', "");
    formulas.forEach((formula, row) => {
      const [, id, args] = /MARKET\.(\w+)\((.*)\)/.exec(formula)!;
      const given = args!.split(",").map((text) => {
        const cell = /\$A\$(\d)/.exec(text);
        return cell
          ? ["china", "china-bev", "bev", "vendor-a"][Number(cell[1]) - 1]
          : /^\d+$/.test(text)
            ? Number(text)
            : literal(text) || null;
      });
      expect((engine.value("Sheet1", row, 0) as number) / (call(id!, ...given) as number), formula).toBeCloseTo(1, 10);
    });
  });
});

describe("names", () => {
  test("that repeat are told apart by split or holder, and refused alone", () => {
    expect(model.segment("Other")).toEqual({
      fault: "ambiguous",
      kind: "segment",
      text: "Other",
      among: ["region/row", "vendor/vendor-other"],
    });
    use(settingOf(model));
    expect(errorOf(call("SHARE", "BEV", 2022)).message).toBe(
      'segment: several are called "BEV". Say which: china-powertrain/china-bev, powertrain/bev.',
    );
    expect(must(model.segment("vendor/other")).id).toBe("vendor-other");
    expect(must(model.segment("China / BEV")).id).toBe("china-bev");
    expect(must(model.segment("china／ice")).id).toBe("china-ice");
    expect(must(model.segment("bev")).id).toBe("bev");
    expect(isFault(model.segment("row/bev"))).toBe(true);
  });

  test("can't repeat within a split, and ids nowhere", () => {
    const faults = (change: (report: Json) => void) => {
      const parsed = parseReport(file(change));
      return "faults" in parsed ? parsed.faults.map(({ path, code }) => `${path} ${code}`) : [];
    };
    expect(faults((r) => (r.splits[0].segments[1].name.en = "CHINA"))).toEqual(["/splits/0/segments/1 duplicate"]);
    expect(faults((r) => (r.splits[3].segments[0].id = "row"))).toEqual(["/splits/3/segments/0 duplicate"]);
  });
});

describe("sums", () => {
  const problems = (change: (report: Json) => void) =>
    createModel(read(file(change)))
      .problems()
      .map((problem) =>
        problem.check === "split-sum"
          ? [problem.split, problem.segment, problem.year, Number(problem.sum.toFixed(6))]
          : problem,
      )
      .filter((one, at, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
  const set = (id: string, value: number) => (r: Json) =>
    (r.figures.find((figure: Json) => figure.id === id).value = value);

  test("printed shares miss 100 % by their rounding, and by no more", () => {
    expect(problems(() => undefined)).toEqual([]);
    expect(problems(set("vendor-a-2020", 33.1))).toContainEqual(["vendor", null, 2020, 0.997]);
  });

  test("no share is over 100 %, and no rest below nothing", () => {
    expect(problems(set("china-2024", 104))).toContainEqual(["region", "china", 2024, 1.04]);
    expect(problems(set("bev-2024", 3.9))).toContainEqual([
      "china-powertrain",
      "china-bev",
      2024,
      Number((3.9 / 3.6).toFixed(6)),
    ]);
    expect(
      problems((r) => {
        set("china-2024", 104)(r);
        r.splits[0].additive = false;
        r.splits[0].segments.pop();
        r.splits[1].segments.pop();
        r.splits[1].additive = false;
      }),
    ).toContainEqual(["region", "china", 2024, 1.04]);
  });

  test("a vendor without a number in a year has what the others leave", () => {
    const without = createModel(read(file((r) => r.splits[3].segments[0].points.splice(1, 1))));
    const share = must(without.explainShare(segment(without, "vendor-a"), 2022, without.chosen));
    expect([share.value, share.basis, share.step.kind]).toEqual([
      expect.closeTo(1 - 0.666, 12),
      "derived",
      "complement",
    ]);
    expect(without.problems()).toEqual([]);
    const later = createModel(read(file((r) => r.splits[3].segments[0].points.shift())));
    expect(later.share(segment(later, "vendor-a"), 2020, later.chosen)).toMatchObject({
      fault: "no-year",
      from: 2022,
      to: 2024,
    });
  });

  test("parts add to their whole, whatever the shares, the drivers and the years", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.integer({ min: 2020, max: 2024 }),
        (share, cars, year) => {
          const some = createModel(
            read(
              file((r) => {
                set("china-2022", share)(r);
                set("cars-2022", cars)(r);
                set("bev-2022", (cars * share) / 250)(r);
              }),
            ),
          );
          for (const split of some.splits.slice(0, 3)) {
            const whole = some.wholeOf(split.segments[0]!);
            const total =
              "driver" in whole
                ? must(some.driverValue(must(some.driver(whole.driver)), year, null)) /
                  (whole.driver === "market" ? 1000 : 1)
                : must(some.segmentSize(segment(some, "china"), year, null));
            const parts = split.segments.map((part) => must(some.segmentSize(part, year, null)));
            expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - total)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, total),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
