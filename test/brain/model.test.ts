/** The model and its failures: whatever a server does, the answer comes to rest and can be made again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '../../bff/protocol.ts'
import { backend, tables, until, Visitor } from '../peer.ts'
import { type Answer, conversation, KEY, modelPeer, plainly } from '../model-peer.ts'

test('an answer streams from a server that speaks the OpenAI format', async (t) => {
  const { peer, ask, line } = await conversation(t, [plainly('Good ', 'morning', '.')])
  const message = await ask('What is new?')
  assert.equal(message.status, 'done')
  assert.equal(message.text, 'Good morning.')
  assert.equal(message.problem, null)
  assert.deepEqual(
    line.deltas.map(({ text }) => text),
    ['Good ', 'morning', '.'],
  )
  const [asked] = peer.asked
  assert.equal(asked?.model, 'peer-1')
  assert.equal(asked?.stream, true)
  assert.equal(asked?.authorization, `Bearer ${KEY}`)
  assert.equal(asked?.messages[0]?.role, 'system')
  assert.match(asked?.messages[0]?.content ?? '', /You are Juno[\s\S]*Opening hours/)
  assert.deepEqual(asked?.messages.slice(1), [{ role: 'user', content: 'What is new?' }])
  const names = asked?.tools?.map((tool) => tool.function.name) ?? []
  assert.ok(names.includes('chat_rename'))
  // Not offered: a person's own acts, the brain's own steps, and the other plane.
  for (const name of ['chat_send', 'chat_answer', 'spaces_create']) assert.ok(!names.includes(name), name)

  await ask('And now?')
  assert.equal(peer.asked[1]?.port, asked?.port, 'over the same connection')
  assert.deepEqual(
    peer.asked[1]?.messages.slice(1).map(({ role, content }) => [role, content]),
    [
      ['user', 'What is new?'],
      ['assistant', 'Good morning.'],
      ['user', 'And now?'],
    ],
  )
})

test('a tool is really used, and its result goes back to the model', async (t) => {
  const { peer, ask, line, id, place } = await conversation(t, [
    (wire, { messages }) => {
      const named = /conversation: (\S+)/.exec(messages[0]?.content ?? '')?.[1]
      wire
        .say('One moment.')
        .call('chat_rename', JSON.stringify({ conversation: named, title: 'Tea for two' }))
        .finish('tool_calls')
        .done()
    },
    plainly('It is done.'),
  ])
  const activity: unknown[] = []
  line.socket.on('chat.activity', ({ action, state }: Record<string, unknown>) => activity.push([action, state]))
  const message = await ask('Call this conversation Tea for two.')
  assert.equal(message.text, 'One moment.\n\nIt is done.')
  assert.equal(line.deltas.map(({ text }) => text).join(''), message.text)
  const { conversation: renamed } = await line.act('chat.history', { conversation: id })
  assert.equal(renamed.title, 'Tea for two')
  assert.deepEqual(activity, [
    ['chat.rename', 'running'],
    ['chat.rename', 'done'],
  ])
  const [assistant, result] = peer.asked[1]?.messages.slice(-2) ?? []
  assert.equal(assistant?.tool_calls?.[0]?.id, 'call_chat_rename_0')
  assert.equal(result?.role, 'tool')
  assert.equal(result?.tool_call_id, 'call_chat_rename_0')
  assert.ok(result?.content?.includes(id))
  assert.doesNotMatch(result?.content ?? '', /"ok":false/)
  const row = tables(place.dir, ['journal'])['journal']?.find((each) => each['action'] === 'chat.rename')
  assert.match(String(row?.['actor']), /^per:pe_/)
  assert.equal(row?.['door'], 'brain')
})

test('a tool that does not exist, or is called wrongly, is a result that the model may mend', async (t) => {
  const odd: [string, string][] = [
    ['chat_nope', '{}'],
    ['spaces_create', '{"name":"Mine"}'],
    ['chat_send', '{"conversation":"x","text":"me"}'],
    ['__proto__', '{}'],
    ['', '{}'],
    ['chat_rename', '{"title": "half'],
    ['chat_rename', '[1,2]'],
    ['chat_rename', '"text"'],
    ['chat_rename', '{"conversation":"cnv_00000000000000000000000000","title":"Foreign"}'],
    ['chat_rename', '{"__proto__":{"polluted":1},"conversation":"x","title":"y"}'],
  ]
  const { peer, ask, place } = await conversation(t, [
    (wire) => {
      for (const [index, [name, written]] of odd.entries()) wire.call(name, written, index)
      wire.finish('tool_calls').done()
    },
    plainly('I could not.'),
  ])
  const message = await ask()
  assert.deepEqual([message.status, message.text], ['done', 'I could not.'])
  const results = peer.asked[1]?.messages.filter(({ role }) => role === 'tool') ?? []
  assert.equal(results.length, odd.length)
  for (const { content } of results) assert.match(content ?? '', /"ok":false/)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  assert.equal(place.running.spaces.documents.size, 1)
})

test('a persona that must ask a person waits, and a removal by the model is not done', async (t) => {
  const { peer, ask, line, id } = await conversation(t, [
    (wire, { messages }) => {
      const named = /conversation: (\S+)/.exec(messages[0]?.content ?? '')?.[1]
      wire
        .call('chat_remove', JSON.stringify({ conversation: named }))
        .finish('tool_calls')
        .done()
    },
    plainly('I may not.'),
  ])
  assert.equal((await ask()).status, 'waiting')
  assert.equal(peer.asked.length, 1)
  assert.equal((await line.act('chat.history', { conversation: id })).messages.length, 2)
  assert.equal((await line.act('approvals.list', {})).approvals[0]?.action, 'chat.remove')
})

test('a model that calls the same tool without end is stopped at the fourth time', async (t) => {
  const { peer, ask, again } = await conversation(t, [
    (wire) => wire.call('chat_list', '{}').finish('tool_calls').done(),
  ])
  const message = await ask()
  assert.equal(peer.asked.length, 4)
  assert.match(peer.asked[3]?.messages.at(-1)?.content ?? '', /same call 3 times/)
  assert.deepEqual([message.status, message.problem?.code], ['failed', 'repeated_tool_calls'])
  peer.answers = [plainly('Better.')]
  assert.equal((await again(message)).text, 'Better.')
})

interface Failure {
  answer: Answer
  status: Message['status']
  code: string
  /** How often the model is asked before the answer comes to rest. */
  asked: number
  text?: string
  env?: Record<string, string>
}

