/** The accent shifted until it can be read: WCAG contrast, computed where CSS can only guess. */

type Triple = readonly [number, number, number]

/** sRGB bytes of any CSS colour that the browser can compute. */
const paint = (() => {
  let canvas: CanvasRenderingContext2D | null | undefined
  return (color: string): Triple => {
    canvas ??= new OffscreenCanvas(1, 1).getContext('2d', {
      willReadFrequently: true,
    }) as CanvasRenderingContext2D | null
    if (!canvas) return [0, 110, 100]
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b]
  }
})()

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

const rgb = (color: Triple): string => `rgb(${color.join(' ')})`

/** The nearest lightness of `color` that has `ratio` against `ground`: hue and chroma stay, as far as sRGB goes. */
export const readable = (color: Triple, ground: Triple, ratio: number): Triple => {
  const away = luminance(ground) > 0.18 ? -0.02 : 0.02
  let found = color
  for (let step = 1; step < 50 && contrast(found, ground) < ratio; step++) {
    found = paint(`oklch(from ${rgb(color)} calc(l + ${step * away}) c h)`)
  }
  return found
}

const white: Triple = [255, 255, 255]
const ink: Triple = [17, 19, 22]
/**
 * The accent as it may be used on this surface: ≥ 3 as a control, ≥ 4.5 as text, and the ink on top of it.
 * @param probe an element whose computed `color` is the seed and whose `background-color` is the surface
 */
export const accentRules = (probe: Element): string => {
  const computed = getComputedStyle(probe)
  const surface = paint(computed.backgroundColor)
  const accent = readable(paint(computed.color), surface, 3)
  const over = contrast(white, accent) >= 4.5 ? white : contrast(ink, accent) >= 4.5 ? ink : white
  const text = readable(accent, surface, 5)
  return `:host{--_accent:${rgb(accent)};--_accent-text:${rgb(text)};--_on-accent:${rgb(over)}}`
}
