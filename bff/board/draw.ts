/** Drawing by intent: what a persona wants on the board becomes operations; names, room and ends are seen to here. */
import { around, type Box, boxOf, centre, pathOf } from './boxes.ts'
import { type Element, isLinear, most, type Properties } from './element.ts'
import { type Flow, type FlowNode, layOut, readFlow } from './flow.ts'
import { onTop } from './order.ts'
import { APART, freePlace, roomFor, takenBy } from './place.ts'
import { apply, type Author, type Operation, type State } from './state.ts'

interface Place {
  at?: number[] | undefined
  rightOf?: string | undefined
  leftOf?: string | undefined
  below?: string | undefined
  above?: string | undefined
  in?: string | undefined
}

interface Look {
  color?: string | undefined
  fill?: string | undefined
}

export interface Intent extends Place, Look {
  do: 'shape' | 'note' | 'text' | 'connect' | 'stroke' | 'flow' | 'update' | 'remove' | 'group'
  id?: string | undefined
  kind?: FlowNode['kind'] | undefined
  text?: string | undefined
  from?: string | undefined
  to?: string | undefined
  style?: 'arrow' | 'line' | 'dashed' | undefined
  points?: number[][] | undefined
  ids?: string[] | undefined
}

export interface Drawn {
  operations: Operation[]
  /** The ids of what was made. */
  made: string[]
  /** Names of a flow that were taken already, and the id that each got instead. */
  named: Record<string, string>
  refused: { index: number; detail: string }[]
}

const NOTE = '#fff3bf'

/**
 * @param state is drawn on
 * @param proposal what is drawn belongs to this proposal: it adds, and changes nothing that is there
 */
