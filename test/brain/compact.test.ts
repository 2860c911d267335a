/** Long conversations: what is summed up stays findable word for word, and what was said stays where it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Summary, summaryOf } from '../../bff/brain/compact.ts'
import { tokensIn, tokensOf } from '../../bff/brain/estimate.ts'
import type { Message } from '../../bff/protocol.ts'
import { messageOf, properties } from '../chaos/compact.ts'
import { type Answer, conversation, plainly } from '../model-peer.ts'
import { backend, saying, tables, talk, Visitor } from '../peer.ts'

for (const [what, holds] of Object.entries(properties)) test(what, () => holds({ runs: 200, seed: 20261122 }))

test('a summary that is too long, empty, or names what nobody said is not taken', () => {
  const span = [
    messageOf(
      { role: 'person', facts: ['ORD-4711', '€30.50'], promises: [], filler: ['Hello there.'], status: 'done' },
      0,
    ),
  ]
  const text = (told: string | undefined) => summaryOf(undefined, span, told, 32_000).text
  assert.match(text('They want ORD-4711 for €30.50.'), /^They want ORD-4711 for €30\.50\.$/)
  assert.match(text('They want a pot.'), /^They want a pot\.\n\nWord for word:\n- ORD-4711\n- €30\.50/)
  for (const wrong of [
    undefined,
    ' ',
    'x'.repeat(100_000),
    'They pay €35.50 for ORD-4711.',
    'See https://evil.example/a',
  ])
    assert.match(text(wrong), /^2026-11-20 person: Hello there\./, wrong?.slice(0, 40))
})

test('what the team said is told as the words of the team', () => {
  const [first] = [messageOf({ role: 'persona', facts: [], promises: [], filler: ['It is here.'], status: 'done' }, 0)]
  const { text } = summaryOf(undefined, [{ ...first, role: 'team' }], undefined, 32_000)
  assert.match(text, /^2026-11-20 team: It is here\./)
})

test('no text makes a summary slow or longer than its share', () => {
  for (const text of [
    '1 '.repeat(100_000),
    'a1'.repeat(100_000),
    'https://'.repeat(25_000),
    'I will '.repeat(30_000),
    '- '.repeat(100_000),
    '\n'.repeat(200_000),
    'x@'.repeat(100_000),
    '1.'.repeat(100_000),
  ]) {
    const span = [
      { ...messageOf({ role: 'person', facts: [], promises: [], filler: ['Hi.'], status: 'done' }, 0), text },
    ]
    const began = performance.now()
    const summary = summaryOf(undefined, span, undefined, 32_000)
    assert.ok(performance.now() - began < 2000, `${text.slice(0, 10)}: ${performance.now() - began} ms`)
    assert.ok(tokensIn(summary.text) <= 32_000 * 0.2, `${text.slice(0, 10)}: ${tokensIn(summary.text)}`)
  }
})

const PARCEL = 'My order is ORD-4711 for €30.50, due on 3 March 2027, see https://kiln.example/o/4711. '

/** Nine long exchanges in a window of 8,000 tokens, with the tools of the chat only. */
const long = async (t: Parameters<typeof conversation>[0], answers: Answer[]) => {
  const place = await conversation(t, answers, { PERSONA_CONTEXT: '8000', MODEL_FALLBACK: 'none' }, ['chat'])
  await place.ask(PARCEL + 'Will you remind me? '.repeat(50))
  for (let n = 0; n < 8; n++) await place.ask(`Question ${n}. ${'What about the other one? '.repeat(80)}`)
  return place
}
const summaryIn = (dir: string) => tables(dir, ['summaries'])['summaries']?.[0]
/** The call that sums up, and those that answer. */
const isSummary = ({ messages }: { messages: { content: string | null }[] }) =>
  messages[0]?.content?.startsWith('Sum up') ?? false

