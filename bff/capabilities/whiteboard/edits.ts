/** Working on a board: opened, edited in batches, and a persona's proposals accepted or rejected. */
import { z } from 'zod'
import { type Element, most } from '../../board/element.ts'
import type { Operation as Edit } from '../../board/state.ts'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Board, BoardEdit, BoardElement } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import { Id } from '../chat/records.ts'
import { commit, type Refused } from './commit.ts'
import { Name, Operation } from './input.ts'
import { asBoard, asEdit, asElement, elementsOf, stored } from './records.ts'

/** Whoever missed more edits than this reads the whole board instead. */
const FAR = 500
/** Characters of JSON in one answer, about, and rows that are read for it. */
const PAGE = 400_000
const ROWS = 1500
const EDITS = 200

export const open = action({
  name: 'whiteboard.open',
  does: 'Open a whiteboard and follow it: everything on it, or what was done to it after the last seq one has.',
  scope: 'whiteboard:read',
  risk: 'read',
  tool: false,
  doors: ['socket', 'http'],
  follows: 'board',
  input: z.strictObject({
    board: Id,
    after: z.int().min(0).optional().describe('the last seq one has; left out, everything is sent'),
    page: Name.optional().describe('`next` of the page before'),
  }),
  async run(
    { board: id, after, page },
    { rows: own },
  ): Promise<{
    board: Board
    /** What the principal may do with it. */
    can: 'look' | 'edit'
    /** The last `seq` of the stream. Of a board in pages, that of the first page counts. */
    seq: number
    /** A page of everything that lies there; `null` where `edits` say it all. */
    elements: BoardElement[] | null
    edits: BoardEdit[]
    /** Pass it as `page` for the next page, or ask again with the last edit's `seq`; `null` at the end. */
    next: string | null
  }> {
    const { row, rows, can } = await own.shared('boards', id, 'look')
    const seq = (await rows.lastSeq([id])).get(id) ?? 0
    const board = asBoard(row)
    if (after !== undefined && after <= seq && after >= row.swept && seq - after <= FAR) {
      const found = await rows
        .from('edits')
        .selectAll()
        .where('board', '=', id)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(EDITS)
        .execute()
      const shown = upTo(found, ({ operations }) => operations.length)
      const all = shown.length === found.length && found.length < EDITS
      return { board, can, seq, elements: null, edits: shown.map(asEdit), next: all ? null : 'edits' }
    }
    let query = rows
      .from('elements')
      .select(stored)
      .where('board', '=', id)
      .where('removed_at', 'is', null)
      .orderBy('name')
    if (page !== undefined) query = query.where('name', '>', page)
    const found = await query.limit(ROWS).execute()
    const shown = upTo(found, ({ data }) => data.length + 120)
    const all = shown.length === found.length && found.length < ROWS
    const next = all ? null : (shown.at(-1)?.name ?? null)
    return { board, can, seq, elements: shown.map(asElement), edits: [], next }
  },
})

/** As many as go into one answer, one at least. */
const upTo = <T>(all: T[], size: (each: T) => number): T[] => {
  let sum = 0
  const end = all.findIndex((each, i) => (sum += size(each)) > PAGE && i > 0)
  return end < 0 ? all : all.slice(0, end)
}

export const change = action({
  name: 'whiteboard.apply',
  does: 'Edit a whiteboard by a batch of operations: add, set properties of, remove and restore elements.',
  scope: 'whiteboard:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({
    board: Id,
    edit: Name.describe('what the caller calls this edit, to know it again in the stream'),
    operations: z.array(Operation).min(1).max(most.operations),
  }),
  async run({ board: id, edit, operations }, context): Promise<{ seq: number; refused: Refused[] }> {
    const board = await context.rows.shared('boards', id, 'edit')
    // The schema leaves out what is not there; its type says `undefined`.
    return await commit(context, board, { name: edit, operations: operations as Edit[] })
  },
})

const Proposal = z.strictObject({
  board: Id,
  proposal: Name.describe('as `ghost` of its elements names it'),
})

export const accept = action({
  name: 'whiteboard.accept',
  does: 'Accept what the persona proposed to draw: it becomes part of the whiteboard.',
  scope: 'whiteboard:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: Proposal,
  async run({ board: id, proposal }, context): Promise<{ seq: number; accepted: number }> {
    const board = await context.rows.shared('boards', id, 'edit')
    const ghosts = await ghostsOf(board.rows, id, proposal)
    const operations = ghosts.map((each): Edit => ({ op: 'set', id: each.id, to: { ghost: null } }))
    const { seq } = await commit(context, board, { name: proposal, operations })
    return { seq, accepted: ghosts.length }
  },
})

export const reject = action({
  name: 'whiteboard.reject',
  does: 'Reject what the persona proposed to draw: it is taken off the whiteboard.',
  scope: 'whiteboard:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: Proposal,
  async run({ board: id, proposal }, context): Promise<{ seq: number; rejected: number }> {
    const board = await context.rows.shared('boards', id, 'edit')
    const ghosts = await ghostsOf(board.rows, id, proposal)
    const operations = ghosts.map((each): Edit => ({ op: 'remove', id: each.id }))
    const { seq } = await commit(context, board, { name: proposal, operations })
    return { seq, rejected: ghosts.length }
  },
})

/** @throws Problem not_found */
const ghostsOf = async (rows: Rows, board: string, proposal: string): Promise<Element[]> => {
  const all = await elementsOf(rows, board)
  const ghosts = [...all.values()].filter(({ ghost }) => ghost === proposal)
  if (ghosts.length === 0) throw new Problem('not_found', 'There is no such proposal on this board.')
  return ghosts
}
