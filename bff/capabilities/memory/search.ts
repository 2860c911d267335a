/** Searching memory: facts and turns, each with where it comes from and whose word it is. */
import { z } from 'zod'
import { action, type RuntimeContext } from '../../capability.ts'
import { stemsOf, wordsOf } from '../../memory/words.ts'
import type { Recollection } from '../../protocol.ts'
import type { FactRow, MessageRow, TurnRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'
import { recalled } from './recalled.ts'
import { trustOf } from './records.ts'

/** How far down what fits badly is looked for. */
const FAR = 60
/** The longest text that is shown of one thing, in UTF-16 code units. */
const SHOWN = 400

/**
 * What a question is about, the best first.
 * @param at what was so and had been said then, in milliseconds since the epoch; left out, everything with its end
 * @param fits leaves out what is not wanted
 * @param isKnown leaves out messages that whoever asks has anyway
 */
export const find = async (
  { rows, principal, now }: Pick<RuntimeContext, 'rows' | 'principal' | 'now'>,
  query: string,
  {
    limit,
    at,
    fits = () => true,
    isKnown = () => false,
  }: {
    limit: number
    at?: number | undefined
    fits?: (found: Recollection) => boolean
    isKnown?: (message: MessageRow) => boolean
  },
): Promise<Recollection[]> => {
  const recall = await recalled({ rows, principal })
  const found: Recollection[] = []
  const asked = new Set(stemsOf(query))
  // Whoever asked the same before has said nothing that answers it.
  const isEcho = (text: string): boolean =>
    text.trimEnd().endsWith('?') && stemsOf(text).every((stem) => asked.has(stem))
  // Few are left out, so a second look further down is rare; what is further down still is worth no third one.
  for (let from = 0, much = limit + 10; found.length < limit && from < FAR; from = much, much *= 4) {
    const hits = recall.search(query, at ?? now, much).slice(from)
    const ids = (prefix: string) => hits.flatMap(({ id }) => (id.startsWith(prefix) ? [id] : []))
    const facts = await rows.all('facts', ids('fct_'))
    const sources = facts.flatMap(({ turn }) => turn ?? [])
    const turns = new Map((await rows.all('turns', [...ids('trn_'), ...sources])).map((row) => [row.id, row]))
    const known = new Map<string, Recollection>()
    for (const row of await rows.all('messages', ids('msg_')))
      if (
        row.superseded === 0 &&
        row.text !== '' &&
        !isKnown(row) &&
        (at === undefined || row.created_at <= at) &&
        !isEcho(row.text)
      )
        known.set(row.id, ofMessage(row, query))
    for (const row of turns.values()) if (at === undefined || row.at <= at) known.set(row.id, ofTurn(row, query))
    for (const row of facts)
      if (at === undefined || (row.valid_from <= at && (row.valid_to ?? Infinity) > at))
        known.set(row.id, ofFact(row, turns.get(row.turn ?? '')))
    for (const { id } of hits) {
      const each = known.get(id)
      if (each && found.length < limit && fits(each)) found.push(each)
    }
    if (hits.length < much - from) break
  }
  return found
}

const ofMessage = (row: MessageRow, query: string): Recollection => ({
  id: row.id,
  kind: 'turn',
  text: snippet(row.text, query),
  at: instant(row.created_at),
  speaker: row.role,
  trust: trustOf(row),
  message: row.id,
  conversation: row.conversation,
  ref: null,
  session: null,
  until: null,
})

const ofTurn = (row: TurnRow, query: string): Recollection => ({
  id: row.id,
  kind: 'turn',
  text: snippet(row.text, query),
  at: instant(row.at),
  speaker: row.speaker,
  trust: row.trust,
  message: null,
  conversation: null,
  ref: row.ref,
  session: row.session,
  until: null,
})

const ofFact = (row: FactRow, turn: TurnRow | undefined): Recollection => ({
  id: row.id,
  kind: 'fact',
  text: row.text.slice(0, SHOWN),
  at: instant(row.valid_from),
  speaker: row.author,
  trust: row.trust,
  message: row.message,
  conversation: row.conversation,
  ref: turn?.ref ?? null,
  session: turn?.session ?? null,
  until: row.valid_to === null ? null : instant(row.valid_to),
})

/** The part of a long text that has most of the question's words. */
const snippet = (text: string, query: string): string => {
  if (text.length <= SHOWN) return text
  const lower = text.toLowerCase()
  const places = wordsOf(query)
    .filter((word) => word.length > 3)
    .flatMap((word) => [lower.indexOf(word)].filter((place) => place >= 0))
    .toSorted((a, b) => a - b)
  const inReach = (start: number) => places.filter((place) => place >= start && place < start + SHOWN - 40).length
  const [start = 0] = places.toSorted((a, b) => inReach(b) - inReach(a) || a - b)
  const from = Math.max(0, Math.min(start - 40, text.length - SHOWN))
  return `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${from + SHOWN < text.length ? '…' : ''}`
}

/** The id of a fact, a message or an imported turn. */
const Known = z.string().regex(/^(?:fct|msg|trn)_\w{1,60}$/)

/** The things with these ids, whatever kinds they are; ids that nothing has are left out. */
const named = async (rows: RuntimeContext['rows'], wanted: string[]): Promise<Recollection[]> => {
  const ids = (prefix: string) => wanted.filter((id) => id.startsWith(prefix))
  const facts = await rows.all('facts', ids('fct_'))
  const sources = facts.flatMap(({ turn }) => turn ?? [])
  const turns = new Map((await rows.all('turns', [...ids('trn_'), ...sources])).map((row) => [row.id, row]))
  const messages = (await rows.all('messages', ids('msg_'))).filter(({ text }) => text !== '')
  return [
    ...facts.map((row) => ofFact(row, turns.get(row.turn ?? ''))),
    ...messages.map((row) => ofMessage(row, '')),
    ...ids('trn_')
      .flatMap((id) => turns.get(id) ?? [])
      .map((row) => ofTurn(row, '')),
  ]
}

export const sources = action({
  name: 'memory.sources',
  does: 'Say what these facts, messages and imported turns are, and where they come from.',
  scope: 'memory:read',
  risk: 'read',
  words: 'labelled',
  tool: false,
  doors: ['socket', 'http'],
  input: z.strictObject({ ids: z.array(Known).min(1).max(50) }),
  async run({ ids }, { rows, taint }): Promise<{ found: Recollection[] }> {
    const found = await named(rows, [...new Set(ids)])
    if (found.some(({ trust }) => trust === 'outside')) taint()
    return { found }
  },
})

export const search = action({
  name: 'memory.search',
  does: 'Search what was said and what is known, in all conversations with this person, by words, names or dates.',
  scope: 'memory:read',
  risk: 'read',
  words: 'labelled',
  input: z.strictObject({
    query: z.string().trim().min(1).max(1000).describe('what to look for, in plain words'),
    limit: z.int().min(1).max(50).default(10),
    at: z.iso.datetime({ offset: true }).optional().describe('answer as of this instant: what was so then'),
  }),
  async run({ query, limit, at }, context): Promise<{ found: Recollection[] }> {
    const found = await find(context, query, { limit, at: at === undefined ? undefined : Date.parse(at) })
    if (found.some(({ trust }) => trust === 'outside')) context.taint()
    return { found }
  },
})
