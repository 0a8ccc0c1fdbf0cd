/**
 * What V8 is told where it runs for minutes, through much code: to make room for objects that are soon gone, and to compile
 * a function for speed only after it ran a good while. As it comes, it spends a sixth of the tests' and builds' time on
 * collecting, and on compiling what hardly runs again. Node and Chromium take the same words.
 */
export const BRIEF = ["--max-semi-space-size=64", "--interrupt-budget=500000"];

/** Where several run at a time none has a core to itself, on which others could collect for it. */
export const BRIEF_AMONG_OTHERS = [...BRIEF, "--single-threaded-gc"];
