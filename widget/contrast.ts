/** What a brand's colours may be used as: WCAG contrast, computed where CSS can only guess. Pure. */

/** Bytes of sRGB. */
export type Triple = readonly [number, number, number]

const linear = (byte: number): number => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
/** WCAG 2.2 relative luminance. */
const luminance = ([r, g, b]: Triple): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)

/** WCAG 2.2 contrast ratio of two sRGB colours, from 1 to 21. */
export const contrast = (a: Triple, b: Triple): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const white: Triple = [255, 255, 255]
const black: Triple = [0, 0, 0]
const ink: Triple = [17, 19, 22]

/** `color` as near as it can be with `ratio` against `ground`: mixed with black or with white, so that its hue stays. */
export const readable = (color: Triple, ground: Triple, ratio: number): Triple => {
  const end = luminance(ground) > 0.18 ? black : white
  let found = color
  for (let step = 1; step <= 50 && contrast(found, ground) < ratio; step++)
    found = color.map((byte, at) => Math.round(byte + ((end[at] as number) - byte) * (step / 50))) as unknown as Triple
  return found
}

export interface Accent {
  /** For controls: ≥ 3 against the surface. */
  accent: Triple
  /** For text on the surface: ≥ 4.5. */
  text: Triple
  /** For text on the accent: ≥ 4.5; of black and white one always has that. */
  over: Triple
}

/** What a brand's colour may be used as on a surface, whatever it is. Bytes of sRGB; contrast as WCAG 2.2 counts it. */
export const accentOn = (seed: Triple, surface: Triple): Accent => {
  const accent = readable(seed, surface, 3)
  const over = [white, ink, black].find((each) => contrast(each, accent) >= 4.5) ?? white
  return { accent, text: readable(accent, surface, 5), over }
}

export interface Bearable {
  color: Triple
  /** Of each ground, whether the colour can be read there: ≥ 4.5. On the surface it can, always. */
  bears: boolean[]
}

/** A colour for text, shifted no further than it takes to be read on the surface, and on its tints where that can be. */
export const bearable = (seed: Triple, surface: Triple, grounds: readonly Triple[]): Bearable => {
  const color = [surface, ...grounds].reduce((found, ground) => {
    const next = readable(found, ground, 4.5)
    return contrast(next, surface) >= 4.5 ? next : found
  }, seed)
  return { color, bears: grounds.map((ground) => contrast(color, ground) >= 4.5) }
}
