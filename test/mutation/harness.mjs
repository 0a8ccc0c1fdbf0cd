/**
 * The part of vitest's interface that the tests of what calculates use, with its own matchers and spies: tests are collected
 * into a list, so that they run in one process, in any order, as many times as there are mutants.
 */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  ChaiStyleAssertions,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  chai,
  customMatchers,
  setState,
} from "@vitest/expect";
import * as spies from "@vitest/spy";

for (const plugin of [JestExtend, JestChaiExpect, ChaiStyleAssertions, JestAsymmetricMatchers]) chai.use(plugin);

const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT], {
  fail: (message) => chai.assert.fail(message),
});
setState({ assertionCalls: 0, isExpectingAssertions: false, customTesters: [] }, expect);
globalThis[GLOBAL_EXPECT] = expect;
expect.extend = (matchers) => chai.expect.extend(expect, matchers);
expect.extend(customMatchers);

const suiteOf = (name, parent) => ({ name, parent, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });
const lineOf = (suite) => (suite ? [...lineOf(suite.parent), suite] : []);

let suite;
let found;

/** The tests of a file, which `load` makes call what is below. */
export async function collect(file, load) {
  suite = suiteOf(file, undefined);
  found = [];
  await load();
  const names = new Map();
  for (const test of found) {
    const name = [...lineOf(test.suite).map(({ name }) => name), test.name].join(" > ");
    const nth = (names.get(name) ?? 0) + 1;
    names.set(name, nth);
    test.id = nth === 1 ? name : `${name} (${nth})`;
  }
  return found;
}

/** Runs one; throws what it throws. `ready` keeps the suites whose `beforeAll` has run. */
export async function run({ suite, body }, ready) {
  const line = lineOf(suite);
  for (const one of line) {
    if (ready.has(one)) continue;
    ready.add(one);
    for (const hook of one.beforeAll) await hook();
  }
  try {
    for (const one of line) for (const hook of one.beforeEach) await hook();
    await body();
  } finally {
    for (const one of line.toReversed()) for (const hook of one.afterEach) await hook();
  }
}

export async function finish(ready) {
  for (const one of ready) for (const hook of one.afterAll) await hook();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

const each = (declare) => (cases) => (name, body) => {
  for (const one of cases) declare(name, () => (Array.isArray(one) ? body(...one) : body(one)));
};

function describe(name, body) {
  const outer = suite;
  suite = suiteOf(name, outer);
  body();
  suite = outer;
}
describe.each = each(describe);

function test(name, body) {
  found.push({ suite, name, body });
}
test.each = each(test);
test.skipIf = (skipped) => (skipped ? () => undefined : test);

const stubbed = new Map();
const vi = {
  ...spies,
  stubGlobal(name, value) {
    if (!stubbed.has(name)) stubbed.set(name, globalThis[name]);
    globalThis[name] = value;
  },
  /** Every file has modules of its own. */
  resetModules: () => undefined,
  unstubAllGlobals() {
    for (const [name, value] of stubbed) globalThis[name] = value;
    stubbed.clear();
  },
};

const hook = (kind) => (body) => void suite[kind].push(body);

/** What `import … from "vitest"` gives. */
export const vitest = {
  expect,
  describe,
  test,
  it: test,
  vi,
  beforeAll: hook("beforeAll"),
  beforeEach: hook("beforeEach"),
  afterEach: hook("afterEach"),
  afterAll: hook("afterAll"),
};
