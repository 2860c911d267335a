/** The process: killed, ended, started twice, misconfigured. Each child is a real `node bff/main.ts`. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Message } from '../bff/protocol.ts'
import { freePort, furnished, listening, main, run, sentence } from './child.ts'
import { folder, tables, until, Visitor } from './peer.ts'
import { modelPeer } from './model-peer.ts'

const messageIn = (dir: string, id: string) =>
  tables(dir, ['messages'])['messages']?.find((row) => row['id'] === id) as Record<string, unknown> | undefined

/** What was done to this stream, in order. */
const journalOf = (dir: string, stream: string) =>
  (tables(dir, ['journal'])['journal'] ?? []).filter((row) => row['stream'] === stream).map((row) => row['action'])

test('killed in the middle of an answer, the next start goes on with it under the same id', async (t) => {
  const { dir, env, app, url } = await furnished(t)
  const slow = { ...env, LOCAL_PACE_MS: '100' }
  const first = await listening(run(t, slow))
  const visitor = await Visitor.at({ url, app })
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const text = 'Who are you, what do you know about this place, and what can you do for me here?'
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text })
  // What the next start has to go on from is on the disk.
  await until(() => ((messageIn(dir, reply)?.['text'] as string | undefined) ? true : undefined))
  first.process.kill('SIGKILL')
  await first.ended
  const left = messageIn(dir, reply)
  const kept = String(left?.['text'])
  assert.equal(left?.['status'], 'streaming')
  const seen = line.deltas.map((each) => each.text).join('')
  assert.ok(seen.startsWith(kept) || kept.startsWith(seen))

  await listening(run(t, slow))
  const back = await visitor.connect(t)
  const { seq } = line.heard.at(-1) ?? { seq: 0 }
  await back.act('chat.resume', { conversation: conversation.id, after: seq })
  await until(() => (messageIn(dir, reply)?.['status'] === 'done' ? true : undefined), 15_000)
  const { messages } = await back.act('chat.history', { conversation: conversation.id })
  assert.equal(messages.length, 2)
  const final = messages.at(-1) as Message
  assert.deepEqual([final.id, final.status, final.problem], [reply, 'done', null])
  assert.ok(final.text.startsWith(kept), `${kept} | ${final.text}`)
  assert.ok(final.text.length > kept.length)
  // Marked as interrupted, gone on with, and settled once.
  assert.deepEqual(journalOf(dir, conversation.id), ['chat.start', 'chat.send', 'chat.begin', 'chat.answer'])
  const { events } = await back.act('chat.resume', { conversation: conversation.id, after: 0 })
  assert.deepEqual(
    events.map((each) => each.seq),
    events.map((_, index) => index + 1),
  )
})

test('what a model said before a crash is given back to it, and the answer goes on once only', async (t) => {
  const { dir, env, app, url } = await furnished(t)
  const peer = await modelPeer(
    t,
    (wire) => void wire.say('Once upon ', 'a time'),
    (wire) => void wire.say(' there was'),
    (wire) => wire.say('Never asked').finish().done(),
  )
  const remote = { ...env, OPENAI_BASE_URL: peer.url }
  const visitor = new Visitor({ url, app })
  let child = await listening(run(t, remote))
  Object.assign(visitor, await Visitor.at({ url, app }))
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'A story' })
  for (const text of ['Once upon a time', 'Once upon a time there was']) {
    await until(() => (messageIn(dir, reply)?.['text'] === text ? true : undefined))
    child.process.kill('SIGKILL')
    await child.ended
    child = await listening(run(t, remote))
  }
  // A second crash: it is not tried for ever, and stays as it is, visibly.
  const row = await until(() => {
    const found = messageIn(dir, reply)
    return found?.['status'] === 'interrupted' ? found : undefined
  })
  assert.deepEqual([row['text'], row['problem_code']], ['Once upon a time there was', 'model_interrupted'])
  assert.equal(peer.asked.length, 2)
  const [said, order] = peer.asked[1]?.messages.slice(-2) ?? []
  assert.deepEqual([said?.role, said?.content], ['assistant', 'Once upon a time'])
  assert.match(order?.content ?? '', /^Continue/)
})

test('SIGTERM lets an answer end, and the process exits with 0; nothing of it is in the log', async (t) => {
  const { dir, env, app, url } = await furnished(t)
  const child = await listening(run(t, { ...env, LOG_LEVEL: 'info', LOCAL_PACE_MS: '20' }))
  const visitor = await Visitor.at({ url, app })
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const canary = 'Kanarienvogel'
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: `Hello, ${canary}` })
  await visitor.act('chat.history', { conversation: conversation.id })
  await visitor.act('chat.history', `{"broken ${canary}`)
  const before = visitor.tokens
  await visitor.refresh()
  await fetch(`${url}/v1/chat.list?token=${canary}`, { method: 'POST', headers: { authorization: `Bearer ${canary}` } })
  await until(() => (line.deltas.length > 0 ? true : undefined))
  const began = Date.now()
  child.process.kill('SIGTERM')
  assert.equal(await child.ended, 0)
  assert.ok(Date.now() - began < 10_000)
  const { status, text } = messageIn(dir, reply) as { status: string; text: string }
  assert.equal(status, 'done')
  const logged = child.out() + child.err()
  assert.match(logged, /"path":"\/v1\/chat\.history"/)
  for (const secret of [
    canary,
    before.access_token,
    before.refresh_token as string,
    visitor.tokens.access_token,
    visitor.tokens.refresh_token as string,
    text,
  ])
    assert.ok(!logged.includes(secret), secret)
  assert.doesNotMatch(logged, /eyJ/)
  assert.equal(existsSync(join(dir, 'server.json')), false)
})

