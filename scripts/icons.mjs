/** `npm run icons`: draws assets/icon.svg in the sizes that the manifest names. The results are kept in the repository. */
import { readFile, writeFile } from "node:fs/promises";
import { Resvg } from "@resvg/resvg-js";

const svg = await readFile("assets/icon.svg", "utf8");
for (const size of [16, 32, 64, 80, 128]) {
  const image = new Resvg(svg, { fitTo: { mode: "width", value: size } }).render();
  await writeFile(`assets/icon-${size}.png`, image.asPng());
}
