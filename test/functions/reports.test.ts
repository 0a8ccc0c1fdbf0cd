/** Several reports in one workbook: whose names a call's are, and that those of the main one mean what they meant alone. */
import "./custom-functions";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadAnalyses } from "../../src/functions/analyses";
import { documentedFormulas } from "../../src/functions/formulas";
import { readCall } from "../../src/functions/call";
import { explain } from "../../src/functions/explain";
import { formulaText } from "../../src/functions/help";
import { namingOf } from "../../src/functions/reports";
import { Refusal } from "../../src/functions/outcome";
import { use } from "../../src/functions/registration";
import { runner, type Answer } from "../../src/functions/run";
import { settingOf, type Setting } from "../../src/functions/setting";
import { createModel, modelBeside, noAssumptions, type Assumptions, type Override } from "../../src/model";
import { builtInReport } from "../../src/report";
import { secondReport } from "../model/support";
import { call, errorOf, westernBesideHan } from "./calls";
import { CellError } from "./custom-functions";

const OTHER = secondReport.id;
const MAIN = builtInReport.id;
const of = (name: string): string => `${OTHER}:${name}`;

const assuming = (change: Partial<Assumptions>) => createModel(builtInReport, { ...noAssumptions, ...change });
const rate = (key: string, value: number, year: number | null = null): Override => ({
  key,
  scenario: null,
  year,
  value,
});

function both(change: Partial<Assumptions> = {}, messages: "en" | "zh" = "en"): Setting {
  const main = assuming(change);
  return settingOf(main, { others: [modelBeside(main, secondReport)], messages, cells: "en" });
}
const alone = (): Setting => settingOf(createModel(secondReport), { messages: "en", cells: "en" });

function within<T>(setting: Setting, action: () => T): T {
  use(setting);
  return action();
}

/** What a call gives, errors with their messages. */
const shown = (answer: Answer | Promise<Answer>): unknown => {
  const cell = (one: unknown): unknown => (one instanceof CellError ? [one.code, one.message] : one);
  return Array.isArray(answer) ? answer.map((row) => row.map(cell)) : cell(answer);
};

const formulas = await documentedFormulas();
beforeAll(loadAnalyses);
beforeEach(() => use(both()));
afterAll(() => use(settingOf(createModel(builtInReport))));

describe("what is written for one report", () => {
  for (const formula of formulas) {
    // What it tells of all reports.
    if (formula.id === "VERSION") continue;
    for (const example of formula.help.examples) {
      test(`${formulaText(formula.id, example.arguments)} gives the same beside a second report`, () => {
        const run = () => shown(runner(formula)(...example.arguments));
        const before = within(settingOf(createModel(builtInReport), { messages: "en", cells: "en" }), run);
        expect(within(both(), run)).toEqual(before);
      });
    }
  }

  test("gives the same for generated calls, errors and their messages included", () => {
    const names = [
      ...[
        "base",
        "vendors",
        "bottom-up",
        "rd",
        "marketing",
        "application",
        "cars",
        "data-loop",
        "size",
        "homes",
        "air",
      ],
      ...["基准情景", "no such", "installers:base", "4.2:1", "", "CNY bn", "EUR m", "2027E", "median", "hhi"],
    ];
    const argument = fc.oneof(
      fc.constantFrom<unknown>(...names, null, 0, 2027, 2030, 2035),
      fc.constantFrom(2026, 2028),
    );
    const one = fc.constantFrom(...formulas.filter(({ id }) => id !== "VERSION" && id !== "LIST" && id !== "SIMULATE"));
    const before = settingOf(createModel(builtInReport), { messages: "en", cells: "en" });
    const after = both();
    fc.assert(
      fc.property(one, fc.array(argument, { maxLength: 4 }), (formula, args) => {
        const run = () => shown(runner(formula)(...args));
        expect(within(after, run)).toEqual(within(before, run));
      }),
      { numRuns: 1500 },
    );
  });

  test("a scenario of one's own keeps its name though a report is called as what stands before its colon", () => {
    const name = of("base");
    const own = both({
      scenarios: [{ id: "own", name, basedOn: "base" }],
      overrides: [{ key: "size", scenario: "own", year: 2030, value: 7 }],
    });
    expect(within(own, () => call("SIZE", 2030, name))).toBe(7);
  });
});

