/** The whole job without Excel: a workbook is opened, worked in, detached and saved, and LibreOffice shows the same numbers. */
import "../functions/custom-functions";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contentOf, readWorkbook, writeWorkbook } from "../../host/file";
import { cellAddress } from "../../host/address";
import { inRepository } from "../support/dist";
import { calculatedBy, expectNear, hasLibreOffice } from "../support/libre-office";
import { seen } from "../workbook/seen";
import { open } from "../workbook/workbook";

test.skipIf(!hasLibreOffice)(
  "LibreOffice shows the numbers of a workbook that was worked in and detached",
  async () => {
    const base = await readWorkbook(
      readFileSync(inRepository("test/fixtures/workbooks/optimus-model.xlsx")),
      "model.xlsx",
    );
    const opened = await open({ content: base.content });
    const { book, excel } = opened;
    const [first] = excel.grid.sheets();
    await opened.write(first!.name, "Z1:Z3", [['=MARKET.SIZE(2030,"base")'], ["=Z1*1.1"], ["=SUM(Z1:Z2)"]]);
    const { sheets } = await book.previewLoad({ place: { at: "end" } });
    await book.load({
      place: { at: "end" },
      answers: Object.fromEntries(
        sheets.flatMap(({ kind, found, freeName }) =>
          found.is === "taken" ? [[kind, { answer: "rename", name: freeName }] as const] : [],
        ),
      ),
    });
    await book.setOverride({ key: "arpu", scenario: null, year: 2030 }, 700);
    await seen(opened);
    await book.detach();
    await seen(opened);
    const content = contentOf(excel.host.book);
    const saved = await writeWorkbook(content, { base, shifts: excel.host.book.shifts });
    await opened.close();

    const visible = content.sheets.filter(({ visibility }) => visibility === "Visible");
    const shown = calculatedBy(
      saved,
      visible.map(({ name }) => name),
    );
    let numbers = 0;
    for (const { name, cells } of visible)
      for (const [row, line] of cells)
        for (const [column, { value, formula }] of line) {
          if (typeof value !== "number" || !formula) continue;
          expectNear(shown.get(name)!, cellAddress(row, column), value, name);
          numbers++;
        }
    expect(numbers).toBeGreaterThan(1200);
  },
);
