/** The .excalidraw format, written: our elements, with what an import has kept of theirs. */
import { boxOf, pathOf } from '../boxes.ts'
import { byIndex, type Element } from '../element.ts'
import { SIZE } from '../measure.ts'

type Raw = Record<string, unknown>

/** The whole board as an Excalidraw file. */
export const toExcalidraw = (elements: ReadonlyMap<string, Element>): object => {
  const stack = [...elements.values()].toSorted(byIndex)
  const used = new Set<string>()
  const ids = new Map<string, string>()
  for (const { id, extra } of stack) {
    const before = extra?.['id']
    const name = typeof before === 'string' && !used.has(before) ? before : id
    used.add(name)
    ids.set(id, name)
  }
  const bound = new Map<string, { id: string; type: string }[]>()
  for (const { id, kind, from, to } of stack)
    for (const end of new Set([from, to]))
      if (end && elements.has(end))
        bound.set(end, [...(bound.get(end) ?? []), { id: ids.get(id) as string, type: kind }])
  const find = (id: string): Element | undefined => elements.get(id)
  return {
    type: 'excalidraw',
    version: 2,
    source: 'persona',
    elements: stack.flatMap((element) => rawsOf(element, ids, bound.get(element.id) ?? [], find)),
    appState: { viewBackgroundColor: '#ffffff' },
    files: {},
  }
}

const rawsOf = (
  element: Element,
  ids: ReadonlyMap<string, string>,
  bound: { id: string; type: string }[],
  find: (id: string) => Element | undefined,
): Raw[] => {
  const { kind, text, extra, size } = element
  const id = ids.get(element.id) as string
  const { label, ...rest } = { ...extra } as Raw & { label?: Raw }
  const hasLabel = Boolean(text) && kind !== 'text'
  const labelId = typeof label?.['id'] === 'string' ? label['id'] : `${id}:label`
  const box =
    kind === 'line' || kind === 'arrow' || kind === 'stroke'
      ? linear(element, ids, find, rest)
      : { x: element.x, y: element.y, width: element.w, height: element.h }
  const own: Raw = {
    ...common,
    seed: seedOf(id),
    versionNonce: seedOf(`${id}!`),
    ...rest,
    ...box,
    id,
    type:
      kind === 'other'
        ? (rest['type'] ?? 'rectangle')
        : kind === 'stroke'
          ? 'freedraw'
          : kind === 'note'
            ? 'rectangle'
            : kind,
    angle: element.angle ?? 0,
    strokeColor: element.color ?? '#1e1e1e',
    backgroundColor: element.fill ?? 'transparent',
    strokeWidth: element.width ?? 2,
    strokeStyle: element.dash ?? 'solid',
    groupIds: (element.groups ?? []).map(ungrouped),
    boundElements: [...bound, ...(hasLabel ? [{ id: labelId, type: 'text' }] : [])],
    ...(kind === 'note' ? { customData: { ...(rest['customData'] as Raw | undefined), persona: 'note' } } : {}),
    ...(kind === 'text' ? letters(text ?? '', size, rest) : {}),
  }
  if (!hasLabel) return [own]
  const inside = boxOf(element, find)
  const words: Raw = {
    ...common,
    seed: seedOf(labelId),
    versionNonce: seedOf(`${labelId}!`),
    textAlign: 'center',
    verticalAlign: 'middle',
    ...label,
    x: inside.x + 8,
    y: inside.y + 8,
    width: Math.max(0, inside.w - 16),
    height: Math.max(0, inside.h - 16),
    id: labelId,
    type: 'text',
    angle: 0,
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    groupIds: own['groupIds'],
    boundElements: [],
    ...letters(text ?? '', size, label ?? {}),
    containerId: id,
  }
  return [own, words]
}

/** As it was, without what an import put before it. */
const ungrouped = (group: string): string => group.slice(group.indexOf('.') + 1)

const linear = (
  element: Element,
  ids: ReadonlyMap<string, string>,
  find: (id: string) => Element | undefined,
  rest: Raw,
): Raw => {
  const path = pathOf(element, find)
  const [x, y] = [path[0] as number, path[1] as number]
  const points: [number, number][] = []
  for (let i = 0; i + 1 < path.length; i += 2) points.push([(path[i] as number) - x, (path[i + 1] as number) - y])
  const { w: width, h: height } = boxOf(element, find)
  if (element.kind === 'stroke')
    return { x, y, width, height, points, pressures: element.pressures ?? [], simulatePressure: !element.pressures }
  const binding = (end: string | null | undefined, was: unknown): Raw | null =>
    end && ids.has(end) ? { focus: 0, gap: 4, ...(was as Raw | null), elementId: ids.get(end) } : null
  return {
    x,
    y,
    width,
    height,
    points,
    startBinding: binding(element.from, rest['startBinding']),
    endBinding: binding(element.to, rest['endBinding']),
    startArrowhead: rest['startArrowhead'] ?? null,
    endArrowhead: rest['endArrowhead'] ?? (element.kind === 'arrow' ? 'arrow' : null),
  }
}

const letters = (text: string, size: number | null | undefined, was: Raw): Raw => ({
  text,
  originalText: text,
  fontSize: size ?? SIZE,
  fontFamily: was['fontFamily'] ?? 1,
  textAlign: was['textAlign'] ?? 'center',
  verticalAlign: was['verticalAlign'] ?? 'middle',
  lineHeight: was['lineHeight'] ?? 1.25,
  containerId: null,
  autoResize: was['autoResize'] ?? true,
})

const common: Raw = {
  fillStyle: 'solid',
  roughness: 1,
  opacity: 100,
  frameId: null,
  roundness: null,
  version: 1,
  isDeleted: false,
  updated: 1,
  link: null,
  locked: false,
}

/** The look of a sketch is random, and the same each time. */
const seedOf = (id: string): number => {
  let seed = 7
  for (let i = 0; i < id.length; i++) seed = (Math.imul(seed, 31) + id.charCodeAt(i)) >>> 0
  return seed % 2 ** 31
}