describe("a second report that is called as something of the main one", () => {
  const [arpu] = builtInReport.drivers.filter(({ id }) => id === "arpu");
  /** By id, by name, in Chinese, with a colon, as a kind that LIST takes, as an item that isn't looked up. */
  const ids = ["rd", "application", "arpu", "base", "gross-margin", "size", "drivers", "4.2", arpu!.name.en, "units"];
  const besideAs = (id: string): Setting => {
    const main = assuming({ overrides: [rate("fx.eur-cny", 8)] });
    return settingOf(main, { others: [modelBeside(main, { ...secondReport, id })], messages: "en", cells: "en" });
  };
  const plainCalls: readonly (readonly [id: string, ...args: unknown[]])[] = [
    ["SEGMENT", "rd", 2030],
    ["SHARE", "rd", 2030],
    ["SPLIT", "application", 2030],
    ["DRIVER", "arpu", 2030],
    ["DRIVER", arpu!.name.en, 2030],
    ["BUILD", 2030, [["arpu", "parc"]], [[600, 5]]],
    ["SIZE", 2030, "base"],
    ["SERIES", "gross-margin", 2027],
    ["SOURCE", "size", 2030],
    ["SOURCE", "arpu", 2030],
    ["BASIS", "rd", 2030],
    ["BRIDGE", 2026, 2030, "application"],
    ["BRIDGE", 2026, 2030, "drivers"],
    ["CONSENSUS", 2030, "mean", null, [["base", "vendors"]]],
    ["NAME", "rd"],
    ["NAME", "arpu", "unit"],
    ["NAME", "application", "section", "split"],
    ["NAME", "base", "years"],
    ["LIST", "drivers"],
    ["LIST", "units"],
    ["AUDIT", "4.2"],
    ["TABLE", [["base", "vendors"]], 2026, 2030],
    ["CHECK"],
  ];
  const alike = within(
    settingOf(assuming({ overrides: [rate("fx.eur-cny", 8)] }), { messages: "en", cells: "en" }),
    () => plainCalls.map(([id, ...args]) => shown(call(id, ...args))),
  );

  for (const id of ids) {
    test(`"${id}" changes no plain name, and its own are found after the colon`, () => {
      use(besideAs(id));
      expect(plainCalls.map(([formula, ...args]) => shown(call(formula, ...args)))).toEqual(alike);
      const own = within(alone(), () => [
        call("SEGMENT", "air", 2026),
        call("DRIVER", "homes", 2026),
        call("NAME", "installers"),
        call("SIZE", 2030),
        (call("LIST", "drivers") as unknown[][]).length,
        (call("AUDIT") as unknown[][]).length,
      ]);
      use(besideAs(id));
      expect([
        call("SEGMENT", `${id}:air`, 2026),
        call("DRIVER", `${id}：homes`, 2026),
        call("NAME", ` ${id} ： installers `),
        call("SIZE", 2030, `${id}:base`),
        (call("LIST", `${id}:drivers`) as unknown[][]).length,
        (call("AUDIT", `${id}:`) as unknown[][]).length,
      ]).toEqual(own);
      expect(call("NAME", id, "name", "report")).toBe(secondReport.title.en);
      expect(call("NAME", `${id}:${id}`, "name", "report")).toBe(secondReport.title.en);
    });
  }
});

