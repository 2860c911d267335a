/** Revocation: whatever a token stands on can be revoked, and then everything that is open under it ends at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import { type Backend, backend, clock, type Line, Puppet, SHOP, tables, until, Visitor } from './peer.ts'

/** Rather more than it takes on two busy cores; a socket or an answer that stays open never comes. */
const SOON = 3000

const ended = async (line: Line): Promise<unknown> => {
  const farewell = new Promise<unknown>((resolve) => line.socket.once('auth.expired', resolve))
  const gone = new Promise<string>((resolve) => line.socket.once('disconnect', resolve))
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('still open')), SOON).unref())
  const reason = await Promise.race([farewell, late])
  await Promise.race([gone, late])
  return reason
}

/** A visitor whose answer is being written. */
const asking = async (t: { after(fn: () => void): void }, place: Backend, puppet: Puppet, visitor?: Visitor) => {
  const asker = visitor ?? (await Visitor.at(place))
  const line = await asker.connect(t)
  const call = puppet.calls.length
  const { conversation } = await line.act('chat.start', { persona: place.persona })
  await line.act('chat.resume', { conversation: conversation.id, after: 0 })
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  const said = await puppet.call(call)
  said.say('One moment')
  await until(() => line.deltas.find(({ message }) => message === reply))
  const claims = decodeJwt<{ sub: string; sid: string; jti: string }>(asker.tokens.access_token)
  return { asker, line, reply, said, claims }
}

const rowOf = (place: Backend, message: string) =>
  (tables(place.dir, ['messages'])['messages'] ?? []).find(({ id }) => id === message)

const stopped = (place: Backend, message: string) =>
  until(() => {
    const row = rowOf(place, message)
    return row?.['status'] === 'streaming' ? undefined : row
  }, SOON)

const SITE = 'https://second.example'
type Asking = Awaited<ReturnType<typeof asking>>

const ways: Record<string, (place: Backend, asked: Asking) => Promise<unknown>> = {
  ...Object.fromEntries(
    (['jti', 'sid', 'sub'] as const).map((kind) => [
      `its ${kind} is revoked`,
      (place: Backend, { claims }: Asking) => place.operate('deployment.revoke', { kind, value: claims[kind] }),
    ]),
  ),
  ...Object.fromEntries(
    (['app', 'space', 'persona'] as const).map((kind) => [
      `its ${kind} is revoked`,
      (place: Backend) => place.operate('deployment.revoke', { kind, value: place[kind] }),
    ]),
  ),
  'its app is put away': ({ operate, app }) => operate('apps.archive', { app }),
  'its space is put away': ({ operate, space }) => operate('spaces.archive', { space }),
  'its persona is put away': ({ operate, persona }) => operate('personas.archive', { persona }),
  'its app loses the persona': ({ operate, app }) => operate('apps.update', { app, personas: [] }),
  'its site is removed': ({ operate, app }) => operate('apps.update', { app, origins: [SITE] }),
  'it is handed in': (_, { asker }) => asker.post('/oauth/revoke', { token: asker.tokens.access_token }),
}

for (const [what, act] of Object.entries(ways))
  test(`when ${what}, the socket closes and the answer ends`, async (t) => {
    const puppet = new Puppet()
    const place = await backend(t, { model: puppet })
    const asked = await asking(t, place, puppet)
    const closed = ended(asked.line)
    await act(place, asked)
    assert.deepEqual(await closed, { code: 'invalid_token' })
    assert.equal(asked.said.asked.signal.aborted, true)
    const row = await stopped(place, asked.reply)
    assert.deepEqual([row['status'], row['text']], ['interrupted', 'One moment'])
    assert.equal((await asked.asker.act('chat.list', {})).status, 401)
    await assert.rejects(asked.asker.connect(t))
  })

