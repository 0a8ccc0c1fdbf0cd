/**
 * Faults at every request of every operation, in Excels that are nastier than the one of test/workbook/faults-*.test.ts: in
 * `npm test` some of them, by seed; in `npm run fuzz` all.
 */
import "../functions/custom-functions";
import { expect, test } from "vitest";
import { REQUIRED, usually, type ExcelOptions } from "../support/excel";
import { CASES } from "../workbook/fault-cases";
import { faultAtEveryRequest, KINDS, type Kind } from "../workbook/faults";
import { sample } from "./run";

interface Nasty {
  readonly excel: string;
  readonly options: ExcelOptions;
  readonly kinds: readonly Kind[];
}

const NASTY: readonly Nasty[] = [
  { excel: "whose user types, where requests wait", options: {}, kinds: ["typing"] },
  {
    excel: "whose user types, where requests fail",
    options: { requirements: { ...REQUIRED, DelayForCellEdit: "0.1" } },
    kinds: ["typing"],
  },
  { excel: "that hands over blanks as 0", options: { blanks: "zero" }, kinds: KINDS },
  { excel: "that fills no tables", options: { fillTables: false }, kinds: KINDS },
];

const everywhere = NASTY.flatMap(({ excel, options, kinds }) =>
  kinds.flatMap((kind) =>
    Object.entries(CASES).map(([name, one]) => ({
      what: `${name}, ${kind}, in an Excel ${excel}`,
      options,
      kind,
      one,
    })),
  ),
);
/** One of the first requests of some; every request of all. */
const isSample = !process.env.FUZZ;
const cases = (isSample ? sample(everywhere, 8) : everywhere).map((each, at) => ({
  ...each,
  requests: isSample ? { first: 1 + (at % 5), count: 1 } : undefined,
}));

test.each(cases.map((each) => [each.what, each] as const))(
  "%s",
  async (_, { options, kind, one, requests }) => {
    usually(options);
    try {
      const failures = await faultAtEveryRequest([kind], one.prepare, one.act, one.then, requests);
      if (kind === "typing") expect(failures).toBe(0);
      else if (!requests) expect(failures).toBeGreaterThan(0);
    } finally {
      usually({});
    }
  },
  240_000,
);