describe("a name of another report", () => {
  /** Calls with names of the second report, as they are written where it is the main one. */
  const calls: readonly (readonly [id: string, ...args: unknown[]])[] = [
    ["SIZE", 2030, of("installers")],
    ["SIZE", 2030, of("base")],
    ["SIZE", 2028, of("Ministry")],
    ["SIZE", 2030, of("homes-up")],
    ["SEGMENT", of("air"), 2026],
    ["SEGMENT", "air", 2026, of("installers")],
    ["SEGMENT", of("source/air"), 2026, of("installers"), "EUR bn"],
    ["SHARE", of("air"), 2026],
    ["SPLIT", of("source"), 2026],
    ["RANK", of("air"), 2026],
    ["CONCENTRATION", of("source"), 2026, "cr1"],
    ["CAGR", 2022, 2032, of("installers")],
    ["GROWTH", 2025, of("installers"), of("air")],
    ["DRIVER", of("homes"), 2026],
    ["DRIVER", "homes", 2026, of("homes-up")],
    ["BUILD", 2026, [[of("homes")]], [[3e6]], of("homes-up")],
    ["BUILD", 2026, [["homes"]], [[3e6]], of("homes-up")],
    ["SERIES", of("subsidy"), 2024],
    ["FIGURE", of("size-2022-installers"), "publisher"],
    ["NAME", of("installers")],
    ["NAME", OTHER, "years"],
    ["NAME", OTHER, "unit"],
    ["NAME", of(OTHER), "name", "report"],
    ["SOURCE", of("size"), 2030],
    ["SOURCE", of("size-2022-installers")],
    ["BASIS", of("air"), 2026],
    ["CONSENSUS", 2028, "mean", null, [[of("installers"), of("ministry")]]],
    ["RECONCILE", 2028, of("installers")],
    ["SENSITIVITY", 2028, of("homes-up")],
    ["FAN", 2026, 2028, of("homes-up"), 100],
    ["BRIDGE", 2026, 2028, of("drivers")],
    ["BRIDGE", 2026, 2028, of("source")],
    ["TABLE", of("")],
    ["TABLE", [[of("base"), of("ministry")]], 2025, 2027],
    ["AUDIT", of("")],
  ];

  test.each(calls)("%s(%j, %j, %j, %j) gives what it gives where that report is the main one", (id, ...args) => {
    const plain = (one: unknown): unknown =>
      Array.isArray(one) ? one.map(plain) : typeof one === "string" && one !== OTHER ? one.replace(of(""), "") : one;
    const expected = within(alone(), () => shown(call(id as string, ...args.map(plain))));
    expect(JSON.stringify(expected)).not.toMatch(/#VALUE|#N\/A|#NUM/);
    expect(within(both(), () => shown(call(id as string, ...args)))).toEqual(expected);
  });

  test("may have the main report's id before it as well", () => {
    expect(call("SIZE", 2030, `${MAIN}:base`)).toBe(1800);
    expect(within(settingOf(createModel(builtInReport)), () => call("SIZE", 2030, `${MAIN}:base`))).toBe(1800);
  });

  test("is read in other spellings of the id, with a full-width colon", () => {
    const size = call("SIZE", 2030, of("base"));
    expect(typeof size).toBe("number");
    for (const text of [`${OTHER.toUpperCase()}：Base`, ` ${OTHER} : base`])
      expect(call("SIZE", 2030, text)).toBe(size);
  });

  test("is looked up in ranges cell by cell, both reports' side by side", () => {
    const rows = call("SIZE", [[2028, 2030]], [["base"], [of("base")], ["nobody"], [of("nobody")]]) as unknown[][];
    expect(rows[0]).toEqual([call("SIZE", 2028), 1800]);
    expect(rows[1]).toEqual([call("SIZE", 2028, of("base")), call("SIZE", 2030, of("base"))]);
    expect(errorOf([rows[2]]).message).toContain('"nobody"');
    expect(errorOf([rows[3]]).message).toContain(`"${of("nobody")}"`);
    // A range that is shorter than the others gives no default in its place.
    const short = call("SIZE", [[2028], [2030], [2030]], [[of("base"), "base"]], [["EUR m"], ["EUR m"]]) as unknown[][];
    expect(short[2]!.map((cell) => (cell as CellError).code)).toEqual(["#N/A", "#N/A"]);
  });

  test("is told of in errors as formulas take it", () => {
    const { message } = errorOf(call("SIZE", 2030, of("instalers")));
    expect(message).toContain(`Did you mean "${of("installers")}"?`);
    expect(message).toContain(`=MARKET.LIST("${of("scenarios")}")`);
    expect(errorOf(call("SIZE", 2030, "nothing:base")).message).toContain('"nothing:base" is not known');
  });

  test("is known in an argument by itself, as the builder asks", () => {
    const parameter = formulas.find(({ id }) => id === "SIZE")!.parameters[1]!;
    const read = (text: string) => readCall({ parameters: [parameter] }, both(), [text]);
    expect(read(of("base"))).toMatchObject({ values: [{ id: "installers" }] });
    expect(read(of("bse"))).toBeInstanceOf(Refusal);
    expect(read("nothing:base")).toBeInstanceOf(Refusal);
  });

  test("is explained with its report", () => {
    const size = formulas.find(({ id }) => id === "SIZE")!;
    const explained = explain(size, both(), [2030, of("base")]);
    expect(explained.report).toBe(OTHER);
    expect(explained.value).toBe(call("SIZE", 2030, of("base")));
    expect(explained.derivations[0]!.value).toBe(explained.value);
  });
});

describe("names as a person may write them", () => {
  const euros = rate("fx.eur-cny", 8);
  const ministry = () => call("SIZE", 2028, of("ministry"));
  const air = () => call("SEGMENT", of("air"), 2026, of("base"));
  const cases: readonly (readonly [string, asked: () => unknown, same: () => unknown])[] = [
    ["a full-width colon with spaces around", () => call("SIZE", 2028, `　${OTHER}　：　Ministry　`), ministry],
    ["a full-width id", () => call("SIZE", 2028, `ＥＵ－${OTHER.slice(3)}：ministry`), ministry],
    ["a year as text beside it", () => call("SIZE", "2028E", of("ministry")), ministry],
    ["a blank scenario, as any cell may hold one", () => call("SEGMENT", of("air"), 2026, "  "), air],
    ["a blank scenario that came as 0", () => call("SEGMENT", of("air"), 2026, 0), air],
    ["a blank scenario in a range", () => call("SEGMENT", of("air"), 2026, [[null], [""]]), () => [[air()], [air()]]],
    ["a path in a split", () => call("SEGMENT", of(" source / air "), 2026), air],
    ["a kind in capitals", () => call("LIST", `${OTHER} : DRIVERS`), () => call("LIST", of("drivers"))],
    [
      "the main report's id before a name",
      () => call("DRIVER", `${MAIN}：arpu`, 2030),
      () => call("DRIVER", "arpu", 2030),
    ],
    [
      "two prefixed texts",
      () => call("SOURCE", of("size"), 2028, of("ministry")),
      () => within(alone(), () => call("SOURCE", "size", 2028, "ministry")).toString(),
    ],
    [
      "plain and prefixed in a list, with blanks and the main's id",
      () =>
        call("CONSENSUS", 2030, "mean", "CNY 100m", [
          ["base", ""],
          [null, of("base")],
          [`${MAIN}:vendors`, 0],
        ]),
      () => {
        const sizes = ["base", of("base"), "vendors"].map((name) => call("SIZE", 2030, name, "CNY 100m") as number);
        return [[expect.closeTo(sizes.reduce((sum, size) => sum + size, 0) / 3, 9)]];
      },
    ],
    [
      "the other's alone in a list: in that report's money",
      () => call("CONSENSUS", 2028, "low", null, [[of("ministry")]]),
      () => [[ministry()]],
    ],
    [
      "a table of two currencies",
      () =>
        (call("TABLE", [["base", of("ministry")]], 2028, 2028, "EUR m") as Answer[][])
          .slice(1)
          .map(([, size]) => [size!]),
      () => ["base", of("ministry")].map((name) => [call("SIZE", 2028, name, "EUR m")]),
    ],
  ];

  test.each(cases)("%s", (_name, asked, same) => {
    use(both({ overrides: [euros] }));
    const got = shown(asked() as Answer);
    use(both({ overrides: [euros] }));
    expect(got).toEqual(same());
    expect(JSON.stringify(got)).not.toMatch(/#VALUE|#N\/A|#NUM/);
  });

  test("a number is a scenario of the main report, also beside another's", () => {
    const scenarios = [{ id: "42", name: "42", basedOn: "base" }];
    use(both({ overrides: [euros, { key: "size", scenario: "42", year: 2030, value: 7 }], scenarios }));
    expect(call("SIZE", 2030, 42)).toBe(7);
    expect(call("CONSENSUS", 2030, "low", null, [[of("base"), 42]])).toEqual([[7]]);
    expect(errorOf(call("SEGMENT", of("air"), 2030, 42)).message).toContain("one call takes names of one report");
  });

  test("what the main report has chosen is no scenario of another's items", () => {
    use(both({ chosen: "vendors" }));
    expect(call("SIZE", 2030)).toBe(call("SIZE", 2030, "vendors"));
    expect(call("SEGMENT", of("air"), 2026)).toBe(air());
  });

  const refused: readonly (readonly [string, asked: () => unknown, code: string, says: RegExp])[] = [
    [
      "a year for a scenario",
      () => call("SIZE", 2030, of("2027")),
      "#VALUE!",
      /"eu-heat-pumps-2022-2032:2027" is not known/,
    ],
    ["an id before a year", () => call("SIZE", of("2027")), "#VALUE!", /^year takes/],
    [
      "a plain scenario beside another's item",
      () => call("SOURCE", of("size"), 2028, "base"),
      "#VALUE!",
      /one call takes names of one report/,
    ],
    [
      "a plain scenario in a list that another report alone has",
      () => call("CONSENSUS", 2028, "mean", null, [[of("base"), "ministry"]]),
      "#VALUE!",
      /"ministry" is not known/,
    ],
    ["another's currency without a rate", () => call("SIZE", 2030, "base", "EUR m"), "#N/A", /fx\.eur-cny/],
    ["the main's currency without a rate", () => call("SIZE", 2030, of("base"), "CNY 100m"), "#N/A", /fx\.eur-cny/],
    [
      "a third currency, of which one rate is missing",
      () => call("SIZE", 2030, of("base"), "USD m"),
      "#N/A",
      /fx\.(eur|usd)-/,
    ],
    ["a table without a rate", () => call("TABLE", [["base", of("base")]], 2030, 2030), "#N/A", /fx\.eur-cny/],
    ["a kind that isn't", () => call("LIST", of("driver")), "#VALUE!", /drivers/],
    [
      "nothing after the colon where a name is needed",
      () => call("SEGMENT", of(""), 2026),
      "#VALUE!",
      /^segment is blank/,
    ],
    [
      "a report beside all of another in a table",
      () => call("TABLE", [["base", of("")]], 2030, 2030),
      "#VALUE!",
      /^scenarios is blank/,
    ],
  ];

  test.each(refused)("%s is refused", (_name, asked, code, says) => {
    const error = errorOf(asked());
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(says)]);
  });
});

