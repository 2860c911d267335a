/** The names that somebody may have meant. */

/** The names that differ least from `name`, nearest first. Names are compared up to 80 characters. */
export const nearest = (name: string, names: Iterable<string>, count = 3): string[] =>
  [...names]
    .map((each) => ({ each, far: distance(name.slice(0, 80), each.slice(0, 80)) }))
    .toSorted((a, b) => a.far - b.far || (a.each < b.each ? -1 : 1))
    .slice(0, count)
    .map(({ each }) => each)

/** The name that was plainly meant: at most a third of its letters are wrong. */
export const mistyped = (name: string, names: Iterable<string>): string | undefined =>
  nearest(name, names, 1).find((each) => distance(name, each) <= Math.floor(name.length / 3))

/** Two letters that changed places are one mistake (optimal string alignment). */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j] ?? 0, (before[j - 2] ?? 0) + 1)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
