import { afterEach, describe, expect, test, vi } from "vitest";
import { associated, CellError } from "./custom-functions";

import { documentedFormulas, formulas } from "../../src/functions/formulas";
import { languageOf } from "../../src/functions/language";
import { buildMetadata } from "../../src/functions/metadata";
import { Refusal } from "../../src/functions/outcome";
import { currentSetting, holdFor, use } from "../../src/functions/registration";
import { officeLanguage, settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions, type Model } from "../../src/model";
import { builtInReport } from "../../src/report";
import { call, errorOf, westernBesideHan } from "./calls";
import "../../src/functions";

const plain = createModel(builtInReport);
const overridden = createModel(builtInReport, {
  ...noAssumptions,
  overrides: [{ key: "size", scenario: "applications", year: 2030, value: 2000 }],
});

afterEach(() => {
  use(settingOf(plain));
});

describe("metadata", () => {
  test.each(["en", "zh"] as const)("%s conforms to Office's format", async (language) => {
    const { functions } = await buildMetadata(language);
    expect(functions.map(({ id }) => id)).toEqual(formulas.map(({ id }) => id));
    for (const { id, name, description, parameters, result } of functions) {
      expect(id).toMatch(/^[A-Z][A-Z0-9._]{0,254}$/);
      expect(name).toBe(id);
      expect(description).not.toBe("");
      expect(/\p{Script=Han}/u.test(description)).toBe(language === "zh");
      for (const text of [description, ...parameters.map((parameter) => parameter.description)])
        expect(text).not.toMatch(westernBesideHan);
      expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length);
      const firstOptional = parameters.findIndex((parameter) => parameter.optional);
      if (firstOptional >= 0) expect(parameters.slice(firstOptional).every(({ optional }) => optional)).toBe(true);
      for (const parameter of parameters) {
        expect(parameter.name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
        expect(parameter.type).toBe("any");
        expect(["matrix", "scalar"]).toContain(parameter.dimensionality);
        expect(/\p{Script=Han}/u.test(parameter.description)).toBe(language === "zh" || parameter.description === "");
      }
      expect(["matrix", "scalar"]).toContain(result.dimensionality);
    }
  });
  test("offers what a parameter takes while it is typed, the same values in both languages", async () => {
    const [en, zh] = [await buildMetadata("en"), await buildMetadata("zh")];
    const written = ({ enums }: typeof en) => enums.map(({ id, values }) => [id, values.map((one) => one.stringValue)]);
    expect(written(zh)).toEqual(written(en));
    const ids = en.enums.map(({ id }) => id);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
    const used = en.functions.flatMap(({ parameters }) => parameters.flatMap(({ customEnumId }) => customEnumId ?? []));
    expect(new Set(used)).toEqual(new Set(ids));
    for (const kind of ["SCENARIO", "SEGMENT", "SPLIT", "DRIVER", "SERIES", "FIGURE", "UNIT", "CHOICE"])
      expect(ids).toContain(kind);
    for (const { functions, enums } of [en, zh]) {
      for (const { id, type, values } of enums) {
        expect(id).toMatch(/^[A-Z]+\d*$/);
        expect(type).toBe("string");
        expect(new Set(values.map(({ name }) => name)).size, id).toBe(values.length);
      }
      // What is offered is taken.
      for (const { id, parameters } of functions) {
        const formula = formulas.find((one) => one.id === id)!;
        parameters.forEach(({ customEnumId }, at) => {
          const offered = enums.find((one) => one.id === customEnumId)?.values ?? [];
          const { element = formula.parameters[at]! } = formula.parameters[at]!;
          for (const { stringValue } of offered)
            expect(element.read(stringValue, settingOf(plain)), `${id} ${stringValue}`).not.toBeInstanceOf(Refusal);
        });
      }
    }
    const tooltip = ({ enums }: typeof en, kind: string, of: string) =>
      enums.find(({ id }) => id === kind)!.values.find(({ stringValue }) => stringValue === of)!.tooltip;
    expect(tooltip(en, "SEGMENT", "rd")).toBe("Section 4.2.1; 2025–2030; CNY 100m");
    expect(tooltip(zh, "SCENARIO", "vendors")).toBe("章节 1.2.2；2025–2030；亿元");
  });
  test("registers exactly the ids that it describes", async () => {
    const { functions } = await buildMetadata("en");
    expect([...associated.keys()].sort()).toEqual(functions.map(({ id }) => id).sort());
  });
});