describe("whose names a call's texts are", () => {
  const setting = both();
  const told = (report: string | null, text: unknown, split = false) => ({ report, text, split });
  const naming = (id: string, ...args: unknown[]) =>
    namingOf(
      formulas.find((one) => one.id === id)!,
      setting,
      args,
    );

  test.each<[id: string, args: readonly unknown[], expected: unknown]>([
    ["SIZE", [2030, "base"], null],
    ["SIZE", [2030, "nobody"], null],
    ["SIZE", [2030, "nothing:base"], null],
    [
      ...(["SIZE", [2030, of("base"), "EUR m"]] as const),
      {
        told: [[told(null, 2030)], [told(OTHER, "base", true)], [told(null, "EUR m")]],
        ...{ several: null, first: { report: OTHER, at: 1 } },
      },
    ],
    // A number is a scenario of the main report's.
    [
      ...(["CONSENSUS", [2030, "mean", null, [["base", of("base"), 42]]]] as const),
      {
        told: [
          [told(null, 2030)],
          [told(null, "mean")],
          [told(null, null)],
          [told(MAIN, "base"), told(OTHER, "base", true), told(MAIN, 42)],
        ],
        ...{ several: 3, first: null },
      },
    ],
    // A blank is of any.
    [
      ...(["CONSENSUS", [2030, "mean", null, [[of("base"), ""]]]] as const),
      {
        told: [
          [told(null, 2030)],
          [told(null, "mean")],
          [told(null, null)],
          [told(OTHER, "base", true), told(null, "")],
        ],
        ...{ several: null, first: { report: OTHER, at: 3 } },
      },
    ],
    [
      ...(["SEGMENT", [of("air"), 2026]] as const),
      {
        told: [[told(OTHER, "air", true)], [told(null, 2026)], [told(null, undefined)], [told(null, undefined)]],
        ...{ several: null, first: { report: OTHER, at: 0 } },
      },
    ],
  ])("%s%j", (id, args, expected) => expect(naming(id, ...args)).toEqual(expected));

  test("is one report's but in a list of scenarios", () => {
    const refused = naming("BUILD", 2026, [[of("homes"), `${MAIN}:arpu`]]) as Refusal;
    expect(refused.error).toBe("invalidValue");
    expect(refused.message()).toEqual({
      en: `drivers is of the report "${OTHER}", drivers of "${MAIN}": one call takes names of one report. Before a name of another than the main one stand its id and a colon.`,
      zh: `drivers 属于报告 "${OTHER}"，drivers 属于 "${MAIN}"：一次调用只能使用同一报告的名称。非主报告的名称前须加其标识和冒号。`,
    });
    const pins = [{ report: OTHER, edition: "1" }];
    const unread = namingOf(
      formulas.find(({ id }) => id === "SIZE")!,
      settingOf(setting.main, { otherPins: pins }),
      [...[2030, of("base")]],
    ) as Refusal;
    expect(unread.error).toBe("notAvailable");
    expect(unread.message()).toEqual({
      en: `scenario: the data of the report "${OTHER}" can't be read from this workbook. Add the report again.`,
      zh: `scenario：无法从此工作簿读取报告 "${OTHER}" 的数据。请重新添加该报告。`,
    });
  });

  test("isn't asked of an error among them, which is handed on", () => {
    const error = new CellError("#DIV/0!", "of a cell");
    expect(call("SEGMENT", of("air"), 2026, error)).toBe(error);
  });
});

