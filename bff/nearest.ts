/** The nearest of some words to one that was mistyped. */

/** @returns the word that takes the fewest letters to change (Levenshtein), when it is at most a third of them */
export const nearest = (word: string, among: Iterable<string>): string | undefined => {
  let [best, found]: [number, string | undefined] = [Math.floor(word.length / 3) + 1, undefined]
  for (const each of among) {
    const away = distance(word, each)
    if (away < best) [best, found] = [away, each]
  }
  return found
}

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
