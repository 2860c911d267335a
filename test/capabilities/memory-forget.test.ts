/** Forgetting: not a byte of it is left, in no row and in no file. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Model } from '../../bff/brain/model.ts'
import { backend, type Line, saying, tables, until, Visitor } from '../peer.ts'

/** The files of the data directory that hold any of these words, in any case. */
const holding = (dir: string, ...words: string[]): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name)).toString('latin1').toLowerCase()
      return words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`)
    })

const say = async (line: Line, conversation: string, text: string) => {
  const { reply, message } = await line.act('chat.send', { conversation, text })
  await line.settled(reply)
  return message
}
const imported = (n: number, text: string) => ({
  speaker: n % 7 ? 'Ana' : 'Quibblethwaite',
  text,
  at: new Date(Date.UTC(2025, 0, 1) + n * 3600_000).toISOString(),
  session: `s${n >> 4}`,
  ref: `r${n}`,
  by: 'person' as const,
})

test('after forgetting everything about somebody no file has the name, and the journal keeps ids only', async (t) => {
  const place = await backend(t, { model: saying('Quibblethwaite sounds like a good dog.') })
  const line = await (await Visitor.at(place)).connect(t)
  const { id } = (await line.act('chat.start', {})).conversation
  await say(line, id, 'My dog is called Quibblethwaite.')
  await say(line, id, 'And the weather is fine.')
  await line.act('memory.remember', { text: "Quibblethwaite's vet is Dr. Zabriskie." })
  // Enough for pages to split and move, so that copies of what moved would show.
  for (let from = 0; from < 1500; from += 100) {
    const turns = Array.from({ length: 100 }, (_, n) => {
      const text = `${n % 5 ? 'The harbour' : 'Quibblethwaite'} was ${'quiet and grey '.repeat(n % 20)} on day ${from + n}.`
      return imported(from + n, text)
    })
    await line.act('memory.import', { turns })
  }
  await line.act('schedules.add', { prompt: 'Walk Quibblethwaite', at: '2036-01-01T08:00', zone: 'Europe/Lisbon' })
  const { plan } = await line.act('plans.make', {
    goal: 'A good winter',
    steps: [{ text: 'Buy a coat for Quibblethwaite' }, { text: 'Buy wood' }],
  })
  await line.act('plans.make', { goal: 'Teach Quibblethwaite to sit' })
  await line.act('memory.search', { query: 'Quibblethwaite' })
  await until(async () => ((await line.act('memory.list', {})).facts.length >= 2 ? true : undefined))
  assert.notDeepEqual(holding(place.dir, 'quibblethwaite'), [])
  const receipt = await line.act('memory.forget', { about: 'QUIBBLETHWAITE' }, 'forget-once')
  assert.deepEqual([receipt.facts, receipt.messages], [2, 3])
  assert.ok(receipt.turns > 400)
  assert.deepEqual(holding(place.dir, 'quibblethwaite', 'zabriskie'), [])
  assert.deepEqual((await line.act('memory.search', { query: 'Quibblethwaite', limit: 50 })).found, [])
  assert.ok((await line.act('memory.search', { query: 'harbour', limit: 50 })).found.length === 50)
  const { messages, conversation } = await line.act('chat.history', { conversation: id })
  assert.deepEqual(
    messages.map(({ text }) => text.replace(/sounds.*/, '')),
    ['[forgotten]', '[forgotten]', 'And the weather is fine.', '[forgotten]'],
  )
  assert.equal(conversation.title, '')
  assert.deepEqual((await line.act('schedules.list', {})).schedules, [])
  const { plans } = await line.act('plans.list', {})
  assert.deepEqual(
    plans.map((each) => [each.id, each.steps.map(({ text }) => text)]),
    [[plan, ['Buy wood']]],
  )
  // The tombstone: ids under the receipt, and the same answer for the same call.
  const [row] = (tables(place.dir, ['journal'])['journal'] ?? []).filter((each) => each['stream'] === receipt.receipt)
  assert.equal(row?.['action'], 'memory.forget')
  const named = JSON.parse(String(row?.['events'])) as [string, string][]
  assert.ok(named.every(([event, each]) => event === 'memory.forgotten' && /^(fct|trn|msg)_\w{26}$/.test(each)))
  assert.deepEqual(await line.act('memory.forget', { about: 'QUIBBLETHWAITE' }, 'forget-once'), receipt)
  assert.ok(line.heard.some((each) => each.event === 'memory.forgotten'))
})

test('one fact goes with its history; one turn with what was learned of it; everything goes with all', async (t) => {
  const place = await backend(t, { model: saying('I see.') })
  const line = await (await Visitor.at(place)).connect(t)
  const { id } = (await line.act('chat.start', {})).conversation
  await line.act('memory.remember', { text: 'My bank is Xylander.' })
  const {
    facts: [fact = ''],
  } = await line.act('memory.remember', { text: 'My bank is Yttrium.' })
  assert.equal((await line.act('memory.forget', { fact })).facts, 2)
  assert.deepEqual(holding(place.dir, 'xylander', 'yttrium'), [])

  const message = await say(line, id, 'My bank is Zylophon.')
  await until(async () => ((await line.act('memory.list', {})).facts.length === 1 ? true : undefined))
  const { receipt: _, at: __, ...counts } = await line.act('memory.forget', { turn: message })
  assert.deepEqual(counts, { facts: 1, turns: 0, messages: 1 })
  assert.deepEqual((await line.act('memory.list', { past: true })).facts, [])

  await say(line, id, 'My boat is Wolfram.')
  await line.act('memory.import', { turns: [imported(1, 'The Wolfram has a leak.')] })
  await line.act('memory.forget', { everything: true })
  assert.deepEqual(holding(place.dir, 'wolfram', 'zylophon'), [])
  assert.deepEqual(await line.act('memory.export', {}), { facts: [], turns: [], after: null })
  for (const input of [{}, { about: 'it' }, { about: 'Bo', everything: true }]) {
    const reply = await line.try('memory.forget', input)
    assert.equal(reply.ok === false && reply.problem.code, 'invalid_request', JSON.stringify(input))
  }
})

test('a persona that is told to forget forgets the telling too', async (t) => {
  const model: Model = {
    async *stream({ messages }) {
      const step = messages.filter(({ role }) => role === 'tool').length
      const asked = JSON.stringify(messages.at(-1)).includes('Forget')
      if (asked && step === 0)
        yield { calls: [{ id: 'c', name: 'memory_forget', arguments: '{"about":"Quibblethwaite"}' }] }
      else yield { text: asked || step > 0 ? 'I forgot Quibblethwaite.' : 'A good dog.' }
    },
  }
  const place = await backend(t, { model })
  const line = await (await Visitor.at(place)).connect(t)
  const { id } = (await line.act('chat.start', {})).conversation
  await say(line, id, 'My dog is called Quibblethwaite.')
  await line.act('chat.send', { conversation: id, text: 'Forget everything about Quibblethwaite.' })
  const [approval] = await until(async () => {
    const { approvals } = await line.act('approvals.list', {})
    return approvals.length > 0 ? approvals : undefined
  })
  await line.act('approvals.decide', { approval: approval?.id ?? '', decision: 'approve' })
  await until(() => (holding(place.dir, 'quibblethwaite').length === 0 ? true : undefined))
  const { messages } = await line.act('chat.history', { conversation: id })
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['[forgotten]', 'A good dog.', '[forgotten]', '[forgotten]'],
  )
})
