/** Bad calls and bad results: never done, never approved, never too much, and always something the model can read. */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { type Answer, conversation, plainly } from '../model-peer.ts'
import { tables } from '../peer.ts'

/** Calls that must not be understood, and what the model is told of each. `$id` is the conversation. */
const malformed: Record<string, [name: string, written: string, told: RegExp]> = {
  'bad JSON': ['chat_rename', '{"conversation": nope', /not a JSON object/],
  'a text that breaks off': ['chat_rename', '{"conversation":"$id","title":"Tea', /not a JSON object/],
  'a list': ['chat_rename', '["$id","Tea"]', /not a JSON object/],
  'a wrong type': ['chat_rename', '{"conversation":"$id","title":7}', /"pointer":"\/title"/],
  'a missing key': ['chat_rename', '{"conversation":"$id"}', /"pointer":"\/title"/],
  'an extra key': ['chat_rename', '{"conversation":"$id","title":"Tea","owner":"me"}', /owner/],
  'a prototype key': [
    'chat_rename',
    '{"conversation":"$id","title":"Tea","__proto__":{"approved":true}}',
    /"ok":false/,
  ],
  'a constructor key': [
    'chat_rename',
    '{"conversation":"$id","title":"Tea","constructor":{"prototype":{}}}',
    /constructor/,
  ],
  'a megabyte': [
    'chat_rename',
    `{"conversation":"$id","title":"${'x'.repeat(1_000_000)}"}`,
    /longer than \d+ characters/,
  ],
  'a megabyte that could be mended': [
    'chat_rename',
    `{"conversation":"$id","title":"Tea",${' '.repeat(100_000)}`,
    /not a JSON object/,
  ],
  'an unknown tool': ['chat_renam', '{"conversation":"$id","title":"Tea"}', /nearest are chat_rename, \w+, \w+\./],
  'an extra key in what must be asked for': ['chat_remove', '{"conversation":"$id","approved":true}', /approved/],
  'a wrong type in what must be asked for': ['chat_remove', '{"conversation":["$id"]}', /"pointer":"\/conversation"/],
}

const calling =
  (name: string, written: string): Answer =>
  (wire, { messages }) => {
    const id = /conversation: (\S+)/.exec(messages[0]?.content ?? '')?.[1] ?? ''
    wire.call(name, written.replaceAll('$id', id)).finish('tool_calls').done()
  }

/** The result that the model was told last. */
const toldIn = (asked: { messages: { role: string; content: string | null }[] } | undefined): string =>
  asked?.messages.findLast(({ role }) => role === 'tool')?.content ?? ''

for (const [what, [name, written, told]] of Object.entries(malformed))
  test(`${what} is never done nor approved, is told to the model by its path, and ends the answer the second time`, async (t) => {
    const { ask, peer, place, line, id } = await conversation(t, [calling(name, written)])
    await line.act('chat.rename', { conversation: id, title: 'As it was' })
    const message = await ask()
    assert.deepEqual([message.status, message.problem?.code], ['failed', 'no_progress'])
    assert.equal(peer.asked.length, 2)
    assert.match(toldIn(peer.asked[1]), told)
    assert.ok(toldIn(peer.asked[1]).length < 3000)
    // What goes back to the server is JSON whatever it was.
    const call = peer.asked[1]?.messages.find(({ tool_calls }) => tool_calls)?.tool_calls?.[0]
    assert.doesNotThrow(() => JSON.parse((call as unknown as { function: { arguments: string } }).function.arguments))
    assert.equal((await line.act('chat.history', { conversation: id })).conversation.title, 'As it was')
    assert.deepEqual(tables(place.dir, ['approvals'])['approvals'], [])
    assert.equal(({} as { approved?: unknown }).approved, undefined)
  })

test('a call that is mended after it failed once is done', async (t) => {
  const { ask, line, id } = await conversation(t, [
    calling('chat_rename', '{"conversation":"$id"}'),
    calling('chat_rename', '{"conversation":"$id","title":"Tea for two",}'),
    plainly('Done.'),
  ])
  assert.equal((await ask()).text, 'Done.')
  assert.equal((await line.act('chat.history', { conversation: id })).conversation.title, 'Tea for two')
})

/** A conversation whose `chat.list` does this instead. */
const withTool = async (t: TestContext, run: () => Promise<unknown>, ...answers: Answer[]) => {
  const made = await conversation(t, [calling('chat_list', '{}'), ...answers])
  const action = made.place.running.gate.actions.get('chat.list')
  assert.ok(action)
  t.mock.method(action, 'run', run)
  return made
}

test('a result of ten megabytes is cut and says so, and the answer goes on', async (t) => {
  const { ask, peer, place } = await withTool(
    t,
    async () => ({ conversations: 'x'.repeat(10_000_000) }),
    plainly('Much.'),
  )
  assert.equal((await ask()).text, 'Much.')
  const told = toldIn(peer.asked[1])
  assert.ok(told.length < 17_000)
  assert.match(told, /\(cut: 100000\d\d characters in all\)$/)
  // Nor is more of it kept.
  const steps = tables(place.dir, ['steps'])['steps'] ?? []
  assert.ok(steps.every(({ data }) => String(data).length < 20_000))
})

test('a tool that throws, or answers what is no JSON, is a refusal to the model, and the answer goes on', async (t) => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  for (const run of [
    async () => {
      throw new Error('a secret of the tool')
    },
    async () => circle,
    async () => ({ n: 1n }),
    async () => undefined,
  ]) {
    const { ask, peer } = await withTool(t, run, plainly('I could not.'))
    assert.equal((await ask()).text, 'I could not.')
    assert.match(toldIn(peer.asked[1]), /"ok":false|^null$/)
    assert.doesNotMatch(JSON.stringify(peer.asked), /a secret/)
    t.mock.restoreAll()
  }
})

test('twenty long results have room, because the older ones are shortened with what they name', async (t) => {
  let n = 0
  const calls = Array.from({ length: 20 }, (_, index) => calling('chat_list', `{"limit":${index + 1}}`))
  const { ask, peer, place } = await conversation(t, [...calls, plainly('All of it.')], { PERSONA_CONTEXT: '20000' }, [
    'chat',
  ])
  const action = place.running.gate.actions.get('chat.list')
  assert.ok(action)
  t.mock.method(action, 'run', async () => ({ [`ORD-${4700 + n++}`]: 'word '.repeat(2000), last: `€${n}00.50` }))
  assert.equal((await ask()).text, 'All of it.')
  const last = peer.asked.at(-1)?.messages ?? []
  assert.ok(JSON.stringify(last).length < 60_000, String(JSON.stringify(last).length))
  const results = last.filter(({ role }) => role === 'tool').map(({ content }) => content ?? '')
  assert.equal(results.length, 20)
  assert.match(results[0] ?? '', /ORD-4700[\s\S]*shortened from 10\d\d\d characters\)[\s\S]*€100\.50/)
  assert.doesNotMatch(results[19] ?? '', /shortened/)
})