describe("the model that formulas calculate with", () => {
  test("is the workbook's once set", () => {
    expect(call("SIZE", 2030)).toBe(1800);
    use(settingOf(overridden));
    expect(call("SIZE", 2030)).toBe(2000);
    expect(call("BASIS", "size", 2030)).toBe("overridden");
  });
  test("is waited for while the workbook is read, and never a default before", async () => {
    let read = (): void => undefined;
    holdFor(new Promise<void>((resolve) => (read = resolve)));
    const answer = associated.get("SIZE")!(2030);
    expect(answer).toBeInstanceOf(Promise);
    use(settingOf(overridden));
    expect(associated.get("SIZE")!(2030)).toBeInstanceOf(Promise);
    read();
    expect(await answer).toBe(2000);
    expect(associated.get("SIZE")!(2030)).toBe(2000);
  });
  test("a later hold takes over from an earlier one", async () => {
    let [first, second] = [(): void => undefined, (): void => undefined];
    holdFor(new Promise<void>((resolve) => (first = resolve)));
    const answer = associated.get("SIZE")!(2030);
    holdFor(new Promise<void>((resolve) => (second = resolve)));
    first();
    use(settingOf(overridden));
    second();
    expect(await answer).toBe(2000);
  });
  test("is the one that was given meanwhile where the workbook could not be read", async () => {
    let fail = (): void => undefined;
    holdFor(new Promise((_, reject) => (fail = () => reject(new Error("no workbook")))));
    const answer = associated.get("SIZE")!(2030);
    use(settingOf(overridden));
    fail();
    expect(await answer).toBe(2000);
    expect(associated.get("SIZE")!(2030)).toBe(2000);
    expect(errorOf(associated.get("SIZE")!("soon")).code).toBe("#VALUE!");
  });
  test("isn't lost when an earlier hold fails", async () => {
    let [fail, read] = [(): void => undefined, (): void => undefined];
    holdFor(new Promise((_, reject) => (fail = () => reject(new Error("no workbook")))));
    const answer = associated.get("SIZE")!(2030);
    holdFor(new Promise<void>((resolve) => (read = resolve)));
    fail();
    await Promise.resolve();
    use(settingOf(overridden));
    expect(associated.get("SIZE")!(2030)).toBeInstanceOf(Promise);
    read();
    expect(await answer).toBe(2000);
    expect(associated.get("SIZE")!(2030)).toBe(2000);
  });
  test("can't be trusted when the workbook could not be read, until one is set", async () => {
    holdFor(Promise.reject(new Error("no workbook")));
    const { code, message } = errorOf(await associated.get("SIZE")!(2030));
    expect([code, message]).toEqual([
      "#N/A",
      "SIZE: the workbook's assumptions could not be read. Refresh to try again.",
    ]);
    use(settingOf(overridden));
    expect(associated.get("SIZE")!(2030)).toBe(2000);
    expect(currentSetting()).toMatchObject({ main: overridden });
  });
});

test("a defect is a plain #VALUE! in the reader's language, never an exception", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = new Proxy(plain, {
    get(model, key) {
      if (key === "chosen") return plain.chosen;
      if (key === "explainSize")
        return (...asked: Parameters<Model["explainSize"]>) => ({ ...plain.explainSize(...asked), value: NaN });
      const member = Reflect.get(model, key) as unknown;
      return typeof member === "function" ? () => undefined : member;
    },
  }) as unknown as Model;
  use(settingOf(broken));
  for (const formula of await documentedFormulas()) {
    for (const { arguments: args } of formula.help.examples) {
      const answer = associated.get(formula.id)!(...args);
      const flat = Array.isArray(answer) ? (answer as unknown[][]).flat() : [answer];
      for (const cell of flat) expect(typeof cell === "number" ? Number.isFinite(cell) : cell !== undefined).toBe(true);
    }
  }
  expect(errorOf(call("SIZE", 2030)).code).toBe("#NUM!");
  expect(errorOf(call("SHARE", "rd", 2030))).toEqual({
    code: "#VALUE!",
    message: "SHARE: Market Model could not calculate this because of a fault of its own. Please report it.",
  });
  use(settingOf(broken, { messages: "zh" }));
  expect(errorOf(call("SHARE", "rd", 2030)).message).toContain("自身出错");
  expect(logged).toHaveBeenCalledWith("MARKET.SHARE", expect.any(Error));
  logged.mockRestore();
});

describe("CHECK", () => {
  test("is FALSE with a bad override", () => {
    expect(call("CHECK")).toBe(true);
    const overrides = [{ key: "no-such-key", scenario: null, year: null, value: 1 }];
    use(settingOf(createModel(builtInReport, { ...noAssumptions, overrides })));
    expect(call("CHECK")).toBe(false);
  });
  test("is FALSE with another edition than the workbook's", () => {
    use(settingOf(plain, { pin: { report: builtInReport.id, edition: builtInReport.edition } }));
    expect(call("CHECK")).toBe(true);
    use(settingOf(plain, { pin: { report: builtInReport.id, edition: "2025.1" } }));
    expect(call("CHECK")).toBe(false);
  });
});

describe("language", () => {
  test.each([
    ["zh-CN", "zh"],
    ["zh-Hant-TW", "zh"],
    ["en-US", "en"],
    ["de-DE", "en"],
    ["x-zh", "en"],
    [undefined, "en"],
  ] as const)("%s is %s", (tag, language) => expect(languageOf(tag)).toBe(language));
  test("follows Office's display language", () => {
    vi.stubGlobal("Office", { context: { displayLanguage: "zh-CN" } });
    expect(officeLanguage()).toBe("zh");
    use(settingOf(plain));
    expect(errorOf(call("SIZE")).message).toBe("year：未给出年份。");
    expect(call("SPLIT", "layer", 2030)).toHaveProperty("0.0", "细分");
    vi.unstubAllGlobals();
    expect(officeLanguage()).toBe("en");
  });
});

test("errors are the host's own", () => expect(call("SIZE", "soon")).toBeInstanceOf(CellError));
