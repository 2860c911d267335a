/** The few assertions that tests in a page need. */
const words = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))

export const ok = (value: unknown, what = 'expected it to hold'): void => {
  if (!value) throw new Error(what)
}

/** By value, through JSON: for plain data. */
export const equal = (actual: unknown, expected: unknown, what = ''): void => {
  if (words(actual) !== words(expected))
    throw new Error(`${what}\n  actual   ${words(actual)}\n  expected ${words(expected)}`)
}

declare global {
  /** Mocha’s words; the runner puts them on the page. */
  function describe(name: string, run: () => void): void
  function it(name: string, run: () => unknown): void
  function beforeEach(run: () => unknown): void
  function afterEach(run: () => unknown): void
}