describe("names of two reports in one call", () => {
  const mixed = [
    ["SEGMENT", "cn", of("air"), 2026, "base"],
    ["SEGMENT", "", of("air"), 2026, `${MAIN}:base`],
    ["SEGMENT", "", `${MAIN}:rd`, 2030, of("base")],
    ["CAGR", "", 2026, 2030, of("base"), `${MAIN}:rd`],
    [
      "BUILD",
      "",
      2026,
      [
        ["cars", of("homes")],
        [1, 2],
      ],
      null,
      "bottom-up",
    ],
  ] as const;

  test.each(mixed)("are refused in %s, in words of both languages", (id, _case, ...args) => {
    const error = errorOf(call(id, ...(args as readonly unknown[])));
    expect(error.code).toBe("#VALUE!");
    expect(error.message).toContain(OTHER);
    expect(error.message).toContain(MAIN);
    const zh = within(both({}, "zh"), () => errorOf(call(id, ...(args as readonly unknown[]))));
    expect(zh.message).toMatch(/同一报告/);
    expect(zh.message).not.toMatch(westernBesideHan);
  });

  test("a scenario of another report brings its segments with it, whatever the main one calls so", () => {
    expect(errorOf(call("SEGMENT", "rd", 2030, of("base"))).message).toContain(`"${of("rd")}"`);
  });
});