export const draw = (state: State, intents: readonly Intent[], author: Author, proposal: string | null): Drawn => {
  const { elements, gone } = state
  const find = (id: string): Element | undefined => elements.get(id)
  const drawn: Drawn = { operations: [], made: [], named: {}, refused: [] }
  const taken = takenBy(elements)
  let top: string | undefined

  const does = (operation: Operation): void => {
    if (apply(state, operation, author) === undefined) drawn.operations.push(operation)
  }
  const add = (element: Omit<Element, 'by' | 'words' | 'index'>): void => {
    top = onTop(top === undefined ? elements.values() : [{ id: '', index: top }])
    does({ op: 'add', element: { ...element, index: top, ...(proposal === null ? {} : { ghost: proposal }) } })
    drawn.made.push(element.id)
  }
  const known = (id: string): Element => {
    const found = find(id)
    if (!found) throw new Refused(`There is no ${id} on this board.`)
    return found
  }
  const nameFor = (wanted: string | undefined, kind: string): string => {
    if (wanted !== undefined && elements.has(wanted))
      throw new Refused(`There is a ${wanted} already: update it, or choose another name.`)
    if (wanted !== undefined && gone.has(wanted))
      throw new Refused(`${wanted} was removed from this board: choose another name.`)
    return wanted ?? freeName(kind)
  }
  const freeName = (kind: string): string => {
    for (let n = 1; ; n++) {
      const name = `${kind}-${n}`
      if (!elements.has(name) && !gone.has(name)) return name
    }
  }
  const changeable = (id: string): Element => {
    const element = known(id)
    if (proposal !== null && element.ghost !== proposal)
      throw new Refused(`${id} is on the board already: a proposal only adds. Draw without one to change it.`)
    return element
  }

  /** Where something of this size goes; what must not be in its way is taken from then on. */
  const placed = ({ w, h }: { w: number; h: number }, place: Place, but?: Element): Box => {
    const { at, rightOf, leftOf, below, above, in: inside } = place
    const beside = rightOf ?? leftOf ?? below ?? above ?? inside
    const other = beside === undefined ? undefined : boxOf(known(beside), find)
    const others = [but, inside === undefined ? undefined : known(inside)].flatMap((each) =>
      each ? [boxOf(each, find)] : [],
    )
    const obstacles = taken.filter((box) => !others.some((each) => sameBox(each, box)))
    let [x = 0, y = 0] = at ?? []
    if (other) {
      const [cx, cy] = centre(other)
      ;[x, y] = [cx - w / 2, cy - h / 2]
      if (rightOf !== undefined) x = other.x + other.w + APART
      else if (leftOf !== undefined) x = other.x - APART - w
      else if (below !== undefined) y = other.y + other.h + APART
      else if (above !== undefined) y = other.y - APART - h
    } else if (!at) {
      const all = around(taken)
      if (all) [x, y] = [all.x + all.w + APART, all.y]
    }
    const box = freePlace({ x, y, w, h }, obstacles)
    return { ...box, x: within(box.x), y: within(box.y) }
  }

  const connect = (id: string, from: string, to: string, more: Partial<Properties>, kind: 'arrow' | 'line'): void => {
    const [start, end] = [centre(boxOf(known(from), find)), centre(boxOf(known(to), find))]
    const straight = [0, 0, end[0] - start[0], end[1] - start[1]]
    add({
      id,
      kind,
      from,
      to,
      points: straight,
      x: start[0],
      y: start[1],
      w: Math.abs(straight[2] as number),
      h: Math.abs(straight[3] as number),
      ...more,
    })
  }

  const flow = (read: Flow): void => {
    const names = new Map<string, string>()
    const fresh: FlowNode[] = []
    for (const node of read.nodes) {
      const there = find(node.name)
      if (there && (node.text === null || there.text === node.text) && !isLinear(there)) {
        names.set(node.name, node.name)
        continue
      }
      const id = there || gone.has(node.name) ? freeName(node.name) : node.name
      if (id !== node.name) drawn.named[node.name] = id
      names.set(node.name, id)
      fresh.push(node)
    }
    const boxes = layOut({
      ...read,
      nodes: fresh,
      edges: read.edges.filter(({ from, to }) => [from, to].every((name) => fresh.some((each) => each.name === name))),
    })
    const block = around(boxes.values())
    const corner = block ? placed(block, {}) : { x: 0, y: 0 }
    for (const { name, text, kind } of fresh) {
      const box = boxes.get(name) as Box
      const at = { ...box, x: box.x + corner.x, y: box.y + corner.y }
      add({ id: names.get(name) as string, kind, text: text ?? name, ...at })
      taken.push(at)
    }
    for (const { from, to, text, dash, arrow } of read.edges) {
      const [a, b] = [names.get(from) as string, names.get(to) as string]
      connect(freeName(`${a}-${b}`.slice(0, 50)), a, b, { dash, ...(text ? { text } : {}) }, arrow ? 'arrow' : 'line')
    }
  }

  const perform: Record<Intent['do'], (intent: Intent) => void> = {
    shape: (intent) => put(intent.kind ?? 'rectangle', intent),
    note: (intent) => put('note', { ...intent, text: needed(intent, 'text') }),
    text: (intent) => put('text', { ...intent, text: needed(intent, 'text') }),
    connect(intent) {
      const [from, to] = [needed(intent, 'from'), needed(intent, 'to')]
      for (const end of [from, to]) if (isLinear(known(end))) throw new Refused(`${end} is a line: connect shapes.`)
      const { text, style = 'arrow', color } = intent
      const dash = style === 'dashed' ? { dash: 'dashed' as const } : {}
      const id = nameFor(intent.id, `${from}-${to}`.slice(0, 50))
      connect(
        id,
        from,
        to,
        { ...(text ? { text } : {}), ...dash, ...lookOf({ color }) },
        style === 'line' ? 'line' : 'arrow',
      )
    },
    stroke(intent) {
      const pairs = needed(intent, 'points')
      const id = nameFor(intent.id, 'stroke')
      const [xs, ys] = [pairs.map(([x = 0]) => x), pairs.map(([, y = 0]) => y)]
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      const points = pairs.flatMap(([px = 0, py = 0]) => [px - x, py - y])
      add({ id, kind: 'stroke', points, x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y, ...lookOf(intent) })
    },
    flow(intent) {
      const read = readFlow(needed(intent, 'text'))
      if (typeof read === 'string') throw new Refused(read)
      flow(read)
    },
    update(intent) {
      const element = changeable(needed(intent, 'id'))
      const { id } = element
      const { text, at, rightOf, leftOf, below, above, in: inside } = intent
      const to: Partial<Properties> = lookOf(intent)
      if (text !== undefined) {
        to.text = text === '' ? null : text
        const room = roomFor(element.kind, text)
        if (element.kind === 'text') Object.assign(to, room)
        else if (!isLinear(element))
          Object.assign(to, { w: Math.max(element.w, room.w), h: Math.max(element.h, room.h) })
      }
      const place = { at, rightOf, leftOf, below, above, in: inside }
      if (Object.values(place).some((each) => each !== undefined)) {
        if (isLinear(element)) throw new Refused(`${id} is a line: move what it connects.`)
        const box = placed({ w: to.w ?? element.w, h: to.h ?? element.h }, place, element)
        Object.assign(to, { x: box.x, y: box.y })
        taken.push(box)
      }
      if (Object.keys(to).length === 0) throw new Refused('Say what is to be changed: text, color, fill or a place.')
      does({ op: 'set', id, to })
    },
    remove(intent) {
      const ids = new Set(needed(intent, 'ids'))
      for (const id of ids) changeable(id)
      for (const id of ids) does({ op: 'remove', id })
    },
    group(intent) {
      const members = [...new Set(needed(intent, 'ids'))].map(changeable)
      const names = new Set([...elements.values()].flatMap(({ groups }) => groups ?? []))
      let n = 1
      while (names.has(`group-${n}`)) n++
      for (const { id, groups } of members)
        if ((groups?.length ?? 0) >= most.groups) throw new Refused(`${id} is in too many groups already.`)
      for (const { id, groups } of members) does({ op: 'set', id, to: { groups: [...(groups ?? []), `group-${n}`] } })
    },
  }

  const put = (kind: Element['kind'], intent: Intent): void => {
    const { text = '' } = intent
    const id = nameFor(intent.id, kind)
    const box = placed(roomFor(kind, text), intent)
    const paper = kind === 'note' ? { fill: NOTE } : {}
    add({ id, kind, ...box, ...(text ? { text } : {}), ...paper, ...lookOf(intent) })
    taken.push(box)
  }

  for (const [index, intent] of intents.entries())
    try {
      if (drawn.operations.length >= most.drawn)
        throw new Refused('This is too much to draw at once: draw the rest in another call.')
      if (intent.do !== 'flow' && (intent.text?.length ?? 0) > most.text)
        throw new Refused(`This text is too long: ${most.text} characters at most.`)
      perform[intent.do](intent)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      drawn.refused.push({ index, detail: thrown.message })
    }
  return drawn
}

