/** Loading, formulas and detaching where Excel hands over blank cells as 0, as some builds do, instead of null. */
import { describe } from "vitest";
import { usually } from "../support/excel";

usually({ blanks: "zero" });

describe("loading", async () => void (await import("./load.test")));
describe("formulas", async () => void (await import("./formulas.test")));
describe("detaching", async () => void (await import("./detach.test")));
describe("cells, explanations and native formulas agree", async () => void (await import("./agreement.test")));