describe("CONSENSUS and TABLE over scenarios of several reports", () => {
  const euros = rate("fx.eur-cny", 8);

  test("are in one money, at the workbook's rate", () => {
    const setting = both({ overrides: [euros] });
    const [cn, eu] = within(
      setting,
      () => [call("SIZE", 2030), call("SIZE", 2030, of("base"), "CNY 100m")] as number[],
    );
    const own = within(setting, () => call("SIZE", 2030, of("base"))) as number;
    expect(eu! / own).toBeCloseTo(8 / 100, 12);
    const names = [["base", of("base")]];
    use(setting);
    expect(call("CONSENSUS", 2030, "mean", null, names)).toBeCloseTo((cn! + eu!) / 2, 9);
    expect(call("CONSENSUS", 2030, "count", null, names)).toEqual([[2]]);
    const table = call("TABLE", names, 2030, 2030) as unknown[][];
    expect(table.map(([, size]) => size)).toEqual([2030, cn, eu]);
    expect(table[2]![0]).toBe(`Installers (${OTHER})`);
    // Asked for in euros the main one's are converted.
    expect(call("CONSENSUS", 2030, "high", "EUR m", names)).toBeCloseTo(Math.max(cn! * 100, eu! * 100) / 8, 6);
  });

  test("are refused without a rate, not taken over those that need none", () => {
    const error = errorOf(call("CONSENSUS", 2030, "mean", null, [["base", of("base")]]));
    expect(error.code).toBe("#N/A");
    expect(error.message).toContain("fx.eur-cny");
    expect(call("CONSENSUS", 2030, "count", null, [["base", of("base")]])).toEqual([[2]]);
  });

  test("name what nobody knows", () => {
    const error = errorOf(call("CONSENSUS", 2030, "mean", null, [["base", of("bse")]]));
    expect(error.message).toContain(of("bse"));
  });

  test("are explained with each one's report, in the money asked for", () => {
    const setting = both({ overrides: [euros] });
    const consensus = formulas.find(({ id }) => id === "CONSENSUS")!;
    const names = [["base", of("base"), of("ministry")]];
    const explained = explain(consensus, setting, [2030, "high", "CNY bn", names]);
    use(setting);
    const sizes = ["base", of("base"), of("ministry")].map((name) => call("SIZE", 2030, name, "CNY bn"));
    expect(explained.derivations.map(({ value, unit }) => [value, unit])).toEqual(
      sizes.map((size) => [size, "CNY bn"]),
    );
    expect(explained.estimates.map(({ report }) => report)).toEqual([MAIN, OTHER, OTHER]);
    expect(explained.estimates[1]!.told.en).toContain(secondReport.title.en);
    expect(explained.note!.en).toContain("several reports");
    expect(explained.note!.zh).not.toMatch(westernBesideHan);
    // A count needs no rate: each is told in its report's money.
    const counted = explain(consensus, both(), [2030, "count", null, names]);
    expect(counted.value).toBe(3);
    expect(counted.derivations.map(({ unit }) => unit)).toEqual([
      builtInReport.unit,
      secondReport.unit,
      secondReport.unit,
    ]);
  });
});

