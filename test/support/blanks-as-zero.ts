import { usually } from "./excel";

usually({ blanks: "zero" });