/** Why one intent cannot be done; the others can. */
class Refused extends Error {}

/** @throws Refused, when the intent does not say it */
const needed = <Field extends 'id' | 'text' | 'from' | 'to' | 'points' | 'ids'>(
  intent: Intent,
  field: Field,
): NonNullable<Intent[Field]> => {
  const given = intent[field]
  if (given === undefined || given === '') throw new Refused(`To ${intent.do}, say ${field}.`)
  return given as NonNullable<Intent[Field]>
}

const lookOf = ({ color, fill }: Look): Partial<Properties> => ({
  ...(color === undefined ? {} : { color }),
  ...(fill === undefined ? {} : { fill }),
})

const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

const within = (value: number): number => Math.max(-most.coordinate, Math.min(most.coordinate, value))

/** What must be written down of those that were bound to what goes: the way they have now, to keep it. */
export const letGo = ({ elements }: State, ids: readonly string[], bound: Iterable<Element>): Operation[] =>
  [...bound].flatMap((element): Operation[] => {
    if (ids.includes(element.id)) return []
    const path = pathOf(element, (id) => elements.get(id))
    const [x, y] = [path[0] as number, path[1] as number]
    const points = path.map((each, i) => each - (i % 2 ? y : x))
    const { w, h } = boxOf(element, (id) => elements.get(id))
    return [{ op: 'set', id: element.id, to: { x, y, w, h, points } }]
  })
