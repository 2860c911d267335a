/** Budgets: a persona takes no more than it may, however many of its runs come at once, and says so when it stops. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Message } from '../../bff/protocol.ts'
import { type Account, reserve, settle } from '../../bff/store/meter.ts'
import { type Answer, conversation, plainly } from '../model-peer.ts'
import { backend, saying, tables, until, Visitor } from '../peer.ts'

const spentIn = (dir: string) => {
  const [row] = tables(dir, ['spent'])['spent'] ?? []
  return {
    tokens: Number(row?.['input'] ?? 0) + Number(row?.['output'] ?? 0),
    reserved: Number(row?.['reserved'] ?? 0),
  }
}

/** A conversation with a persona that has this budget. */
const limited = async (t: TestContext, budget: object, answers: Answer[], env: Record<string, string> = {}) => {
  const place = await conversation(t, answers, env, ['chat'])
  await place.place.operate('personas.update', { persona: place.place.persona, budget })
  return place
}

test('without budget left no model is called, and the answer says so', async (t) => {
  const { ask, peer, place } = await limited(t, { tokensPerDay: 10 }, [plainly('Never.')])
  const message = await ask()
  assert.deepEqual([message.status, message.problem?.code], ['interrupted', 'budget_exhausted'])
  assert.equal(
    message.text,
    'Stopped: the budget of this persona is used up.\nDone: nothing.\nNot done: the rest of this answer.',
  )
  assert.equal(peer.asked.length, 0)
  assert.deepEqual(spentIn(place.dir), { tokens: 0, reserved: 0 })
})

test('a budget that ends after a tool was used says what was done and what was not', async (t) => {
  const { ask, peer, line, id, place } = await limited(t, { tokensPerRun: 5000 }, [
    (wire, { messages }) => {
      const named = /conversation: (\S+)/.exec(messages[0]?.content ?? '')?.[1]
      wire
        .say('One moment.')
        .call('chat_rename', JSON.stringify({ conversation: named, title: 'Tea for two' }), 0)
        .call('chat_nope', '{}', 1)
        .finish('tool_calls')
        .took(4000, 900)
        .done()
    },
    plainly('Never.'),
  ])
  const message = await ask()
  assert.deepEqual([message.status, message.problem?.code], ['interrupted', 'budget_exhausted'])
  assert.equal(
    message.text,
    [
      'One moment.\n',
      'Stopped: the budget of this persona is used up.',
      'Done: Give a conversation a title.',
      'Not done: chat.nope; the rest of this answer.',
    ].join('\n'),
  )
  assert.equal((await line.act('chat.history', { conversation: id })).conversation.title, 'Tea for two')
  assert.equal(peer.asked.length, 1)
  assert.deepEqual(spentIn(place.dir), { tokens: 4900, reserved: 0 })
})

test('an answer that outgrows the budget is ended where the budget ends', async (t) => {
  const { ask, place, peer } = await limited(t, { tokensPerDay: 6000 }, [
    (wire) => {
      const timer = setInterval(() => wire.say('word '.repeat(100)), 5)
      wire.response.once('close', () => clearInterval(timer))
    },
  ])
  const message = await ask()
  assert.deepEqual([message.status, message.problem?.code], ['interrupted', 'budget_exhausted'])
  assert.match(message.text, /^word word [\s\S]*Stopped: the budget/)
  assert.equal(peer.asked.length, 1)
  const { tokens, reserved } = spentIn(place.dir)
  // One more chunk than fits may be on its way.
  assert.ok(tokens > 5500 && tokens < 6000 + 200, String(tokens))
  assert.equal(reserved, 0)
  // What is over is over for the next one too.
  assert.equal((await ask()).problem?.code, 'budget_exhausted')
})

test('a stopped answer has taken what it took, and nothing stays held back', async (t) => {
  const { line, id, place, ask } = await limited(t, { tokensPerDay: 100_000 }, [(wire) => void wire.say('Half ')])
  const asked = ask()
  await until(() => (line.deltas.length > 0 ? true : undefined))
  await line.act('chat.stop', { conversation: id })
  assert.equal((await asked).status, 'stopped')
  const { tokens, reserved } = spentIn(place.dir)
  assert.ok(tokens > 500)
  assert.equal(reserved, 0)
})

test('fifty answers at once stay within one budget', async (t) => {
  const cap = 20_000
  const { place, peer } = await limited(t, { tokensPerDay: cap }, [
    (wire) => void setTimeout(() => wire.say('word '.repeat(40)).finish().done(), 20),
  ])
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const line = await (await Visitor.at(place)).connect(t)
      const { conversation: own } = await line.act('chat.start', {})
      await line.act('chat.resume', { conversation: own.id, after: 0 })
      const { reply } = await line.act('chat.send', { conversation: own.id, text: 'Hello' })
      return (await line.settled(reply, 20_000)).data as Message
    }),
  )
  const done = answers.filter(({ status }) => status === 'done')
  assert.ok(done.length > 2 && done.length < 50, String(done.length))
  for (const { status, problem } of answers) if (status !== 'done') assert.equal(problem?.code, 'budget_exhausted')
  assert.equal(peer.asked.length, done.length)
  const { tokens, reserved } = spentIn(place.dir)
  assert.ok(tokens <= cap, String(tokens))
  assert.equal(reserved, 0)
})

test('the day begins anew at midnight UTC, and what a lost process held back counts as taken', async (t) => {
  const place = await backend(t, { model: saying('Hello.') })
  const { store } = place.running
  const account: Account = { space: place.space, persona: place.persona, run: 'run_lost', day: '2026-11-22' }
  const budget = { tokensPerDay: 1000, tokensPerRun: null }
  const hold = (over: Partial<Account>, wants: number, least: number) =>
    store.write((db) => reserve(db, { ...account, ...over }, budget, { wants, least }))
  assert.equal(await hold({}, 600, 100), 600)
  // Only what is left, and never less than what is needed.
  assert.equal(await hold({ run: 'run_2' }, 600, 500), 0)
  assert.equal(await hold({ run: 'run_2' }, 600, 300), 400)
  assert.equal(await hold({ run: 'run_3' }, 1, 1), 0)
  assert.equal(await hold({ run: 'run_3', day: '2026-11-23' }, 1, 1), 1)
  await store.write((db) => settle(db, { ...account, run: 'run_2' }, { input: 10, output: 5, estimated: false }))
  assert.equal(await hold({ run: 'run_3', day: '2026-11-22' }, 600, 1), 385)
  await place.running.close(0)
  const again = await backend(t, { dir: place.dir, model: saying('Hello.') })
  const rows = await until(() => {
    const found = tables(again.dir, ['spent'])['spent'] ?? []
    return found.every((row) => row['reserved'] === 0) ? found : undefined
  })
  assert.deepEqual(
    rows.map((row) => [row['day'], Number(row['input']) + Number(row['output']), row['reserved']]),
    [
      ['2026-11-22', 600 + 15 + 385, 0],
      ['2026-11-23', 0, 0],
    ],
  )
})
