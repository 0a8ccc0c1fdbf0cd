/** Run while the add-in is built, which leaves a core idle: else all processes of browser tests would begin with it. */
import { unpackChromium } from "./browser";

await unpackChromium();
