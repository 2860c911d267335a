/** The persona at a board: it draws by intent, and looks in words. */
import { z } from 'zod'
import { draw as drawn } from '../../board/draw.ts'
import { type Element, most } from '../../board/element.ts'
import { outline } from '../../board/outline.ts'
import { emptyState, type State } from '../../board/state.ts'
import { action, type RuntimeContext } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Rows } from '../../store/rows.ts'
import { Id } from '../chat/records.ts'
import { blank } from './boards.ts'
import { authorOf, commit } from './commit.ts'
import { Intent } from './input.ts'
import { asState, elementsOf, stored } from './records.ts'

const Which = Id.optional().describe('id of a whiteboard; left out, the one used last')

export const draw = action({
  name: 'whiteboard.draw',
  does: 'Draw on a whiteboard by saying what is wanted: shapes, notes, texts, connections, flows, changes. Room is found, and arrows are bound.',
  scope: 'whiteboard:write',
  risk: 'write',
  input: z.strictObject({
    board: Which.describe('id of a whiteboard; left out, the one used last, or a new one'),
    drawing: z.array(Intent).min(1).max(most.operations),
    proposal: z.boolean().default(false).describe('show it as a proposal, for the person to accept or reject'),
  }),
  async run(
    { board: asked, drawing, proposal },
    context,
  ): Promise<{
    board: string
    seq: number
    /** The ids of what was made. */
    made: string[]
    /** Names in a flow that were taken, and the id that was used instead. */
    named: Record<string, string>
    /** `null` unless it was drawn as one. */
    proposal: string | null
    refused: { index: number; detail: string }[]
  }> {
    const { principal, newId } = context
    const id = asked ?? (await latest(context.rows)) ?? (await fresh(context))
    const board = await context.rows.shared('boards', id, 'edit')
    const ghost = proposal ? newId('prp') : null
    const { operations, made, named, refused } = drawn(await whole(board.rows, id), drawing, authorOf(principal), ghost)
    const done = await commit(context, board, { name: newId('drw'), operations })
    const full = done.refused[0]
    if (full) throw new Problem('conflict', `${full.id}: ${full.detail}`)
    return { board: id, seq: done.seq, made, named, proposal: made.length > 0 ? ghost : null, refused }
  },
})

export const look = action({
  name: 'whiteboard.look',
  does: 'Look at a whiteboard: an outline in words, with the id, the text and the rough position of everything on it.',
  scope: 'whiteboard:read',
  risk: 'read',
  words: 'labelled',
  input: z.strictObject({
    board: Which,
    region: z
      .strictObject({ x: z.number(), y: z.number(), w: z.number().min(0), h: z.number().min(0) })
      .optional()
      .describe('only what lies in this box'),
  }),
  async run(
    { board: asked, region },
    { rows: own, principal, taint },
  ): Promise<{
    board: string
    title: string
    /** How many elements there are in all. */
    elements: number
    /** A line for each element. */
    outline: string[]
    /** How many lines were left out: look at a region of the board. */
    left: number
  }> {
    const id = asked ?? (await latest(own))
    if (id === undefined) throw new Problem('not_found', 'There is no whiteboard yet.')
    const { row, rows } = await own.shared('boards', id, 'look')
    const elements = await elementsOf(rows, id)
    if (row.owner !== principal.person || isOthers(elements, principal.person)) taint()
    const { lines, left } = outline(elements, region)
    return { board: id, title: row.title, elements: elements.size, outline: lines, left }
  },
})

/** Whether anything here was named or written by somebody else, or came with a file. */
export const isOthers = (elements: ReadonlyMap<string, Element>, person: string): boolean =>
  [...elements.values()].some(
    ({ words, by, kind }) =>
      (words ?? person) !== person || (by !== person && !by.startsWith('per:')) || kind === 'other',
  )

const latest = async (rows: Rows): Promise<string | undefined> =>
  (
    await rows
      .from('boards')
      .select('id')
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id

const fresh = async ({ rows, newId, now, onlyPersona, tell }: RuntimeContext): Promise<string> => {
  const id = newId('brd')
  await rows.add('boards', blank(id, onlyPersona().id, 'Whiteboard', now))
  await tell('whiteboard.board', await rows.one('boards', id), id)
  return id
}

/** Everything on a board, and the names of what was removed. */
const whole = async (rows: Rows, board: string): Promise<State> => {
  const found = await rows
    .from('elements')
    .select([...stored, 'removed_by'])
    .where('board', '=', board)
    .execute()
  return found.length === 0 ? emptyState() : asState(found)
}
