/** Boards: made, found, named and removed. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import type { Board } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { asBoard } from './records.ts'

const Title = z.string().trim().min(1).max(120)

/** A board, by its name: see the event for the record. */
type Made = Pick<Board, 'id'>

export const blank = (id: string, persona: string, title: string, now: number) => ({
  id,
  persona,
  title,
  elements: 0,
  kept: 0,
  swept: 0,
  created_at: now,
  updated_at: now,
})

export const create = action({
  name: 'whiteboard.create',
  does: 'Make a new, empty whiteboard.',
  scope: 'whiteboard:write',
  risk: 'write',
  input: z.strictObject({ persona: Id.optional(), title: Title }),
  async run({ persona, title }, { rows, now, newId, tell, ...context }): Promise<{ board: Made }> {
    const chosen = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const id = newId('brd')
    await rows.add('boards', blank(id, chosen.id, title, now))
    await tell('whiteboard.board', await rows.one('boards', id), id)
    return { board: { id } }
  },
})

export const list = action({
  name: 'whiteboard.list',
  does: 'List the whiteboards, the most recently used first, with those that others have shared.',
  scope: 'whiteboard:read',
  risk: 'read',
  words: 'labelled',
  input: z.strictObject({ limit: z.int().min(1).max(100).default(50) }),
  async run({ limit }, { rows, taint }): Promise<{ boards: Board[] }> {
    const own = await rows
      .from('boards')
      .selectAll()
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    const boards = own.map(asBoard)
    for (const { thing } of await rows.sharedWithMe(limit)) {
      const { row } = await rows.shared('boards', thing, 'look')
      boards.push(asBoard(row))
      // Another person has named it.
      taint()
    }
    return { boards: boards.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, limit) }
  },
})

export const rename = action({
  name: 'whiteboard.rename',
  does: 'Give one of your own whiteboards a title.',
  scope: 'whiteboard:write',
  risk: 'write',
  input: z.strictObject({ board: Id, title: Title }),
  async run({ board: id, title }, { rows, tell }): Promise<{ board: Made }> {
    const board = await rows.one('boards', id)
    await rows.change('boards', id, { title })
    await tell('whiteboard.board', board, id)
    return { board: { id } }
  },
})

export const remove = action({
  name: 'whiteboard.remove',
  does: 'Delete one of your own whiteboards, with everything on it, for good and for everybody.',
  scope: 'whiteboard:write',
  risk: 'irreversible',
  input: z.strictObject({ board: Id }),
  async run({ board: id }, { rows, tell, release }): Promise<{ removed: string }> {
    const board = await rows.one('boards', id)
    await tell('whiteboard.board', board, id)
    await rows.remove('elements', 'board', id)
    await rows.remove('edits', 'board', id)
    await rows.remove('shares', 'thing', id)
    await rows.remove('boards', 'id', id)
    release(board, [])
    return { removed: id }
  },
})