const failures: Record<string, Failure> = {
  'answers 429': { answer: (wire) => wire.error(429), status: 'failed', code: 'model_rate_limited', asked: 3 },
  'answers 500': { answer: (wire) => wire.error(500), status: 'failed', code: 'model_unavailable', asked: 3 },
  'answers 503': { answer: (wire) => wire.error(503), status: 'failed', code: 'model_unavailable', asked: 3 },
  'answers 401': { answer: (wire) => wire.error(401), status: 'failed', code: 'model_unavailable', asked: 1 },
  'answers 400': { answer: (wire) => wire.error(400), status: 'failed', code: 'model_unavailable', asked: 1 },
  'closes before a word': {
    answer: (wire) => wire.response.destroy(),
    status: 'failed',
    code: 'model_unavailable',
    asked: 3,
  },
  'sends no headers': {
    answer: () => {},
    status: 'failed',
    code: 'model_timeout',
    asked: 3,
    env: { MODEL_CONNECT_SECONDS: '0.3' },
  },
  'sends headers and no word': {
    answer: (wire) => void wire.open(),
    status: 'failed',
    code: 'model_timeout',
    asked: 3,
    env: { MODEL_FIRST_SECONDS: '0.3' },
  },
  'stalls in the middle': {
    answer: (wire) => void wire.say('Half ', 'an '),
    status: 'interrupted',
    code: 'model_timeout',
    asked: 2,
    text: 'Half an ',
    env: { MODEL_IDLE_SECONDS: '0.3' },
  },
  'never comes to an end': {
    answer: (wire) => {
      const timer = setInterval(() => wire.say('and '), 50)
      wire.response.once('close', () => clearInterval(timer))
    },
    status: 'interrupted',
    code: 'model_timeout',
    asked: 1,
    env: { MODEL_TOTAL_SECONDS: '1' },
  },
  'is cut in the middle': {
    answer: (wire) => wire.say('Half ').cut(),
    status: 'interrupted',
    code: 'model_interrupted',
    asked: 2,
    text: 'Half ',
  },
  'sends half a chunk and ends': {
    answer: (wire) => wire.say('Half ').write('data: {"id":"chatcmpl-1","choi').end(),
    status: 'interrupted',
    code: 'model_interrupted',
    asked: 2,
    text: 'Half ',
  },
  'sends what is no JSON': {
    answer: (wire) => wire.say('Half ').write('data: {nonsense}\n\n').done(),
    status: 'interrupted',
    code: 'model_interrupted',
    asked: 2,
    text: 'Half ',
  },
  'ends without a reason': {
    answer: (wire) => wire.say('Half ').done(),
    status: 'interrupted',
    code: 'model_interrupted',
    asked: 2,
    text: 'Half ',
  },
  'reports an error in the stream': {
    answer: (wire) => wire.say('Half ').write('data: {"error":{"message":"a secret of the provider"}}\n\n').done(),
    status: 'interrupted',
    code: 'model_unavailable',
    asked: 2,
    text: 'Half ',
  },
  'sends a page instead': {
    answer: (wire) => wire.response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Proxy</h1>'),
    status: 'failed',
    code: 'model_interrupted',
    asked: 3,
  },
  'says nothing at all': {
    answer: (wire) => wire.finish().done(),
    status: 'failed',
    code: 'model_interrupted',
    asked: 1,
  },
}

