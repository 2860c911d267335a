/** The chain of models: how often each is asked, who answers in the end, and that nothing is said twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEGRADED } from '../../bff/brain/chain.ts'
import { type Answer, conversation, modelPeer, plainly } from '../model-peer.ts'
import { tables, until } from '../peer.ts'

const NONE = { MODEL_FALLBACK: 'none' }
const spentIn = (dir: string) => tables(dir, ['spent'])['spent']?.[0] ?? {}

test('a model that fails before a word is asked again, and the answer is whole', async (t) => {
  const failures: Answer[] = [
    (wire) => wire.error(429),
    (wire) => wire.error(500),
    (wire) => void wire.response.destroy(),
    (wire) => wire.write('data: {"id":"chatcmpl-1","choi').end(),
    (wire) => wire.write('data: {nonsense}\n\n').done(),
    (wire) =>
      void wire.chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'chat_list', arguments: '{' } }] }).cut(),
  ]
  for (const failure of failures) {
    const { peer, ask } = await conversation(t, [failure, failure, plainly('Here ', 'I am.')])
    const message = await ask()
    assert.deepEqual([message.status, message.text, peer.asked.length], ['done', 'Here I am.', 3], String(failure))
  }
})

test('a server that says when to come again is left alone for that long', async (t) => {
  const times: number[] = []
  const { ask } = await conversation(t, [
    (wire) => {
      times.push(performance.now())
      wire.error(429, '', { 'retry-after': '1' })
    },
    (wire) => {
      times.push(performance.now())
      plainly('Now.')(wire, undefined as never)
    },
  ])
  assert.equal((await ask()).text, 'Now.')
  assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 990, String(times))
})

test('a server that wants too long a rest is not waited for, and the next model answers', async (t) => {
  const second = await modelPeer(t, plainly('From the second.'))
  const first = await modelPeer(t, (wire) => wire.error(429, '', { 'retry-after': '3600' }))
  const { ask } = await conversation(t, [], {
    PERSONA_MODEL: 'one,two',
    OPENAI_BASE_URL: `${first.url},${second.url}`,
    OPENAI_API_KEY: 'sk-one,sk-two',
  })
  assert.equal((await ask()).text, 'From the second.')
  assert.deepEqual(
    [first, second].map(({ asked }) => asked.map(({ model, authorization }) => [model, authorization])),
    [[['one', 'Bearer sk-one']], [['two', 'Bearer sk-two']]],
  )
})

test('three attempts at each model, none at one that refuses for good, then the built-in one says what it is', async (t) => {
  const first = await modelPeer(t, (wire) => wire.error(503))
  const second = await modelPeer(t, (wire) => wire.error(401))
  const env = {
    PERSONA_MODEL: 'one,two',
    OPENAI_BASE_URL: `${first.url},${second.url}`,
    OPENAI_API_KEY: 'sk-one,sk-two',
  }
  const { ask, line } = await conversation(t, [], env)
  const message = await ask('When are you open?')
  assert.deepEqual([first.asked.length, second.asked.length], [3, 1])
  assert.equal(message.status, 'done')
  assert.ok(message.text.startsWith(`${DEGRADED}\n\n`), message.text)
  assert.match(message.text, /10:00/)
  assert.equal(line.deltas.map(({ text }) => text).join(''), message.text)

  const { ask: strictly } = await conversation(t, [], { ...env, ...NONE })
  const failed = await strictly()
  assert.deepEqual([failed.status, failed.problem?.code, failed.text], ['failed', 'model_unavailable', ''])
})

test('a degraded answer that uses a tool says so once', async (t) => {
  const { ask, id, line, peer } = await conversation(t, [(wire) => wire.error(500)])
  const message = await ask('Rename this conversation to Tea for two')
  assert.equal(message.text.split(DEGRADED).length, 2, message.text)
  assert.equal(peer.asked.length, 3)
  assert.equal((await line.act('chat.history', { conversation: id })).conversation.title, 'Tea for two')
})

test('what an attempt took is written down: by the server, or as an estimate that says it is one', async (t) => {
  const { ask, place } = await conversation(
    t,
    [
      (wire) => wire.say('Good.').finish().took(1200, 34).done(),
      plainly('Good ', 'again.'),
      (wire) => void wire.open(),
      plainly('Late.'),
      (wire) => wire.error(500),
      plainly('Mended.'),
    ],
    { MODEL_FIRST_SECONDS: '0.3', METRICS: 'on' },
  )
  await ask()
  assert.deepEqual(
    [spentIn(place.dir)].map(({ input, output, estimated, attempts, reserved }) => [
      input,
      output,
      estimated,
      attempts,
      reserved,
    ]),
    [[1200, 34, 0, 1, 0]],
  )
  await ask()
  const second = spentIn(place.dir)
  assert.ok(Number(second['estimated']) > 0)
  assert.equal(Number(second['estimated']), Number(second['input']) - 1200 + Number(second['output']) - 34)
  // What was waited for in vain may have been read; what was refused was not.
  await ask()
  const third = spentIn(place.dir)
  assert.equal(third['attempts'], 4)
  assert.ok(Number(third['input']) - Number(second['input']) > 1.5 * (Number(second['input']) - 1200))
  await ask()
  const fourth = spentIn(place.dir)
  assert.equal(fourth['attempts'], 6)
  assert.ok(Number(fourth['input']) - Number(third['input']) < 1.5 * (Number(second['input']) - 1200))
  const runs = tables(place.dir, ['runs'])['runs'] ?? []
  const sum = runs.reduce((all, run) => all + Number(run['tokens']), 0)
  assert.equal(sum, Number(fourth['input']) + Number(fourth['output']))
  const metrics = await (await fetch(`${place.url}/metrics`)).text()
  assert.match(metrics, /^persona_model_attempts_total 6$/m)
  for (const [name, column] of [
    ['tokens_total{direction="input"}', 'input'],
    ['tokens_total{direction="output"}', 'output'],
    ['tokens_estimated_total', 'estimated'],
  ] as const)
    assert.ok(metrics.includes(`\npersona_model_${name} ${String(fourth[column])}\n`), name)
})

test('a server that cannot count tokens is asked without', async (t) => {
  const { ask, peer } = await conversation(t, [
    (wire, asked) =>
      'stream_options' in asked ? wire.error(400, 'unknown field stream_options') : plainly('Fine.')(wire, asked),
  ])
  assert.equal((await ask()).text, 'Fine.')
  assert.equal((await ask()).text, 'Fine.')
  assert.equal(peer.asked.length, 3)
})

const story = Array.from(
  { length: 40 },
  (_, index) => `${index % 8 === 0 ? ' Part' : ' word'}${index}${index % 8 === 7 ? '.' : ''}`,
)
const begun = story.join('')
const rest = ' And they lived happily. The end.'

/** How a model may go on after it was cut; the answer is the same each time. */
const continuations: Record<string, string> = {
  'goes on where it broke off': rest,
  'repeats its last words': story.slice(-3).join('') + rest,
  'repeats its last sentence': story.slice(-8).join('').trim() + rest,
  'begins all over again': begun + rest,
  'begins again without the first space': begun.trim() + rest,
}

