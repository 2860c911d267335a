/** One edit of a board: what of it has an effect is written down, told, and becomes the next number of the stream. */
import { letGo } from '../../board/draw.ts'
import { type Element, most, type Properties } from '../../board/element.ts'
import { isIndex, spread } from '../../board/order.ts'
import { aboutOf, apply, type Author, type Operation, type Refusal, type State } from '../../board/state.ts'
import type { RuntimeContext } from '../../capability.ts'
import type { Rows } from '../../store/rows.ts'
import type { BoardRow } from '../../store/tables.ts'
import { asElement, asState, rowOf, stored } from './records.ts'

export interface Refused {
  /** Place of the operation in the edit, from 0. */
  index: number
  id: string
  code: Refusal | 'full' | 'invalid'
  detail: string
}

const words: Record<Refused['code'], string> = {
  exists: 'There is an element of this name already.',
  gone: 'It was removed.',
  missing: 'There is no such element on this board.',
  not_yours: 'Only who removed it can bring it back.',
  full: `A board holds ${most.elements} elements at most. Remove some, or start another board.`,
  invalid: 'This is no place in the stack.',
}

/** Ends of arrows that are written down when what they were bound to goes; of more, the others stay where they were drawn. */
const BOUND = 500

type Context = Pick<RuntimeContext, 'principal' | 'now' | 'newId' | 'tell'>

export const authorOf = ({ sub, person, tainted = false }: RuntimeContext['principal']): Author => ({
  by: sub,
  person,
  outside: tainted,
})

/**
 * @param board with its rows, which the principal may edit
 * @param name what the author calls this edit
 * @returns the number of the edit in the stream, or the last there is when nothing of it had an effect
 */
export const commit = async (
  { principal, now, newId, tell }: Context,
  { row: board, rows }: { row: BoardRow; rows: Rows },
  { name, operations, outside = false }: { name: string; operations: readonly Operation[]; outside?: boolean },
): Promise<{ seq: number; refused: Refused[] }> => {
  const given = authorOf(principal)
  const author = { ...given, outside: given.outside || outside }
  const before = asState(await named(rows, board.id, operations.map(aboutOf)))
  const state: State = { elements: new Map(before.elements), gone: new Map(before.gone) }
  const beside = await around(rows, board.id, state, operations)
  const done: Operation[] = []
  const refused: Refused[] = []
  let [live, kept] = [board.elements, board.kept]

  const perform = (operation: Operation): Refusal | undefined => {
    const why = apply(state, operation, author)
    if (why !== undefined) return why
    // Who was not there when it went has to be told what comes back.
    const element = operation.op === 'restore' ? state.elements.get(operation.id) : undefined
    done.push(element ? { ...(operation as Operation & { op: 'restore' }), element } : operation)
    return undefined
  }
  for (const [index, operation] of operations.entries()) {
    const id = aboutOf(operation)
    const refuse = (code: Refused['code']): void => void refused.push({ index, id, code, detail: words[code] })
    const grows = operation.op === 'add' || operation.op === 'restore'
    if (grows && (live >= most.elements || (operation.op === 'add' && kept >= most.kept))) {
      refuse('full')
      continue
    }
    const place = placeOf(operation)
    if (place !== undefined && !isIndex(place)) {
      refuse('invalid')
      continue
    }
    if (operation.op === 'remove' && state.elements.has(id)) {
      const bound = [...beside.values()].filter(({ from, to }) => from === id || to === id)
      const all: State = { elements: new Map([...beside, ...state.elements]), gone: state.gone }
      for (const last of letGo(
        all,
        [id],
        bound.map((each) => state.elements.get(each.id) ?? each),
      )) {
        const arrow = beside.get(aboutOf(last))
        if (arrow && !before.elements.has(arrow.id) && !before.gone.has(arrow.id)) {
          before.elements.set(arrow.id, arrow)
          state.elements.set(arrow.id, arrow)
        }
        perform(last)
      }
    }
    const why = perform(operation)
    if (why !== undefined) refuse(why)
    else if (grows) live++
    else if (operation.op === 'remove') live--
    if (why === undefined && operation.op === 'add') kept++
  }
  const long = done.flatMap((each) => ((placeOf(each)?.length ?? 0) > most.index ? [aboutOf(each)] : []))
  for (const id of long) await shorten(rows, board.id, before, state, id, perform)

  if (done.length === 0) return { seq: (await rows.lastSeq([board.id])).get(board.id) ?? 0, refused }
  await write(rows, board, before, state, author, now)
  await rows.change('boards', board.id, { elements: live, kept, updated_at: now })
  const id = newId('edt')
  const seq = await tell('whiteboard.edit', board, id)
  await rows.add('edits', {
    id,
    persona: board.persona,
    board: board.id,
    seq,
    name,
    made_by: author.by,
    person: author.person,
    turn: principal.door === 'brain' ? principal.jti : null,
    outside: author.outside ? 1 : 0,
    operations: JSON.stringify(done),
    created_at: now,
  })
  return { seq, refused }
}