for (const [what, { answer, status, code, asked, text = '', env = {} }] of Object.entries(failures))
  test(`a model that ${what} leaves an answer at rest that can be made again`, async (t) => {
    const printed = t.mock.method(console, 'error', () => {})
    const { peer, ask, again, logged, place } = await conversation(t, [answer], { MODEL_FALLBACK: 'none', ...env })
    const message = await ask('A canary question')
    assert.deepEqual([message.status, message.problem?.code], [status, code], JSON.stringify(message))
    if (what !== 'never comes to an end') assert.equal(message.text, text)
    assert.match(message.problem?.detail ?? '', /\.$/)
    assert.doesNotMatch(JSON.stringify(message), /secret|127\.0\.0\.1|nonsense/)
    assert.equal(peer.asked.length, asked)
    assert.equal(tables(place.dir, ['spent'])['spent']?.[0]?.['attempts'], asked)
    peer.answers = [plainly('Now it works.')]
    const mended = await again(message)
    assert.deepEqual([mended.status, mended.text], ['done', 'Now it works.'])
    assert.ok(!JSON.stringify(peer.asked.at(-1)?.messages).includes('Half'))
    assert.doesNotMatch(logged.join('\n'), new RegExp(`${KEY}|canary question|Half`, 'i'))
    assert.equal(printed.mock.callCount(), 0, 'nothing is printed beside the log')
  })

test('what a person said is not sent on to where a server would rather have it', async (t) => {
  const other = await modelPeer(t, plainly('I should not know this.'))
  const { ask } = await conversation(
    t,
    [(wire) => wire.error(307, 'elsewhere', { location: `${other.url}/chat/completions` })],
    { MODEL_FALLBACK: 'none' },
  )
  const message = await ask()
  assert.deepEqual([message.status, message.problem?.code], ['failed', 'model_unavailable'])
  assert.deepEqual(other.asked, [])
})

test('a stream that ends well without [DONE] is a whole answer', async (t) => {
  const { ask } = await conversation(t, [(wire) => wire.say('All ', 'of it.').finish().end()])
  const message = await ask()
  assert.deepEqual([message.status, message.text], ['done', 'All of it.'])
})

test('a model that nobody can reach leaves an answer at rest', async (t) => {
  const place = await backend(t, { env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', MODEL_FALLBACK: 'none' } })
  const line = await (await Visitor.at(place)).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  const { data } = await line.settled(reply)
  const message = data as Message
  assert.deepEqual([message.status, message.problem?.code], ['failed', 'model_unavailable'])
})

test('an answer longer than a message can hold still comes to rest', async (t) => {
  const { ask } = await conversation(t, [
    (wire) => {
      for (let index = 0; index < 25; index++) wire.say('x'.repeat(10_000))
      wire.finish().done()
    },
  ])
  const message = await ask()
  assert.notEqual(message.status, 'streaming')
  assert.ok(message.text.length >= 100_000)
})

test('stopping ends the call to the model itself', async (t) => {
  let closed = false
  const { ask, line, id } = await conversation(t, [
    (wire) => {
      wire.say('Half ')
      wire.response.once('close', () => (closed = true))
    },
  ])
  const asked = ask()
  await until(() => (line.deltas.length > 0 ? true : undefined))
  await line.act('chat.stop', { conversation: id })
  const message = await asked
  assert.deepEqual([message.status, message.text, message.problem], ['stopped', 'Half ', null])
  await until(() => (closed ? true : undefined))
})