test('an answer that takes longer than the drain goes on after the next start', async (t) => {
  const { dir, env, app, url } = await furnished(t)
  const peer = await modelPeer(
    t,
    (wire) => void wire.say('First half,'),
    (wire) => wire.say(' second half.').finish().done(),
  )
  const remote = { ...env, OPENAI_BASE_URL: peer.url }
  const child = await listening(run(t, remote))
  const line = await (await Visitor.at({ url, app })).connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Both halves' })
  await until(() => (peer.asked.length === 1 ? true : undefined))
  child.process.kill('SIGTERM')
  assert.equal(await child.ended, 0)
  assert.equal(messageIn(dir, reply)?.['text'], 'First half,')
  await listening(run(t, remote))
  await until(() => (messageIn(dir, reply)?.['status'] === 'done' ? true : undefined))
  assert.equal(messageIn(dir, reply)?.['text'], 'First half, second half.')
})

test('a second process on the same directory is told so and leaves the first alone', async (t) => {
  const { env, url } = await furnished(t)
  const first = await listening(run(t, env))
  const second = run(t, { ...env, PORT: '0' })
  assert.equal(await second.ended, 75)
  sentence(second.err())
  assert.equal((await fetch(`${url}/readyz`)).status, 200)
  // The lock ends with its holder, however that ends.
  first.process.kill('SIGKILL')
  await first.ended
  await listening(run(t, env))
})

test('a port that is taken is one sentence, and says what to do', async (t) => {
  const { env } = await furnished(t)
  await listening(run(t, env))
  const other = run(t, { ...env, DATA_DIR: folder(t) })
  assert.equal(await other.ended, 75)
  sentence(other.err())
  assert.match(other.err(), /PORT/)
})

test('a space document that cannot be read stops the start; with --quarantine the others go on', async (t) => {
  const { dir, env, space, app, globex, url } = await furnished(t)
  const file = join(dir, 'spaces', `${space}.json`)
  const whole = readFileSync(file, 'utf8')
  const damages = [whole.slice(0, whole.length / 2), '', whole.replace('"apps"', '"appz"')]
  for (const damaged of damages) {
    writeFileSync(file, damaged)
    const before = new Set(readdirSync(join(dir, 'spaces')))
    const child = run(t, env)
    assert.equal(await child.ended, 78, damaged)
    sentence(child.err())
    assert.equal(readFileSync(file, 'utf8'), damaged)
    const [copy = ''] = readdirSync(join(dir, 'spaces')).filter((name) => !before.has(name))
    assert.match(copy, /corrupt/)
    assert.equal(readFileSync(join(dir, 'spaces', copy), 'utf8'), damaged)
    assert.ok(child.err().includes(copy))
  }
  const child = await listening(run(t, env, ['--quarantine']))
  await Visitor.at({ url, app: globex.app })
  await assert.rejects(Visitor.at({ url, app }), /unauthorized_client/)
  assert.equal(readFileSync(file, 'utf8'), damages.at(-1))
  child.process.kill('SIGTERM')
  assert.equal(await child.ended, 0)
  writeFileSync(file, whole)
  await listening(run(t, env))
  await Visitor.at({ url, app })
})

test('a store that cannot be read stops the start in one sentence', async (t) => {
  const { dir, env } = await furnished(t)
  copyFileSync(main, join(dir, 'persona.db'))
  const child = run(t, env)
  assert.equal(await child.ended, 78)
  sentence(child.err())
})

test('each mistake in the environment is one sentence', async (t) => {
  const wrong = { PORT: 'abc', PUBLIC_URL: 'http://evil.example', LOG_LEVEL: 'loud', MODEL_IDLE_SECONDS: 'soon' }
  const child = run(t, { ...wrong, DATA_DIR: join(folder(t), 'never') })
  assert.equal(await child.ended, 78)
  sentence(child.err(), 4)
  for (const name of Object.keys(wrong)) assert.ok(child.err().includes(name), name)
  assert.equal(child.out(), '')
})

test('a data directory that cannot be made is one sentence', async (t) => {
  const file = join(folder(t), 'file')
  writeFileSync(file, '')
  const child = run(t, { PORT: '0', DATA_DIR: join(file, 'below') })
  assert.equal(await child.ended, 78)
  sentence(child.err())
  assert.match(child.err(), /DATA_DIR|data directory/)
})

test('the first start shows the admin key once, and the next one does not', async (t) => {
  const dir = folder(t)
  const env = { DATA_DIR: dir, PORT: await freePort() }
  const first = await listening(run(t, env))
  const [key = ''] =
    /pak_\w+_[\w-]+/.exec(await until(() => (/pak_/.test(first.out()) ? first.out() : undefined))) ?? []
  const response = await fetch(`${first.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`admin:${key}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  assert.equal(response.status, 200)
  assert.ok(!JSON.stringify(tables(dir)).includes(key))
  first.process.kill('SIGTERM')
  assert.equal(await first.ended, 0)
  const second = await listening(run(t, env))
  second.process.kill('SIGTERM')
  assert.equal(await second.ended, 0)
  assert.doesNotMatch(second.out() + second.err(), /pak_/)
})
