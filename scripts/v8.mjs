/**
 * What V8 is told where it runs for minutes, through much code: to make room for objects that are soon gone, and to compile
 * a function for speed only after it ran a good while. As it comes, it spends a sixth of the tests' and builds' time on
 * collecting, and on compiling what hardly runs again.
 */
export const BRIEF = ["--max-semi-space-size=64", "--interrupt-budget=500000"];

/** Chromium's V8 is newer: it knows no budget any more, and of what follows a word that it doesn't know it reads nothing. */
export const BRIEF_IN_CHROMIUM = ["--max-semi-space-size=64"];

/** Where several run at a time none has a core to itself, on which others could collect for it. */
export const BRIEF_AMONG_OTHERS = [...BRIEF, "--single-threaded-gc"];
