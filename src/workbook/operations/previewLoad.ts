import { previewLoad as preview } from "../loading/foresee";
import { beginningOf } from "../loading/whole";
import type { LoadOptions, LoadPreview } from "../types";
import { question, type Operation } from "./operation";

/** What a load would meet. */
export const previewLoad = (options: LoadOptions): Operation<LoadPreview> =>
  question("anew", (session) => preview(beginningOf(session, options), options));
