/** Files share a process: each begins in the Excel that tests usually have, with the built-in report behind the formulas. */
import "../functions/custom-functions";
import { loadAnalyses } from "../../src/functions/analyses";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import { usually } from "./excel";

// They come when they are first asked for; tests call formulas as if they had been.
await loadAnalyses();
use(settingOf(createModel(builtInReport)));
usually({});
