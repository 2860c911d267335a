/** Sharing: a board is its owner's until they share it, with named persons or with the whole space. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { Problem } from '../../problem.ts'
import type { Share } from '../../protocol.ts'
import { EVERYBODY } from '../../store/rows.ts'
import { Id } from '../chat/records.ts'

const Person = z.string().min(1).max(300).describe('the `sub` of a person, or `everybody` of this space')
const MOST = 100

export const share = action({
  name: 'whiteboard.share',
  does: 'Share one of your own whiteboards with a person or with everybody of this space, to look at or to edit.',
  scope: 'whiteboard:write',
  risk: 'contact',
  input: z.strictObject({ board: Id, person: Person, can: z.enum(['look', 'edit']).default('edit') }),
  async run({ board: id, person, can }, { rows, now, newId, tell }): Promise<{ share: string }> {
    const board = await rows.one('boards', id)
    if (person === board.owner) throw new Problem('conflict', 'This board is your own already.')
    const shares = await rows.from('shares').selectAll().where('thing', '=', id).execute()
    const before = shares.find((each) => each.person === person)
    if (!before && shares.length >= MOST)
      throw new Problem('too_large', `A board can be shared with ${MOST} persons, or with everybody.`)
    const name = before?.id ?? newId('shr')
    if (before) await rows.change('shares', name, { can })
    else await rows.add('shares', { id: name, persona: board.persona, thing: id, person, can, created_at: now })
    await tell('whiteboard.board', board, id)
    return { share: name }
  },
})

export const unshare = action({
  name: 'whiteboard.unshare',
  does: 'Take back that a whiteboard of yours is shared with a person, or with everybody.',
  scope: 'whiteboard:write',
  risk: 'write',
  input: z.strictObject({ board: Id, person: Person }),
  async run({ board: id, person }, { rows, tell, release }): Promise<{ revoked: string }> {
    const board = await rows.one('boards', id)
    const shares = await rows.from('shares').selectAll().where('thing', '=', id).execute()
    const found = shares.find((each) => each.person === person)
    if (!found) throw new Problem('not_found', 'It is not shared with them.')
    await rows.remove('shares', 'id', found.id)
    await tell('whiteboard.board', board, id)
    const left = shares.filter((each) => each !== found).map((each) => each.person)
    if (!left.includes(EVERYBODY)) release(board, left)
    return { revoked: found.id }
  },
})

export const shares = action({
  name: 'whiteboard.shares',
  does: 'Say whom one of your own whiteboards is shared with.',
  scope: 'whiteboard:read',
  risk: 'read',
  words: 'own',
  input: z.strictObject({ board: Id }),
  async run({ board: id }, { rows }): Promise<{ shares: Share[] }> {
    await rows.one('boards', id)
    const found = await rows.from('shares').select(['person', 'can']).where('thing', '=', id).orderBy('id').execute()
    return { shares: found }
  },
})
