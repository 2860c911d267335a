/** The brain's own steps: what the persona has in mind before it answers, and what it keeps of what the person said. */
import { z } from 'zod'
import { action } from '../../capability.ts'
import { factsIn } from '../../memory/facts.ts'
import type { Trust } from '../../protocol.ts'
import { Id } from '../chat/records.ts'
import { anyRun } from '../chat/runs.ts'
import { forgetSaid } from './forget.ts'
import { keep } from './keep.ts'
import { find } from './search.ts'

/** What a briefing may take of the prompt, in UTF-16 code units: about 1,200 tokens. */
const BUDGET = 4800
/** Core facts at most, and what else is found. */
const CORE = 30
const FOUND = 10
/** The messages of a conversation that the transcript has anyway. */
const SEEN = 60

export const brief = action({
  name: 'memory.brief',
  does: 'Say what the persona should have in mind before it answers.',
  scope: 'chat:write',
  risk: 'read',
  words: 'own',
  tool: false,
  doors: ['brain'],
  briefs: true,
  input: z.strictObject({ run: Id, about: z.string().max(8000) }),
  async run({ run: id, about }, context): Promise<{ lines: string[] }> {
    const { rows } = context
    const run = await anyRun(rows, id)
    const { seq } = await rows.one('messages', run.message)
    const core = await rows.find('facts', 'core', [1, 'outside', CORE], (own) =>
      own
        .selectAll()
        .where('core', '=', 1)
        .where('valid_to', 'is', null)
        .where('trust', '!=', 'outside')
        .orderBy('confirmed_at', 'desc')
        .limit(CORE),
    )
    const known = new Set(core.map((fact) => fact.id))
    const lines: string[] = []
    let left = BUDGET
    const add = (line: string): void => {
      if ((left -= line.length) > 0) lines.push(line)
    }
    for (const fact of core) add(lineOf(fact.id, fact.valid_from, fact.trust, fact.text))
    const found = await find(context, about.slice(0, 1000), {
      limit: FOUND,
      // No stranger's word is put where the persona's own instructions stand, however well it fits.
      fits: ({ id: each, trust }) => trust !== 'outside' && !known.has(each),
      isKnown: (message) => message.conversation === run.conversation && message.seq <= seq && message.seq > seq - SEEN,
    })
    for (const { id: each, at, until, trust, text } of found)
      add(lineOf(each, at, trust, until === null ? text : `(until ${until.slice(0, 10)}) ${text}`))
    return { lines }
  },
})

const lineOf = (id: string, at: number | string, trust: Trust, text: string): string =>
  `[m:${id}, ${new Date(at).toISOString().slice(0, 10)}, ${trust}] ${text.replace(/\s+/g, ' ').replaceAll('<', '‹')}`

export const learn = action({
  name: 'memory.learn',
  does: 'Keep what the person plainly said of themselves.',
  scope: 'chat:write',
  risk: 'write',
  tool: false,
  doors: ['brain'],
  learns: true,
  input: z.strictObject({ run: Id }),
  async run({ run: id }, context): Promise<{ facts: string[] }> {
    const { rows } = context
    const run = await rows.one('runs', id)
    const { answers, id: reply } = await rows.one('messages', run.message)
    if (await forgetSaid(context, run)) return { facts: [] }
    if (run.trigger !== 'chat' || answers === null) return { facts: [] }
    // The same question once more says nothing new; and what was forgotten since stays forgotten.
    // From the row itself: whatever the run has read, these are the person's own words.
    const message = await rows.one('messages', answers)
    const since = await rows.back(reply, SEEN, message.seq)
    if (since.some((each) => each.answers === answers && each.status === 'done' && each.id !== reply))
      return { facts: [] }
    const { persona, conversation, created_at: at, owner } = message
    const source = { persona, trust: 'person', author: owner, at, message: message.id, conversation } as const
    const facts: string[] = []
    if (message.role === 'person')
      for (const fact of factsIn(message.text)) facts.push(await keep(context, fact, source))
    return { facts }
  },
})
