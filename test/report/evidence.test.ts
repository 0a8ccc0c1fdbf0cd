/** A quote holds its figure's number, however the document writes it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInReport, parseReport, loadQuotes, quoteOf } from "../../src/report";
import builtInQuotes from "../../src/report/evidence/built-in-quotes.json";
import { numbersIn } from "../../src/report/evidence/numbers";
import { quoteHolds, textIndex } from "../../src/report/evidence/quotes";
import { changed } from "./helpers";

describe("a quote", () => {
  test.each([
    ["3.45亿辆", 3.45, "100m vehicles"],
    ["34,500万辆", 3.45, "100m vehicles"],
    ["345 million cars", 3.45, "100m vehicles"],
    ["三亿四千五百万辆", 3.45, "100m vehicles"],
    ["约35%", 35, "%"],
    ["百分之三十五", 35, "%"],
    ["$139/kWh", 139, "USD/kWh"],
    ["４８０億元", 480, "CNY 100m"],
    ["2025 1,200 960 80.0 950 32.5", 1200, "10k sets/year"],
    ["二点五万亿元", 2.5, "CNY tn"],
    ["fell by 3.2%", -3.2, "%"],
    ["2.5 m wide", 2.5, "m"],
    ["between 4.2 and 4.5亿", [4.2, 4.5], "100m vehicles"],
  ] as const)("%s holds %s %s", (quote, value, unit) => expect(quoteHolds(quote, { value, unit })).toBe(true));

  test.each([
    ["3.45亿辆", 3.45, "vehicles"],
    ["3.45万辆", 3.45, "100m vehicles"],
    ["13.45%", 3.45, "%"],
    ["1,200", 200, "%"],
    ["from 4.2", [4.2, 4.5], "%"],
    ["no number at all", 1, "%"],
    ["", 0, "%"],
  ] as const)("%s doesn't hold %s %s", (quote, value, unit) => expect(quoteHolds(quote, { value, unit })).toBe(false));
});

/** As a Chinese text writes a number below a hundred million in words. */
function inChinese(number: number): string {
  const digits = "零一二三四五六七八九";
  const upTo9999 = (part: number): string => {
    let text = "";
    let gap = false;
    for (const [place, word] of [
      [1000, "千"],
      [100, "百"],
      [10, "十"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(part / place) % 10;
      if (digit === 0) gap = text !== "";
      else {
        text += (gap ? "零" : "") + digits[digit] + word;
        gap = false;
      }
    }
    return text;
  };
  const [high, low] = [Math.floor(number / 1e4), number % 1e4];
  if (high === 0) return upTo9999(low);
  return `${upTo9999(high)}万${low === 0 ? "" : (low < 1000 ? "零" : "") + upTo9999(low)}`;
}

describe("numbers", () => {
  test("are read from Chinese words as from digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
        expect(numbersIn(`约${inChinese(number)}辆`).map(({ scaled }) => scaled)).toEqual([number]);
      }),
    );
  });

  test("are the same with thousands separators, in full width and in scales", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom("万", "亿", " million", "bn"),
        (n, scale) => {
          const plain = numbersIn(`${n}${scale}`);
          expect(plain).toHaveLength(1);
          expect(numbersIn(`${n.toLocaleString("en")}${scale}`)).toEqual(plain);
          expect(
            numbersIn(`${n}`.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))) + scale),
          ).toEqual(plain);
        },
      ),
    );
  });

  test("a quote of a number with anything around it holds it and not its neighbours", () => {
    const around = fc.stringMatching(/^[ 约有達to辆元%;:]{0,8}$/);
    fc.assert(
      fc.property(
        around,
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 2 }),
        around,
        (before, n, d, after) => {
          const text = (n / 10 ** d).toFixed(d);
          const quote = `${before} ${text} ${after}`;
          expect(quoteHolds(quote, { value: Number(text), unit: "%" })).toBe(true);
          expect(quoteHolds(quote, { value: Number(text) + 1, unit: "%" })).toBe(false);
          expect(quoteHolds(quote, { value: Number(text) * 10, unit: "%" })).toBe(false);
        },
      ),
    );
  });

  test("any text is read without an exception, in time that its length explains", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(numbersIn(text))));
    expect(numbersIn("1,".repeat(50_000)).length).toBe(50_000);
    expect(numbersIn("千万".repeat(50_000)).length).toBe(1);
  });
});

test("a quote is found whatever the spaces, widths and readings in the text", () => {
  const find = textIndex("云服務(wù)市場規(guī)模\n預計將達到約320億元，2025  1,200");
  expect(find("云服務市場規模")).toBe(0);
  expect(find("約320億元")).not.toBeNull();
  expect(find("2025 1,200")).not.toBeNull();
  expect(find("330")).toBeNull();
});

describe("evidence in a report", () => {
  const faults = (change: (report: any) => void) => {
    const parsed = parseReport(changed(change));
    return "faults" in parsed ? parsed.faults.map(({ path, code }) => `${path} ${code}`) : [];
  };

  test("is a document that exists, and a quote with the number", () => {
    const documents = [{ name: "Outlook", title: { en: "Outlook 2025" }, publisher: "IEA" }];
    const good = (r: any) => {
      r.documents = documents;
      Object.assign(r.figures[0], { document: "Outlook", page: "xii", quote: "约320亿元" });
    };
    expect(faults(good)).toEqual([]);
    expect(faults((r) => (good(r), (r.figures[0].document = "Inlook")))).toEqual([
      "/figures/0/document no-such-document",
    ]);
    expect(faults((r) => (good(r), (r.figures[0].quote = "约330亿元")))).toEqual([
      "/figures/0/quote quote-without-number",
    ]);
    expect(faults((r) => (good(r), r.documents.push(documents[0])))).toEqual(["/documents/1 duplicate"]);
  });

  test("may be all that says where a figure stands; a text may be in one language", () => {
    const parsed = parseReport(
      changed((r) => {
        delete r.figures[0].section;
        delete r.figures[0].publisher;
        r.figures[0].metric = { zh: "规模" };
        delete r.scenarios[0].section;
        delete r.claims[0].section;
        delete r.splits[0].segments[0].section;
        delete r.series[0].section;
      }),
    );
    expect(parsed).toMatchObject({
      report: { figures: { 0: { section: null, publisher: null, metric: { en: "规模", zh: "规模" } } } },
    });
  });
});

describe("the built-in report's quotes", () => {
  const quotes = builtInQuotes as Readonly<Record<string, string>>;

  test("are one for each figure, short, and each holds its number", () => {
    expect(Object.keys(quotes)).toEqual(builtInReport.figures.map(({ id }) => id));
    const wrong = builtInReport.figures.filter(
      (figure) => [...quotes[figure.id]!].length > 40 || !quoteHolds(quotes[figure.id]!, figure),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("are another edition's only if it has them itself", async () => {
    const [figure] = builtInReport.figures;
    await loadQuotes();
    expect(quoteOf(builtInReport, figure!)).toBe(quotes[figure!.id]);
    expect(quoteOf({ ...builtInReport, edition: "2027.1" }, figure!)).toBeNull();
    expect(quoteOf({ ...builtInReport, edition: "2027.1" }, { ...figure!, quote: "320" })).toBe("320");
  });
});
