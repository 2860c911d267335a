/** `node test/chaos/compact.ts [--runs n] [--seed n]`: whatever is said and called, nothing of it gets lost or torn apart. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cutOf, type Summary, summaryOf } from '../../bff/brain/compact.ts'
import { tokensIn, tokensOf } from '../../bff/brain/estimate.ts'
import { itemsOf, missingIn } from '../../bff/brain/lookup.ts'
import { stepMessages, transcript } from '../../bff/brain/prompt.ts'
import { shortened } from '../../bff/brain/shorten.ts'
import type { Result, Step } from '../../bff/capabilities/chat/runs.ts'
import type { Message } from '../../bff/protocol.ts'

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
export const messageOf = (
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

interface Runs {
  runs: number
  seed: number
}

/** What holds, by name. */
export const properties: Record<string, (runs: Runs) => void> = {
  'a cut leaves what was asked last and what is not at rest, and what it leaves has room': ({ runs, seed }: Runs) => {
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
      { seed, numRuns: runs },
    )
  },
  'after any number of compactions every id, address, amount, date and promise is still there': ({
    runs,
    seed,
  }: Runs) => {
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
      { seed, numRuns: runs },
    )
  },
  'what is repeated word for word is found again, so that the next summary repeats it too': ({ runs, seed }: Runs) => {
    fc.assert(
      fc.property(conversations, (list) => {
        const items = list.map(messageOf).flatMap(({ text }) => itemsOf(text, { by: 'person', day: '2026-11-20' }))
        const lines = missingIn('', items)
        const again = itemsOf(lines.map((item) => `- ${item}`).join('\n'))
        assert.deepEqual(missingIn(missingIn('', again).join('\n'), items), [])
      }),
      { seed, numRuns: runs },
    )
  },
  'whatever was called, the model gets a valid history: no call without its result, and what others said stays marked':
    ({ runs, seed }: Runs) => {
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
        { seed, numRuns: runs },
      )
    },
}

if (import.meta.main) {
  const read = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`)
    return at < 0 ? otherwise : Number(process.argv[at + 1])
  }
  const seed = read('seed', Date.now() % 2 ** 31)
  process.stdout.write(`seed ${seed}\n`)
  for (const [what, holds] of Object.entries(properties)) {
    holds({ runs: read('runs', 5000), seed })
    process.stdout.write(`${what}\n`)
  }
}
