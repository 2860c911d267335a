/** Long conversations: what is summed up stays findable word for word, and what was said stays where it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutOf, type Summary, summaryOf } from '../../bff/brain/compact.ts'
import { tokensIn, tokensOf } from '../../bff/brain/estimate.ts'
import { itemsOf, missingIn } from '../../bff/brain/lookup.ts'
import { stepMessages, transcript } from '../../bff/brain/prompt.ts'
import { shortened } from '../../bff/brain/shorten.ts'
import type { Result, Step } from '../../bff/capabilities/chat/runs.ts'
import type { Message } from '../../bff/protocol.ts'
import { type Answer, conversation, plainly } from '../model-peer.ts'
import { backend, saying, tables, talk, Visitor } from '../peer.ts'

const seed = 20261122

/** What must never get lost, as people write it. */
const fact = fc.oneof(
  fc.integer({ min: 1000, max: 999_999 }).map((n) => `ORD-${n}`),
  fc.uuid(),
  fc
    .string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 26, maxLength: 26 })
    .map((id) => `cnv_${id}`),
  fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }).filter((url) => /^[\w:/.?=&%-]+\w$/.test(url)),
  fc
    .tuple(
      fc.constantFrom('€', '$', 'EUR ', 'CHF '),
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: 10, max: 99 }),
    )
    .map(([unit, whole, part]) => `${unit}${whole}.${part}`),
  fc
    .tuple(fc.integer({ min: 2, max: 999 }), fc.constantFrom('chairs', '%', 'kg', 'people', 'Stück'))
    .map(([n, unit]) => `${n} ${unit}`),
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('March', 'July', 'December'))
    .map(([n, month]) => `${n} ${month} 2027`),
  fc.tuple(fc.integer({ min: 10, max: 23 }), fc.integer({ min: 10, max: 59 })).map(([h, m]) => `${h}:${m}`),
  fc.constantFrom(
    'tomorrow',
    'next Friday',
    'ana.silva@kiln.example',
    '+351 912 345 678',
    'PT50 0002 0123 1234 5678 9015 4',
  ),
)
const promise = fc
  .tuple(
    fc.constantFrom(
      "I'll call",
      'We need to pay',
      'Please remind me to water',
      'You promised to send',
      'The deadline is for',
    ),
    fc.constantFrom('the printer', 'the glazes', 'Ana', 'the second kiln'),
  )
  .map((words) => `${words.join(' ')}.`)
const filler = fc.constantFrom<string>(
  'Thank you for asking.',
  'That sounds good to me.',
  'The glaze was lovely, was it not?',
  '1. First of all\n2. Then the rest',
  'Ça va. ¡Olé! 你好。',
)
const spoken = fc.record({
  role: fc.constantFrom<'person' | 'persona'>('person', 'persona'),
  facts: fc.array(fact, { maxLength: 4 }),
  promises: fc.array(promise, { maxLength: 1 }),
  filler: fc.array(filler, { minLength: 1, maxLength: 8 }),
  status: fc.constantFrom<Message['status']>('done', 'done', 'done', 'done', 'done', 'stopped', 'waiting'),
})
const messageOf = (
  { role, facts, promises, filler: words, status }: typeof spoken extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): Message => ({
  id: `msg_${index}`,
  conversation: 'cnv_1',
  seq: index + 1,
  role,
  status: role === 'person' ? 'done' : status,
  text: [...words, ...facts.map((each) => `It is about ${each}, as I said.`), ...promises, ...words].join(' '),
  at: '2026-11-20T10:00:00.000Z',
  answers: null,
  superseded: false,
  problem: null,
})
const conversations = fc.array(spoken, { minLength: 2, maxLength: 60 })

test('a cut leaves what was asked last and what is not at rest, and what it leaves has room', () => {
  fc.assert(
    fc.property(
      conversations,
      fc.integer({ min: 1500, max: 12_000 }),
      fc.integer({ min: 0, max: 800 }),
      (list, context, taken) => {
        const said = list.map(messageOf)
        const size = said.reduce((sum, { text }) => sum + tokensIn(text) + 8, 0)
        const cut = cutOf(said, taken, context)
        if (taken + size <= context * 0.75) return assert.equal(cut, 0)
        const span = said.slice(0, cut)
        assert.ok(span.every(({ status }) => status !== 'waiting'))
        const last = said.findLastIndex(({ role }) => role === 'person')
        if (last >= 0) assert.ok(cut <= last)
        // More than what has room stays only for one of these reasons.
        const kept = said.slice(cut)
        const room = (context * 0.57 - taken) / 2
        const length = kept.reduce((sum, { text }) => sum + tokensIn(text) + 8, 0)
        const held = cut === last || cut < 2 || kept[0]?.status === 'waiting'
        assert.ok(held || length <= room || kept.length === 1, `${length} of ${room}`)
      },
    ),
    { seed, numRuns: 400 },
  )
})

