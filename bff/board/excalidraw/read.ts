/** The .excalidraw format, read. What we do not know of an element is kept with it, and goes out again as it came. */
import { COLOR, type Element, type Kind, most, type Properties } from '../element.ts'

type Raw = Record<string, unknown>

/** What an element may carry that is not ours, as JSON. */
const EXTRA = 8000

const kinds: Record<string, Kind> = {
  rectangle: 'rectangle',
  ellipse: 'ellipse',
  diamond: 'diamond',
  text: 'text',
  line: 'line',
  arrow: 'arrow',
  freedraw: 'stroke',
}

/** Said by our own properties, or by others of theirs. Everything else is kept in `extra`. */
const ours = new Set(
  'id type x y width height angle strokeColor backgroundColor strokeWidth strokeStyle fontSize text originalText points pressures groupIds index boundElements isDeleted containerId __proto__'.split(
    ' ',
  ),
)

export interface Imported {
  elements: Omit<Element, 'by' | 'words' | 'index'>[]
  /** How many could not be taken: no numbers, too far out, too much in them. */
  left: number
}

/** Whether this is such a file, or a part of one. */
export const isExcalidraw = (text: string): boolean => listIn(text) !== undefined

const listIn = (text: string): unknown[] | undefined => {
  try {
    const list = (JSON.parse(text) as { elements?: unknown } | null)?.elements
    return Array.isArray(list) ? (list as unknown[]) : undefined
  } catch {
    return undefined
  }
}

/**
 * @param text a file, or a part of one: `{ elements: [ … ] }`
 * @param batch what ids are prefixed with, so that a file can be imported twice and in parts
 * @returns the elements bottom to top; none of what is no such file
 */
export const fromExcalidraw = (text: string, batch: string): Imported => {
  const list = listIn(text)
  if (!list) return { elements: [], left: 0 }
  const raws = list.filter(
    (each): each is Raw => typeof each === 'object' && each !== null && (each as Raw)['isDeleted'] !== true,
  )
  const containers = new Set(raws.filter(({ type }) => typeof type === 'string' && type !== 'text').map(({ id }) => id))
  const labels = new Map(
    raws.flatMap((raw) =>
      raw['type'] === 'text' && containers.has(raw['containerId']) ? [[raw['containerId'], raw]] : [],
    ),
  )
  const taken: Imported = {
    elements: [],
    left: list.length - raws.length - list.filter((each) => (each as Raw | null)?.['isDeleted'] === true).length,
  }
  const seen = new Set<string>()
  for (const raw of raws) {
    if (raw['type'] === 'text' && labels.get(raw['containerId']) === raw) continue
    const element = elementOf(raw, labels.get(raw['id']), batch)
    if (!element || seen.has(element.id)) {
      taken.left++
      continue
    }
    seen.add(element.id)
    taken.elements.push(element)
  }
  return taken
}

const elementOf = (raw: Raw, label: Raw | undefined, batch: string): Imported['elements'][number] | undefined => {
  const { id, type } = raw
  if (typeof id !== 'string' || typeof type !== 'string') return undefined
  const name = idOf(id, batch)
  const box = { x: raw['x'], y: raw['y'], w: raw['width'] ?? 0, h: raw['height'] ?? 0 }
  if (name === undefined || !Object.values(box).every(isNear)) return undefined
  const isNote = type === 'rectangle' && (raw['customData'] as { persona?: unknown } | undefined)?.persona === 'note'
  const kind: Kind = isNote ? 'note' : Object.hasOwn(kinds, type) ? (kinds[type] as Kind) : 'other'
  const extra = restOf(raw)
  extra['id'] = id
  if (kind === 'other') extra['type'] = type.slice(0, 40)
  if (label) extra['label'] = { ...restOf(label), id: label['id'] }
  if (JSON.stringify(extra).length > EXTRA) return undefined
  const text = textOf(label ?? raw)
  const element: Imported['elements'][number] = {
    id: name,
    kind,
    ...(box as { x: number; y: number; w: number; h: number }),
    extra,
  }
  const set = <Name extends keyof Properties>(property: Name, value: Properties[Name] | undefined): void => {
    if (value !== undefined) Object.assign(element, { [property]: value })
  }
  set('text', text)
  set('angle', isNear(raw['angle']) && raw['angle'] !== 0 ? raw['angle'] : undefined)
  set('color', colorOf(raw['strokeColor']))
  set('fill', raw['backgroundColor'] === 'transparent' ? undefined : colorOf(raw['backgroundColor']))
  set('width', between(raw['strokeWidth'], 0.5, 64))
  set('dash', raw['strokeStyle'] === 'dashed' || raw['strokeStyle'] === 'dotted' ? raw['strokeStyle'] : undefined)
  set('size', between((label ?? raw)['fontSize'], 4, 400))
  const groups = Array.isArray(raw['groupIds'])
    ? raw['groupIds'].flatMap((each) => (typeof each === 'string' ? (idOf(each, batch) ?? []) : []))
    : []
  set('groups', groups.length > 0 ? groups.slice(0, most.groups) : undefined)
  if (kind === 'line' || kind === 'arrow' || kind === 'stroke') {
    const path = pointsOf(raw)
    if (!path) return undefined
    Object.assign(element, path)
    set('from', boundTo(raw['startBinding'], batch))
    set('to', boundTo(raw['endBinding'], batch))
  }
  return element
}

const restOf = (raw: Raw): Raw => {
  const rest = Object.fromEntries(Object.entries(raw).filter(([name]) => !ours.has(name)))
  // A link is somebody's to click on, so only what leads to a page or a mail is kept.
  if (typeof rest['link'] === 'string' && !/^(?:https?:|mailto:)/i.test(rest['link'])) delete rest['link']
  return rest
}

const idOf = (id: string, batch: string): string | undefined => {
  const name = `${batch}.${id}`
  return /^[\w.:-]{1,64}$/.test(name) ? name : undefined
}

const isNear = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most.coordinate

const between = (value: unknown, low: number, high: number): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : undefined

const colorOf = (value: unknown): string | undefined =>
  typeof value === 'string' && COLOR.test(value) ? value : undefined

const textOf = (raw: Raw): string | undefined => {
  const text = raw['originalText'] ?? raw['text']
  return typeof text === 'string' && text !== '' ? text.toWellFormed().slice(0, most.text) : undefined
}

const boundTo = (binding: unknown, batch: string): string | undefined => {
  const id = (binding as { elementId?: unknown } | null | undefined)?.elementId
  return typeof id === 'string' ? idOf(id, batch) : undefined
}

/** At most as many points as we keep: of more, every so many. */
const pointsOf = (raw: Raw): { points: number[]; pressures?: number[] } | undefined => {
  const { points, pressures } = raw
  if (!Array.isArray(points) || points.length < 1) return undefined
  const pairs = points as unknown[]
  if (!pairs.every((each) => Array.isArray(each) && isNear(each[0]) && isNear(each[1]))) return undefined
  const step = Math.max(1, Math.ceil(pairs.length / most.points))
  const kept = pairs.flatMap((_, i) => (i % step === 0 || i === pairs.length - 1 ? [i] : [])).slice(-most.points)
  const flat = kept.flatMap((i) => pairs[i] as [number, number]).map(Number)
  if (flat.length === 2) flat.push(flat[0] as number, flat[1] as number)
  const press =
    Array.isArray(pressures) && pressures.length === pairs.length
      ? kept.map((i) => between(pressures[i], 0, 1) ?? 0.5)
      : undefined
  return { points: flat, ...(press && press.length * 2 === flat.length ? { pressures: press } : {}) }
}
