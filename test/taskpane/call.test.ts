import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulas } from "../../src/functions/formulas";
import {
  argumentText,
  argumentValue,
  callText,
  isComplete,
  replaceCall,
  settingsOf,
} from "../../src/taskpane/views/formulas/call";
import { callsIn } from "../../src/workbook/calls/inFormulas";

const formula = (id: string) => formulas.find((one) => one.id === id)!;
const size = formula("SIZE");
const sensitivity = formula("SENSITIVITY");
const [year, scenario] = size.parameters;

describe("an argument", () => {
  it.each([
    [year, "2027", "2027"],
    [year, " ２０２７ ", "2027"],
    [year, "2027E", '"2027E"'],
    [year, "FY2027", '"FY2027"'],
    [year, "=B6", "B6"],
    [year, "='Market data'!$B$6:G6", "'Market data'!$B$6:G6"],
    [scenario, "base", '"base"'],
    [scenario, "2030", '"2030"'],
    [scenario, 'my "own"', '"my ""own"""'],
    [scenario, "+SUM(A1)", '"+SUM(A1)"'],
    [scenario, "", ""],
    [scenario, "=", '"="'],
    [sensitivity.parameters[2], "83%", "83%"],
    [sensitivity.parameters[2], ".83", ".83"],
  ])("%# is written", (parameter, setting, text) => {
    expect(argumentText(parameter!, setting)).toBe(text);
  });

  it("that a user typed is one text or number of the formula, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom(year!, scenario!), (typed, parameter) => {
        fc.pre(typed.trim() !== "" && !typed.startsWith("="));
        const formulaText = `=MARKET.SIZE(${argumentText(parameter, typed)})`;
        const [call, ...others] = callsIn(formulaText);
        expect(others).toEqual([]);
        expect(call?.args).toHaveLength(1);
        expect(call?.args[0]?.literal).toBe(argumentValue(parameter, typed));
        expect(call?.end).toBe(formulaText.length);
      }),
    );
  });
});

describe("a call", () => {
  it("leaves out what is blank at the end and keeps what is blank before", () => {
    expect(callText(size, ["2030"])).toBe("MARKET.SIZE(2030)");
    expect(callText(size, ["2030", "", "CNY bn"])).toBe('MARKET.SIZE(2030,,"CNY bn")');
    expect(callText(formula("CHECK"), [])).toBe("MARKET.CHECK()");
  });

  it("is complete with all that is required", () => {
    expect(isComplete(size, [])).toBe(false);
    expect(isComplete(size, [" "])).toBe(false);
    expect(isComplete(size, ["2030"])).toBe(true);
    expect(isComplete(formula("CHECK"), [])).toBe(true);
  });

  it.each([
    ["=MARKET.SIZE(2030)", ["2030", "", ""]],
    ['=MARKET.SIZE(B6:G6,A7,"CNY bn")', ["=B6:G6", "=A7", "CNY bn"]],
    ['=MARKET.SIZE("2027E",,E3)', ["2027E", "", "=E3"]],
    ['=MARKET.SIZE(YEAR(A1),IF(B1,"base","low"))', ["=YEAR(A1)", '=IF(B1,"base","low")', ""]],
  ])("%s reopens with its settings, and is written the same", (text, settings) => {
    const [call] = callsIn(text);
    expect(settingsOf(size, call!)).toEqual(settings);
    expect(`=${callText(size, settings)}`).toBe(text);
  });

  it("is replaced within a longer formula", () => {
    const text = "=ROUND(MARKET.SIZE(2030)*2,1)";
    const [call] = callsIn(text);
    expect(replaceCall(text, call!, 'MARKET.SIZE(2030,"low")')).toBe('=ROUND(MARKET.SIZE(2030,"low")*2,1)');
  });
});
