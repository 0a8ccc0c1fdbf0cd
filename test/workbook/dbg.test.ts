import { it } from "vitest";
import "../functions/custom-functions";
import { nextEdition } from "./edited-report";
import { open } from "./workbook";
it("dbg", async () => {
  const opened = await open({ sheets: { Mine: [[2030, "=MARKET.SIZE(A1)"]] } });
  await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
  await opened.settled();
  for (let request = 1; request <= 12; request++) {
    const before = opened.requests();
    opened.excel.host.faults.fail({ request, kind: "error" });
    let note = "done";
    try { await opened.book.upgrade(nextEdition(), { log: true }); } catch (e) { note = String(e); }
    opened.excel.host.faults.clear();
    console.log(request, note, opened.requests() - before);
    await opened.settled();
    if (note === "done") break;
  }
  await opened.close();
});