for (const [how, said] of Object.entries(continuations))
  test(`an answer that is cut after forty tokens is gone on with once, and no sentence comes twice, when the model ${how}`, async (t) => {
    const { ask, peer, line } = await conversation(t, [
      (wire) => wire.say(...story).cut(),
      plainly(...(said.match(/.{1,7}/g) ?? [])),
    ])
    const message = await ask()
    assert.deepEqual([message.status, message.problem], ['done', null])
    assert.equal(message.text, begun + rest)
    assert.equal(line.deltas.map(({ text }) => text).join(''), message.text)
    assert.equal(peer.asked.length, 2)
    const [partial, order] = peer.asked[1]?.messages.slice(-2) ?? []
    assert.deepEqual([partial?.role, partial?.content], ['assistant', begun])
    assert.match(order?.content ?? '', /^Continue/)
  })

test('a cut in the middle of a word, of the same words as before, keeps what is new', async (t) => {
  const cases: [said: string, next: string, whole: string][] = [
    [
      'We open at nine in the morning. Come at ten',
      ' in the morning.',
      'We open at nine in the morning. Come at ten in the morning.',
    ],
    ['The opening h', 'ours are long.', 'The opening hours are long.'],
    ['The opening h', 'hours are long.', 'The opening hours are long.'],
    ['I like ban', 'anas.', 'I like bananas.'],
    ['Yes. ', 'Yes. Both of them.', 'Yes. Both of them.'],
    ['One thing is certain. And', ' so on.', 'One thing is certain. And so on.'],
  ]
  for (const [said, next, whole] of cases) {
    const { ask } = await conversation(t, [(wire) => wire.say(said).cut(), plainly(...next)])
    assert.equal((await ask()).text, whole)
  }
})

test('an answer that is cut twice stays as it is; the built-in model never finishes what another began', async (t) => {
  const { ask, peer } = await conversation(t, [
    (wire) => wire.say('Once ', 'upon ').cut(),
    (wire) => wire.say('a time').cut(),
    plainly('never asked'),
  ])
  const message = await ask()
  assert.deepEqual(
    [message.status, message.problem?.code, message.text],
    ['interrupted', 'model_interrupted', 'Once upon a time'],
  )
  assert.equal(peer.asked.length, 2)
})

test('stopping, and pausing the persona, end a wait between two attempts at once', async (t) => {
  for (const how of ['stop', 'pause']) {
    const { ask, peer, line, id, place } = await conversation(t, [
      (wire) => wire.error(429, '', { 'retry-after': '9' }),
    ])
    const asked = ask()
    await until(() => (peer.asked.length > 0 ? true : undefined))
    const began = performance.now()
    if (how === 'stop') await line.act('chat.stop', { conversation: id })
    else await place.operate('personas.pause', { persona: place.persona })
    const message = await asked
    assert.ok(performance.now() - began < 4000)
    assert.deepEqual(
      [message.status, message.problem?.code],
      how === 'stop' ? ['stopped', undefined] : ['failed', 'persona_paused'],
    )
    assert.equal(peer.asked.length, 1)
  }
})