describe("what is assumed", () => {
  test("of rates, prices and times holds for every report, of anything else for the main one", () => {
    const setting = both({
      overrides: [
        ...[rate("fx.eur-cny", 8), rate("fx.usd-cny", 7), rate("period.year-end", 3)],
        ...[rate("prices.eur", 100, 2025), rate("prices.eur", 110, 2030)],
        { key: "size", scenario: "base", year: 2030, value: 1 },
      ],
    });
    const other = setting.models.get(OTHER)!;
    expect(other.yearEnd).toBe(3);
    expect(other.problems()).toEqual([]);
    use(setting);
    // Through the main report's currency.
    expect(call("SIZE", 2030, of("base"), "USD m")).toBeCloseTo(
      ((call("SIZE", 2030, of("base")) as number) * 8) / 7,
      6,
    );
    expect(call("SIZE", 2030, of("base"), "EUR m real 2025")).toBeCloseTo(
      (call("SIZE", 2030, of("base")) as number) / 1.1,
      6,
    );
    expect(call("SIZE", 2030)).toBe(1);
    expect(call("CHECK")).toBe(true);
  });
});

describe("what tells of all reports", () => {
  test("LIST, CHECK and VERSION", () => {
    expect((call("LIST", "reports") as unknown[][]).map(([id]) => id)).toEqual(["Id", MAIN, OTHER]);
    const ids = (call("LIST", of("scenarios")) as unknown[][]).slice(1).map(([id]) => String(id));
    expect(ids).toHaveLength(secondReport.scenarios.length);
    for (const id of ids) expect(typeof call("NAME", id), id).toBe("string");
    expect(call("VERSION")).toContain(`${MAIN}, ${builtInReport.edition}, ${OTHER}, ${secondReport.edition}`);
    expect(call("CHECK")).toBe(true);
    const main = assuming({});
    const pins = [{ report: OTHER, edition: "another" }];
    use(settingOf(main, { others: [modelBeside(main, secondReport)], otherPins: pins }));
    expect(call("CHECK")).toBe(false);
  });

  test("CHECK sees what is wrong in either, VERSION names each once, whatever their order", () => {
    const wrong = { key: "homes", scenario: null, year: 2026, value: -1, report: OTHER };
    use(both({ overrides: [wrong] }));
    expect(call("CHECK")).toBe(false);
    use(both({ overrides: [{ ...wrong, report: "nobody" }] }));
    expect(call("CHECK")).toBe(false);
    const main = createModel(secondReport);
    use(settingOf(main, { others: [modelBeside(main, builtInReport)] }));
    expect(call("CHECK")).toBe(true);
    const version = String(call("VERSION"));
    expect(version.endsWith(`${OTHER}, ${secondReport.edition}, ${MAIN}, ${builtInReport.edition}`)).toBe(true);
  });

  test("a report whose data can't be read is named, and no other stands in for it", () => {
    use(settingOf(assuming({}), { otherPins: [{ report: OTHER, edition: "1" }], messages: "en" }));
    const error = errorOf(call("SIZE", 2030, of("base")));
    expect([error.code, error.message.includes(OTHER)]).toEqual(["#N/A", true]);
    expect(call("SIZE", 2030)).toBe(1800);
    expect(call("CHECK")).toBe(false);
  });
});