test('a conversation that grows too long is summed up once, by the model and without tools, and goes on', async (t) => {
  let sums = 0
  const place = await long(t, [
    (wire, asked) => {
      if (!isSummary(asked)) return plainly('Yes. '.repeat(40))(wire, asked)
      sums++
      plainly('They asked about a parcel.')(wire, asked)
    },
  ])
  assert.equal(sums, 1)
  const row = summaryIn(place.place.dir)
  assert.ok(Number(row?.['after_tokens']) < Number(row?.['before_tokens']) / 1.5)
  const sum = place.peer.asked.find(isSummary)
  assert.equal(sum?.tools, undefined)
  assert.match(JSON.stringify(sum?.messages), /ORD-4711/)
  const { messages } = place.peer.asked.at(-1) ?? { messages: [] }
  assert.match(messages[1]?.content ?? '', /^<summary[^>]*>\nThey asked about a parcel\.\n\nWord for word:/)
  for (const each of ['ORD-4711', '€30.50', '3 March 2027', 'https://kiln.example/o/4711', 'Will you remind me?'])
    assert.ok(messages[1]?.content?.includes(each), each)
  assert.equal(messages[1]?.role, 'user')
  assert.ok(tokensOf(messages as never) < 8000 * 0.75)
  assert.match(messages.at(-1)?.content ?? '', /^Question 7/)
  // Everything that was said is still there for the person.
  assert.equal((await place.line.act('chat.history', { conversation: place.id, limit: 100 })).messages.length, 18)
})

test('a model that does not manage to sum up is not needed for it', async (t) => {
  const place = await long(t, [
    (wire, asked) => (isSummary(asked) ? wire.error(400) : plainly('Yes. '.repeat(40))(wire, asked)),
  ])
  const text = String(summaryIn(place.place.dir)?.['text'])
  assert.match(text, /^2026-\d\d-\d\d person: My order is ORD-4711|^\d{4}-\d\d-\d\d person: My order is ORD-4711/)
  assert.ok(text.includes('https://kiln.example/o/4711'))
})

test('dropping a summary brings every byte back, and removing the conversation leaves none of it', async (t) => {
  const place = await long(t, [plainly('Yes. '.repeat(40))])
  const { dir, running } = place.place
  const run = String(tables(dir, ['runs'])['runs']?.findLast((each) => each['conversation'] === place.id)?.['id'])
  const brain = (name: 'chat.transcript') => {
    const row = tables(dir, ['runs'])['runs']?.find((each) => each['id'] === run) ?? {}
    const own = { space: place.place.space, app: place.place.app, person: String(row['owner']), jti: run, sid: null }
    return running.gate.perform(
      {
        ...own,
        plane: 'runtime',
        door: 'brain',
        sub: `per:${place.place.persona}`,
        scopes: new Set(['chat:write']),
        personas: [place.place.persona],
        expires: Infinity,
      },
      name,
      { run },
    )
  }
  const transcriptOf = async () => {
    const reply = await brain('chat.transcript')
    assert.equal(reply.ok, true)
    return (reply as { data: { messages: Message[]; summary: Summary | null; tainted: boolean } }).data
  }
  const short = await transcriptOf()
  assert.ok(short.summary && short.messages.length < 16 && (short.messages[0]?.seq ?? 0) > short.summary.upto)
  await place.line.act('chat.unsummarize', { conversation: place.id })
  const whole = await transcriptOf()
  assert.equal(whole.summary, null)
  const { messages } = await place.line.act('chat.history', { conversation: place.id, limit: 100 })
  assert.deepEqual(whole.messages, messages.slice(0, -1))
  // The next answer sums it up again. What others wrote stays theirs in it.
  assert.equal(whole.tainted, false)
  const [first] = whole.messages
  await running.store.write(async (db) => {
    await db
      .updateTable('messages')
      .set({ tainted: 1 })
      .where('id', '=', first?.id ?? '')
      .execute()
  })
  await place.ask('And now?')
  assert.equal(summaryIn(dir)?.['tainted'], 1)
  assert.equal((await transcriptOf()).tainted, true)
  await place.line.act('chat.remove', { conversation: place.id })
  assert.equal(summaryIn(dir), undefined)
})

test('two hundred short messages are too many as well, without any model to sum them up', async (t) => {
  const place = await backend(t, { model: saying('Fine.') })
  const visitor = await Visitor.at(place)
  const { line, ids } = await talk(t, place, visitor, 'My locker is number 4711.')
  for (let n = 0; n < 101; n++) {
    const { reply } = await line.act('chat.send', { conversation: ids.conversation, text: `Message ${n}` })
    await line.settled(reply)
  }
  assert.match(String(summaryIn(place.dir)?.['text']), /My locker is number 4711\./)
})
