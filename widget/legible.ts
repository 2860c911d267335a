/** A page's colours shifted until what is written in them can be read, as rules for the element. */
import { accentOn, bearable, readable, type Triple } from './contrast.ts'

/** sRGB bytes of any CSS colour that the browser can compute. */
const bytes = (() => {
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

/** What is written on beside the surface itself. */
const grounds = ['soft', 'quiet', 'hover', 'raised']

/**
 * @param probe an element that knows the tokens, by their names
 * @param lay puts rules over those of theme.ts, in the place of what was laid before
 */
export const check = (probe: HTMLElement, lay: (rules: string) => void): void => {
  const computed = getComputedStyle(probe)
  const rules = new Map<string, string>()
  const seen = (name: string): Triple => {
    probe.style.color = `var(--_${name})`
    return bytes(computed.color)
  }
  const set = (name: string, color: Triple): void => void rules.set(name, `rgb(${color.join(' ')})`)
  const laid = (): void => lay(`:host{${[...rules].map(([name, color]) => `--_${name}:${color}`).join(';')}}`)

  const surface = seen('surface')
  const { accent, text, over } = accentOn(seen('seed'), surface)
  set('accent', accent)
  set('accent-text', text)
  set('on-accent', over)
  set('text', bearable(seen('text'), surface, []).color)
  // What is mixed of these is known by now.
  laid()
  const found = bearable(seen('text'), surface, grounds.map(seen))
  set('text', found.color)
  grounds.forEach((name, at) => void (found.bears[at] || set(name, surface)))
  laid()
  const quiet = [seen('quiet')]
  for (const name of ['secondary', 'tertiary', 'danger']) set(name, bearable(seen(name), surface, quiet).color)
  set('control', readable(seen('control'), surface, 3))
  laid()
  probe.style.color = ''
}
