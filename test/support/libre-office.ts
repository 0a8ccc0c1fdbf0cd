/** LibreOffice, where it is installed: what it makes of a workbook. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as XLSX from "@e965/xlsx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect } from "vitest";

export const hasLibreOffice = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
if (!hasLibreOffice) console.info("LibreOffice isn't installed here: what it shows of workbooks isn't tested.");

/** The sheets of these names as LibreOffice shows them once it has calculated every formula. */
export function calculatedBy(workbook: Uint8Array, names: readonly string[]): ReadonlyMap<string, XLSX.WorkSheet> {
  const folder = mkdtempSync(path.join(tmpdir(), "market-model-"));
  try {
    const file = path.join(folder, "book.xlsx");
    writeFileSync(file, withoutValues(workbook));
    const options = "44,34,76,1,,0,false,false,false,false,false,-1";
    const profile = pathToFileURL(path.join(folder, "profile")).href;
    const to = `csv:Text - txt - csv (StarCalc):${options}`;
    execFileSync(
      "soffice",
      [`-env:UserInstallation=${profile}`, "--headless", "--convert-to", to, "--outdir", folder, file],
      { stdio: "ignore", timeout: 150_000 },
    );
    return new Map(
      names.map((name) => {
        const text = readFileSync(path.join(folder, `book-${name}.csv`), "utf8");
        return [name, XLSX.read(text, { type: "string", raw: true }).Sheets.Sheet1!];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function expectNear(sheet: XLSX.WorkSheet, at: string, value: number, name: string): void {
  const text = String((sheet[at] as XLSX.CellObject | undefined)?.v ?? "");
  const number = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  expect(text, `${name}!${at}`).not.toBe("");
  expect(Math.abs(number - value), `${name}!${at} ${text}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
}

/** Formulas without values, so that whoever shows a number has calculated it. */
function withoutValues(workbook: Uint8Array): Uint8Array {
  const files = unzipSync(workbook);
  for (const name of Object.keys(files).filter((name) => name.startsWith("xl/worksheets/sheet"))) {
    const bare = strFromU8(files[name]!)
      .replace(/(<f\b[^>]*(?:\/>|>[^<]*<\/f>))<v>[^<]*<\/v>/g, "$1")
      .replace(/<c ([^>]*) t="(?:str|b|e)"([^>]*)>(?=<f)/g, "<c $1$2>");
    files[name] = strToU8(bare);
  }
  return zipSync(files);
}
