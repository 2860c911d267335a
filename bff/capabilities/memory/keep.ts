/** Keeping: how a fact takes its place in time. Nothing is overwritten: what was so stays, with its end. */
import type { RuntimeContext } from '../../capability.ts'
import { type Fact, key } from '../../memory/facts.ts'
import type { Trust } from '../../protocol.ts'
import type { FactRow } from '../../store/tables.ts'

/** Who said it, when and where. */
export interface Source {
  persona: string
  trust: Trust
  author: string
  /** Since when it is so, in milliseconds since the epoch. */
  at: number
  message?: string
  conversation?: string
  turn?: string
}

/** Where the person said what the persona is now told to keep: in what its run answers. */
export const saidIn = async ({
  rows,
  principal,
}: Pick<RuntimeContext, 'rows' | 'principal'>): Promise<Pick<Source, 'message' | 'conversation'>> => {
  if (principal.door !== 'brain') return {}
  const run = await rows.from('runs').select('message').where('id', '=', principal.jti).executeTakeFirst()
  const [answer] = run ? await rows.all('messages', [run.message]) : []
  return answer?.answers ? { message: answer.answers, conversation: answer.conversation } : {}
}

type Keeping = Pick<RuntimeContext, 'rows' | 'now' | 'newId' | 'tell' | 'principal'>

/**
 * Keep a fact. The same once more confirms it; another value ends the one before it. Words of others have a line of time
 * of their own: they end nothing that the person said, and are never core.
 * @returns the id of the fact that says it now
 */
export const keep = async (context: Keeping, fact: Fact, source: Source): Promise<string> => {
  const { rows, now, newId } = context
  const { at, trust, persona } = source
  const outside = trust === 'outside'
  const core = fact.core && !outside ? 1 : 0
  const known = await rows
    .from('facts')
    .selectAll()
    .where('persona', '=', persona)
    .where('subject', '=', fact.subject)
    .where('attribute', '=', fact.attribute)
    .orderBy('valid_from')
    .orderBy('id')
    .execute()
  const holds = (row: FactRow) => row.valid_from <= at && (row.valid_to === null || row.valid_to > at)
  const same = (row: FactRow | undefined) => row !== undefined && key(row.value) === key(fact.value)
  // What somebody trusted says already needs no stranger's word.
  const said = outside ? known.find((row) => row.trust !== 'outside' && holds(row) && same(row)) : undefined
  if (said) return said.id
  const line = known.filter((row) => (row.trust === 'outside') === outside)
  const here = line.findLast(holds)
  const next = line.find((row) => row.valid_from > at)
  if (here && same(here)) {
    const values = { confirmed_at: Math.max(at, here.confirmed_at), core: Math.max(core, here.core) }
    await rows.change('facts', here.id, values)
    return here.id
  }
  let until = here ? here.valid_to : (next?.valid_from ?? null)
  if (here) {
    await rows.change('facts', here.id, { valid_to: at, confirmed_at: Math.min(at, here.confirmed_at) })
    if (here.confirmed_at > at) {
      // It was said again after this: so it came to be so again.
      await rows.add('facts', { ...here, id: newId('fct'), valid_from: here.confirmed_at, created_at: now })
      until = here.confirmed_at
    }
  }
  if (next && same(next) && until === next.valid_from) {
    await rows.change('facts', next.id, { valid_from: at })
    return next.id
  }
  const row = {
    id: newId('fct'),
    persona,
    subject: fact.subject,
    attribute: fact.attribute,
    value: fact.value,
    text: fact.text,
    core,
    trust,
    author: source.author,
    message: source.message ?? null,
    turn: source.turn ?? null,
    conversation: source.conversation ?? null,
    valid_from: at,
    valid_to: until,
    confirmed_at: at,
    created_at: now,
  }
  await rows.add('facts', row)
  await told(context, persona, row.id)
  return row.id
}

/** Facts have one stream for each person and persona. */
export const told = async ({ tell, principal }: Keeping, persona: string, ...ids: string[]): Promise<void> => {
  const { person: owner } = principal
  await tell('memory.fact', { id: `memory:${persona}:${owner}`, owner, persona }, ids)
}