test('what others hold goes on, and who may come back comes back', async (t) => {
  const puppet = new Puppet()
  const place = await backend(t, { model: puppet })
  const asked = await asking(t, place, puppet)
  const other = await asking(t, place, puppet)
  const closed = ended(asked.line)
  await place.operate('deployment.revoke', { kind: 'sub', value: asked.claims.sub })
  await closed
  await assert.rejects(asked.asker.refresh(), /invalid_grant/)
  // A session that begins afterwards is another one.
  await asked.asker.grant()
  const line = await asked.asker.connect(t)
  await line.act('chat.list', {})
  other.said.say(', here I am.')
  other.said.end()
  assert.equal((await other.line.settled(other.reply)).data?.text, 'One moment, here I am.')
})

test('a revocation is known to the next start, and no other spelling of the token counts', async (t) => {
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const token = visitor.tokens.access_token
  await place.operate('deployment.revoke', { kind: 'jti', value: decodeJwt(token).jti })
  await place.running.close(0)
  const again = await backend(t, { model: null, dir: place.dir, env: { PORT: new URL(place.url).port } })
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const spellings = [...alphabet].map((last) => `${token.slice(0, -1)}${last}`)
  for (const each of [...spellings, `${token}=`, `${token}A`, token]) {
    visitor.tokens.access_token = each
    assert.equal((await visitor.act('chat.list', {})).status, 401, each.slice(-3))
  }
  const { epochs } = tables(again.dir)
  assert.equal(epochs?.length, 1)
  await visitor.grant()
  assert.equal((await visitor.act('chat.list', {})).status, 200)
})

test('what is revoked stays so when the clock is set back, and what is granted afterwards counts', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const before = await Visitor.with(place, { now: time.now })
  await place.operate('deployment.revoke', { kind: 'app', value: place.app })
  time.forward(-30_000)
  assert.equal((await before.act('chat.list', {})).status, 401)
  // Its token is older by the clock than the revocation, and newer by the count.
  const after = await Visitor.with(place, { now: time.now })
  assert.equal((await after.act('chat.list', {})).status, 200)
  assert.equal((await before.act('chat.list', {})).status, 401)
})

test('a question that waits while its token is revoked is never put to the model', async (t) => {
  const puppet = new Puppet()
  const place = await backend(t, { model: null })
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const { conversation } = await line.act('chat.start', {})
  const { reply } = await line.act('chat.send', { conversation: conversation.id, text: 'Hello' })
  await place.operate('deployment.revoke', { kind: 'space', value: place.space })
  await place.running.close(0)
  const again = await backend(t, { model: puppet, dir: place.dir })
  assert.equal((await stopped(again, reply))['status'], 'failed')
  assert.equal(puppet.calls.length, 0)
})

test('when a persona is paused, its sockets are told, stay, and the answer ends; then it goes on', async (t) => {
  const puppet = new Puppet()
  const place = await backend(t, { model: puppet })
  const { line, reply } = await asking(t, place, puppet)
  const told = () => new Promise<{ paused: boolean }>((resolve) => line.socket.once('persona', resolve))
  let card = told()
  await place.operate('personas.pause', { persona: place.persona })
  assert.equal((await card).paused, true)
  const { data } = await line.settled(reply, SOON)
  assert.deepEqual([data?.status, data?.problem?.code], ['interrupted', 'persona_paused'])
  await line.act('chat.list', {})
  card = told()
  await place.operate('personas.resume', { persona: place.persona })
  assert.equal((await card).paused, false)
  await line.act('chat.start', {})
})

test('two hundred revocations later, a socket that none of them meant is still open', async (t) => {
  const place = await backend(t, { model: null })
  await place.operate('apps.update', { app: place.app, origins: [SHOP, SITE] })
  const line = await (await Visitor.at(place, SITE)).connect(t)
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      place.operate('deployment.revoke', { kind: 'sub', value: `vis:${index}` }),
    ),
  )
  await line.act('chat.list', {})
  const numbers = (tables(place.dir, ['epochs'])['epochs'] ?? []).map(({ epoch }) => Number(epoch))
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 200 }, (_, index) => index + 1),
  )
})
