/** `npm run icons`: draws the icons in the sizes that the manifest names. The results are kept in the repository. */
import { readFile, readdir, writeFile } from "node:fs/promises";
import { Resvg } from "@resvg/resvg-js";

async function draw(svg, name, sizes) {
  for (const size of sizes) {
    const image = new Resvg(svg, { fitTo: { mode: "width", value: size } }).render();
    await writeFile(`assets/${name}-${size}.png`, image.asPng());
  }
}

await draw(await readFile("assets/icon.svg", "utf8"), "icon", [16, 32, 64, 80]);
for (const file of await readdir("assets/commands")) {
  await draw(await readFile(`assets/commands/${file}`, "utf8"), file.replace(".svg", ""), [16, 32, 80]);
}
