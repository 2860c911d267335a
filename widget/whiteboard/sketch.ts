/** Drawn by hand: lines that waver. The only importer of roughjs. */
import { RoughGenerator } from 'roughjs/bin/generator.js'
import type { BoardElement } from '../../bff/api.ts'
import type { Hand } from './paint.ts'

const generator = new RoughGenerator()

/** The same element wavers in the same way, wherever it is seen. */
const seedOf = (id: string): number => {
  let seed = 7
  for (const char of id) seed = (seed * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647
  return seed || 1
}

export const hand: Hand = {
  outline({ id, kind, x, y, w, h }: BoardElement, path) {
    if (kind === 'note' || kind === 'text' || kind === 'other') return null
    const options = { seed: seedOf(id), roughness: 1.1, bowing: 1.2, preserveVertices: true }
    const pairs: [number, number][] = []
    for (let i = 0; i + 1 < path.length; i += 2) pairs.push([path[i] as number, path[i + 1] as number])
    const made =
      kind === 'ellipse'
        ? generator.ellipse(x + w / 2, y + h / 2, w, h, options)
        : kind === 'rectangle'
          ? generator.rectangle(x, y, w, h, options)
          : kind === 'diamond'
            ? generator.polygon(
                [
                  [x + w / 2, y],
                  [x + w, y + h / 2],
                  [x + w / 2, y + h],
                  [x, y + h / 2],
                ],
                options,
              )
            : generator.linearPath(pairs, options)
    const line = new Path2D()
    for (const set of made.sets) line.addPath(new Path2D(generator.opsToPath(set)))
    return line
  },
}