test('after any number of compactions every id, address, amount, date and promise is still there', () => {
  fc.assert(
    fc.property(fc.array(conversations, { minLength: 1, maxLength: 3 }), fc.boolean(), (rounds, isTold) => {
      let summary: Summary | undefined
      const facts: string[] = []
      for (const list of rounds) {
        const span = list.map(messageOf)
        for (const { facts: own, promises } of list) facts.push(...own, ...promises)
        // A model's word is taken, as far as it goes.
        summary = summaryOf(summary, span, isTold ? 'They spoke of pots.' : undefined, 400_000)
        for (const each of facts) assert.ok(summary.text.includes(each), `${each} in ${summary.text}`)
      }
    }),
    { seed, numRuns: 200 },
  )
})

test('what is repeated word for word is found again, so that the next summary repeats it too', () => {
  fc.assert(
    fc.property(conversations, (list) => {
      const items = list.map(messageOf).flatMap(({ text }) => itemsOf(text, { by: 'person', day: '2026-11-20' }))
      const lines = missingIn('', items)
      const again = itemsOf(lines.map((item) => `- ${item}`).join('\n'))
      assert.deepEqual(missingIn(missingIn('', again).join('\n'), items), [])
    }),
    { seed, numRuns: 200 },
  )
})

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

const result = fc.record({
  state: fc.constantFrom<Result['state']>('done', 'refused'),
  content: fc.tuple(fc.string(), fc.integer({ min: 0, max: 900 }), fc.boolean()).map(([text, times, isOutside]) => {
    const body = `${text} ORD-4711 `.repeat(times)
    return isOutside ? `<outside id="00aa11" note="Words of others.">\n${body}\n</outside id="00aa11">` : body
  }),
  tainted: fc.boolean(),
})
const step = fc
  .array(fc.tuple(fc.constantFrom('{}', '{"a":1}', '{"half', '', '[1'), result), { minLength: 1, maxLength: 3 })
  .map((pairs): Step => ({
    text: '',
    calls: pairs.map(([args], index) => ({ id: `call_${index}`, name: 'chat_list', arguments: args })),
    results: pairs.map(([, each]) => each),
  }))

test('whatever was called, the model gets a valid history: no call without its result, and what others said stays marked', () => {
  fc.assert(
    fc.property(
      conversations,
      fc.array(step, { maxLength: 8 }),
      fc.integer({ min: 0, max: 20_000 }),
      (list, steps, room) => {
        const said = list.map(messageOf)
        const cut = cutOf(said, 0, 3000)
        const summary = cut > 0 ? summaryOf(undefined, said.slice(0, cut), undefined, 3000) : undefined
        const short = shortened(steps, room)
        const messages = [...transcript(said.slice(cut), summary), ...stepMessages(short)]
        const open: string[] = []
        for (const message of messages) {
          if (message.role === 'tool') {
            assert.equal(message.tool_call_id, open.shift())
            continue
          }
          assert.equal(open.length, 0)
          if (message.role === 'assistant')
            for (const call of message.tool_calls ?? []) {
              assert.ok(call.type === 'function' && typeof JSON.parse(call.function.arguments) === 'object')
              open.push(call.id)
            }
        }
        assert.equal(open.length, 0)
        for (const [index, { results }] of short.entries())
          for (const [number, each] of results.entries()) {
            const whole = steps[index]?.results[number]?.content ?? ''
            assert.equal(whole.startsWith('<outside'), each?.content.startsWith('<outside'))
            assert.equal(whole.endsWith('</outside id="00aa11">'), each?.content.endsWith('</outside id="00aa11">'))
            assert.equal(each?.tainted, steps[index]?.results[number]?.tainted)
          }
        // As short as it may become, unless it has room before.
        const most = steps.reduce((sum, { calls }) => sum + 200 + calls.length * 800, 0)
        assert.ok(tokensOf(stepMessages(short)) <= Math.max(room + 200 * steps.length, most))
      },
    ),
    { seed, numRuns: 300 },
  )
})

const PARCEL = 'My order is ORD-4711 for €30.50, due on 3 March 2027, see https://kiln.example/o/4711. '

/** Nine long exchanges in a window of 8,000 tokens. */
const long = async (t: Parameters<typeof conversation>[0], answers: Answer[]) => {
  const place = await conversation(t, answers, { PERSONA_CONTEXT: '8000', MODEL_FALLBACK: 'none' })
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
