/** Turns: conversations that were held elsewhere, brought in and taken out. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { factsIn } from '../../memory/facts.ts'
import type { Fact, ImportedTurn } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { keep } from './keep.ts'
import { asFact, asTurn } from './records.ts'

/** Turns of one import at most. */
const TURNS = 500
/** Rows that one statement inserts. */
const ROWS = 50

const Name = z.string().trim().min(1).max(200)

export const bringIn = action({
  name: 'memory.import',
  does: 'Import turns of past conversations. A turn whose ref is there already is left as it is.',
  scope: 'memory:write',
  risk: 'write',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({
    turns: z
      .array(
        z.strictObject({
          speaker: Name.describe('who said it, by name'),
          text: z.string().trim().min(1).max(8000),
          at: z.iso.datetime({ offset: true }).describe('when it was said'),
          session: Name.describe('the conversation it is from'),
          ref: Name.describe('your own name of the turn; search results give it back'),
          by: z
            .enum(['person', 'persona', 'other'])
            .default('other')
            .describe('`person`: this person said it themselves, so it is learned from; `other`: words of others'),
        }),
      )
      .min(1)
      .max(TURNS),
    persona: Id.optional(),
  }),
  async run({ turns, persona }, context): Promise<{ imported: number; known: number; facts: number }> {
    const { rows, newId, now } = context
    const { id } = persona === undefined ? context.onlyPersona() : context.persona(persona)
    const refs = turns.map(({ ref }) => ref)
    const there = await rows.from('turns').select('ref').where('persona', '=', id).where('ref', 'in', refs).execute()
    const known = new Set(there.map(({ ref }) => ref))
    const added = []
    const facts = new Set<string>()
    for (const [place, { by, at, ...turn }] of turns.entries()) {
      if (known.has(turn.ref)) continue
      known.add(turn.ref)
      const row = {
        ...turn,
        id: newId('trn'),
        persona: id,
        at: Date.parse(at),
        trust: by === 'other' ? ('outside' as const) : by,
        place,
        created_at: now,
      }
      added.push(row)
      if (by !== 'person') continue
      const source = { persona: id, trust: 'person', author: turn.speaker, at: row.at, turn: row.id } as const
      for (const fact of factsIn(turn.text)) facts.add(await keep(context, fact, source))
    }
    for (let from = 0; from < added.length; from += ROWS) await rows.add('turns', ...added.slice(from, from + ROWS))
    return { imported: added.length, known: turns.length - added.length, facts: facts.size }
  },
})

export const takeOut = action({
  name: 'memory.export',
  does: 'Export everything that is known: facts with their history, and imported turns.',
  scope: 'memory:read',
  risk: 'read',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({
    after: Id.optional().describe('`after` of the page before this one'),
    limit: z.int().min(1).max(500).default(200),
  }),
  async run(
    { after = '', limit },
    { rows },
  ): Promise<{
    facts: Fact[]
    turns: ImportedTurn[]
    /** Pass it as `after` for the next page; `null` at the end. */
    after: string | null
  }> {
    // The ids of facts sort before those of turns: one walk goes through both.
    const facts = await rows.from('facts').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()
    const left = limit - facts.length
    const turns =
      left === 0 ? [] : await rows.from('turns').selectAll().where('id', '>', after).orderBy('id').limit(left).execute()
    const last = turns.at(-1)?.id ?? facts.at(-1)?.id ?? null
    const full = facts.length + turns.length === limit
    return { facts: facts.map(asFact), turns: turns.map(asTurn), after: full ? last : null }
  },
})
