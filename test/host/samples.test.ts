/** How Microsoft's samples are read and pressed by `npm run snippets`, on a sample of our own. */
import { expect, test } from "vitest";
import vm from "node:vm";
import { createSamplePage } from "../../scripts/snippets/page";
import { readSample } from "../../scripts/snippets/sample";

const SAMPLE = `
id: own
host: EXCEL
api_set:
    ExcelApi: '1.4'
script:
    content: |-
        document.getElementById("second").addEventListener("click", () => tryCatch(second));
        document.getElementById("first").addEventListener("click", first);
        async function first(): Promise<void> {
            console.log(\`size \${(document.getElementById("size") as HTMLInputElement).value}\`, [1]);
        }
        async function second() { throw Object.assign(new Error("no"), { code: Excel.ErrorCodes.apiNotFound }); }
        async function tryCatch(callback) { try { await callback(); } catch (error) { console.error(error); } }
    language: typescript
template:
    content: |-
        <input id="size" value="12"><button id="first">1</button><button id="second">2</button><button id="idle">3</button>
    language: html
`;

test("a sample's buttons come in the page's order, those that do something", () => {
  const { id, sets, members, buttons } = readSample(SAMPLE);
  expect([id, sets, members, buttons]).toEqual(["own", { ExcelApi: "1.4" }, ["ErrorCodes"], ["first", "second"]]);
});

test("pressed, they print what they print, and their errors are heard of", async () => {
  const sample = readSample(SAMPLE);
  const page = createSamplePage(sample.html);
  const { document, console } = page;
  vm.runInNewContext(sample.script, { document, console, Excel: { ErrorCodes: { apiNotFound: "ApiNotFound" } } });
  await page.press("first");
  expect(page.printed()).toEqual({ lines: ["size 12 [1]"], errors: [] });
  await page.press("second");
  expect(page.printed()).toMatchObject({ lines: [], errors: [{ code: "ApiNotFound" }] });
});