const placeOf = (operation: Operation): string | undefined =>
  operation.op === 'add' ? operation.element.index : operation.op === 'set' ? operation.to.index : undefined

/** The rows of these elements, removed ones too. */
const named = (rows: Rows, board: string, names: readonly string[]) =>
  rows.all(
    'elements',
    [...new Set(names)].map((name) => `${board}/${name}`),
  )

/** What is bound to that which is to be removed, and what that is bound to at its other end. */
const around = async (
  rows: Rows,
  board: string,
  state: State,
  operations: readonly Operation[],
): Promise<Map<string, Element>> => {
  const going = operations.flatMap((each) => (each.op === 'remove' && state.elements.has(each.id) ? [each.id] : []))
  if (going.length === 0) return new Map()
  const bound = await rows
    .from('elements')
    .select(stored)
    .where('board', '=', board)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('starts', 'in', going), eb('ends', 'in', going)]))
    .limit(BOUND)
    .execute()
  const arrows = bound.map(asElement)
  const ends = arrows
    .flatMap(({ from, to }) => [from, to])
    .flatMap((end) => (end && !state.elements.has(end) ? [end] : []))
  const others = asState(await named(rows, board, ends))
  return new Map([...others.elements, ...arrows.map((each) => [each.id, each] as const)])
}

/** Spread the neighbourhood of an index that has grown too long. */
const shorten = async (
  rows: Rows,
  board: string,
  before: State,
  state: State,
  id: string,
  perform: (operation: Operation) => unknown,
): Promise<void> => {
  if ((state.elements.get(id)?.index.length ?? 0) <= most.index) return
  const all = await rows
    .from('elements')
    .select(['name', 'z'])
    .where('board', '=', board)
    .where('removed_at', 'is', null)
    .execute()
  const stack = new Map(all.map(({ name, z }) => [name, z]))
  for (const [name, { index }] of state.elements) stack.set(name, index)
  for (const name of state.gone.keys()) stack.delete(name)
  const moved = spread(
    [...stack].map(([name, index]) => ({ id: name, index })),
    id,
  )
  const missing = moved.map((each) => each.id).filter((name) => !state.elements.has(name))
  for (const [name, element] of asState(await named(rows, board, missing)).elements) {
    before.elements.set(name, element)
    state.elements.set(name, element)
  }
  for (const { id: name, index } of moved) perform({ op: 'set', id: name, to: { index } satisfies Partial<Properties> })
}

/** Write down what is different now. */
const write = async (
  rows: Rows,
  { id: board, persona }: BoardRow,
  before: State,
  { elements, gone }: State,
  { person }: Author,
  now: number,
): Promise<void> => {
  const fresh: Element[] = []
  for (const [name, element] of elements) {
    if (before.elements.get(name) === element) continue
    if (!before.elements.has(name) && !before.gone.has(name)) fresh.push(element)
    else {
      const { id, board: _, name: __, ...values } = rowOf(board, element)
      await rows.change('elements', id, values)
    }
  }
  for (let i = 0; i < fresh.length; i += 50)
    await rows.add('elements', ...fresh.slice(i, i + 50).map((each) => ({ ...rowOf(board, each), persona })))
  for (const [name, { element }] of gone) {
    if (before.gone.has(name)) continue
    const row = { ...rowOf(board, element), removed_at: now, removed_by: person }
    const { id, board: _, name: __, ...values } = row
    if (before.elements.has(name)) await rows.change('elements', id, values)
    else await rows.add('elements', { ...row, persona })
  }
}
