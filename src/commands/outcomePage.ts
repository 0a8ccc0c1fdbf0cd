/** The page of the dialog: shows what its address says, which no server is sent. */
import { readTold } from "./outcome";

const { language, lines } = readTold(location.hash);
document.documentElement.lang = language;
for (const line of lines) document.body.append(Object.assign(document.createElement("p"), { textContent: line }));
