/** A board in words: for a model that cannot see, for people who cannot, and for whoever exports a picture. */
import { around, type Box, boxOf, overlap } from './boxes.ts'
import { type Element, isLinear } from './element.ts'

/** The longest outline, in lines. */
const LINES = 200
const WORDS = 200

const nameOf = (kind: Element['kind']): string =>
  kind === 'stroke' ? 'freehand stroke' : kind === 'other' ? 'imported element' : kind

/**
 * One line for each element, in reading order: id, kind, words, rough position, what it connects.
 * @param region only what touches this box
 */
export const outline = (elements: ReadonlyMap<string, Element>, region?: Box): { lines: string[]; left: number } => {
  const find = (id: string): Element | undefined => elements.get(id)
  const boxes = new Map([...elements.values()].map((each) => [each.id, boxOf(each, find)]))
  const all = around(boxes.values())
  const shown = [...elements.values()].filter(({ id }) => !region || overlap(boxes.get(id) as Box, region))
  const bands = (element: Element): [number, number, number] => {
    const box = boxes.get(element.id) as Box
    return [isLinear(element) ? 1 : 0, Math.floor(box.y / 100), box.x]
  }
  const sorted = shown
    .map((element) => ({ element, place: bands(element) }))
    .toSorted(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(({ element }) => element)
  const lines = sorted.slice(0, LINES).map((element) => {
    const { id, kind, text, from, to, groups, ghost } = element
    const box = boxes.get(id) as Box
    const parts = [`[${id}] ${nameOf(kind)}`]
    if (text) parts.push(quoted(text))
    if (from || to) parts.push(`from ${endOf(from, find)} to ${endOf(to, find)}`)
    else
      parts.push(
        `at (${Math.round(box.x)}, ${Math.round(box.y)}), ${Math.round(box.w)}×${Math.round(box.h)}, ${where(box, all)}`,
      )
    const group = groups?.at(-1)
    if (group) parts.push(`in group ${group}`)
    if (ghost) parts.push('proposed, not accepted yet')
    return parts.join(' ')
  })
  return { lines, left: Math.max(0, sorted.length - LINES) }
}

const quoted = (text: string): string => JSON.stringify(text.length > WORDS ? `${text.slice(0, WORDS)}…` : text)

const endOf = (id: string | null | undefined, find: (id: string) => Element | undefined): string => {
  const element = id ? find(id) : undefined
  if (!element) return 'nothing'
  return element.text ? `[${element.id}] ${quoted(element.text)}` : `[${element.id}]`
}

const where = (box: Box, all: Box | null): string => {
  if (!all) return 'middle'
  const third = (value: number, from: number, size: number): number =>
    size === 0 ? 1 : Math.min(2, Math.floor(((value - from) / size) * 3))
  const row = ['top', 'middle', 'bottom'][third(box.y + box.h / 2, all.y, all.h)] as string
  const column = ['left', '', 'right'][third(box.x + box.w / 2, all.x, all.w)] as string
  return column === '' ? row : row === 'middle' ? column : `${row} ${column}`
}
