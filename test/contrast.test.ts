/** No brand's colour makes text unreadable. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accentOn, bearable, contrast, readable } from '../widget/contrast.ts'

type Triple = readonly [number, number, number]

const steps = [0, 23, 46, 69, 92, 115, 128, 139, 162, 185, 208, 231, 255]
const colours: Triple[] = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b] as const)))
const surfaces: Record<string, Triple> = { light: [253, 253, 251], dark: [26, 28, 31], white: [255, 255, 255] }

test('contrast is as WCAG counts it', () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21)
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), '4.48')
})

for (const [name, surface] of Object.entries(surfaces))
  test(`each of ${colours.length} accents can be read on a surface that is ${name}, and what stands on it too`, () => {
    for (const seed of colours) {
      const { accent, text, over } = accentOn(seed, surface)
      const said = `${seed} became ${accent}, text ${text}, over ${over}`
      assert.ok(contrast(accent, surface) >= 3, said)
      assert.ok(contrast(text, surface) >= 4.5, said)
      assert.ok(contrast(over, accent) >= 4.5, said)
    }
  })

test('what can be read already is left as it is, and what cannot keeps its hue', () => {
  assert.deepEqual(readable([63, 115, 97], [255, 255, 255], 4.5), [63, 115, 97])
  const [r, g, b] = readable([255, 230, 0], [255, 255, 255], 4.5)
  assert.ok(r > g && g > b && r - b > 60, `${r} ${g} ${b}`)
})

test('each text can be read on each surface, and what it cannot be read on is said', () => {
  const few = colours.filter((_, at) => at % 7 === 0)
  const tinted = (text: Triple, surface: Triple, share: number): Triple =>
    surface.map((byte, at) => Math.round(byte * (1 - share) + text[at]! * share)) as unknown as Triple
  for (const surface of few)
    for (const seed of few) {
      const grounds = [tinted(seed, surface, 0.045), tinted(seed, surface, 0.13)]
      const { color, bears } = bearable(seed, surface, grounds)
      const said = `${seed} on ${surface} became ${color}`
      assert.ok(contrast(color, surface) >= 4.5, said)
      assert.deepEqual(
        bears,
        grounds.map((ground) => contrast(color, ground) >= 4.5),
        said,
      )
    }
})
