/** What a colour comes to on the screen: bytes of sRGB, whatever CSS it was written in. */
import type { PersonaWidget } from '../../widget/element.ts'
import type { Triple } from '../../widget/contrast.ts'

const canvas = document.createElement('canvas')
canvas.width = canvas.height = 1
const context = canvas.getContext('2d', { willReadFrequently: true })!

/** @returns bytes, and an opacity from 0 to 1 */
export const paint = (color: string): { bytes: Triple; alpha: number } => {
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = '#000'
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data
  return { bytes: [r, g, b], alpha: a / 255 }
}

/** `over` at an opacity, on `under`. */
export const blend = (over: Triple, alpha: number, under: Triple): Triple =>
  over.map((byte, at) => Math.round(byte * alpha + (under[at] as number) * (1 - alpha))) as unknown as Triple

export const hex = (bytes: Triple): string => `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

/** The widget's own colours, by name, as they are on the screen now. */
export const coloursOf = (widget: PersonaWidget, names: readonly string[]): Record<string, Triple> => {
  const probe = widget.ownerDocument.createElement('i')
  probe.hidden = true
  widget.renderRoot.append(probe)
  const found = names.map((name) => {
    probe.style.setProperty('color', `var(--_${name})`)
    return [name, paint(getComputedStyle(probe).color).bytes] as const
  })
  probe.remove()
  return Object.fromEntries(found)
}
