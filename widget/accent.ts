/** The accent shifted until it can be read, as rules for the element. */
import { accentOn, type Triple } from './contrast.ts'

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

const rgb = (color: Triple): string => `rgb(${color.join(' ')})`

/** @param probe an element whose computed `color` is the seed and whose `background-color` is the surface */
export const accentRules = (probe: Element): string => {
  const computed = getComputedStyle(probe)
  const { accent, text, over } = accentOn(paint(computed.color), paint(computed.backgroundColor))
  return `:host{--_accent:${rgb(accent)};--_accent-text:${rgb(text)};--_on-accent:${rgb(over)}}`
}
