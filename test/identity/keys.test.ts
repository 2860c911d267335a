/** Signing keys: published before they sign, good for what they signed, and dropped in an emergency. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeProtectedHeader } from 'jose'
import { readConfig } from '../../bff/config.ts'
import { localOperator } from '../../bff/demo.ts'
import { openOffline } from '../../bff/offline.ts'
import { type Backend, backend, clock, folder, signer, tables, Visitor } from '../peer.ts'

const kidOf = ({ tokens }: Visitor): string => String(decodeProtectedHeader(tokens.access_token).kid)

const published = async ({ url }: Backend): Promise<string[]> => {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string; d?: string }[]
  }
  assert.ok(keys.every(({ d }) => d === undefined))
  return keys.map(({ kid }) => kid)
}

const states = async ({ operate }: Backend): Promise<[string, string][]> => {
  const { keys } = await operate<{ keys: { key: string; state: string }[] }>('deployment.listKeys')
  return keys.map(({ key, state }) => [key, state])
}

test('a key is published before it signs, and verifies what it signed after; no restart, nobody disconnected', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const [first = ''] = await published(place)
  const before = await Visitor.with(place, { now: time.now })
  assert.equal(kidOf(before), first)
  const line = await before.connect(t)
  const { key: second } = await place.operate<{ key: string }>('deployment.rotateKeys', { lead: 3600 })
  assert.deepEqual(await published(place), [first, second])
  assert.deepEqual(await states(place), [
    [first, 'signing'],
    [second, 'next'],
  ])
  assert.equal(kidOf(await Visitor.with(place, { now: time.now })), first)
  await assert.rejects(place.operate('deployment.rotateKeys'), /"status":409/)

  time.forward(3599_000)
  const last = await Visitor.with(place, { now: time.now })
  assert.equal(kidOf(last), first)
  time.forward(2_000)
  const next = await Visitor.with(place, { now: time.now })
  assert.equal(kidOf(next), second)
  assert.deepEqual(await states(place), [
    [first, 'retired'],
    [second, 'signing'],
  ])
  for (const each of [last, next]) assert.equal((await each.act('chat.list', {})).status, 200)
  assert.equal(line.socket.connected, true)

  // For as long as any token lives, and ten minutes.
  time.forward((900 + 600 - 10) * 1000)
  assert.deepEqual(await published(place), [first, second])
  time.forward(20_000)
  assert.deepEqual(await published(place), [second])
  await place.operate('deployment.sweep')
  assert.deepEqual(await states(place), [[second, 'signing']])
  await next.refresh()
  assert.equal(kidOf(next), second)
})

test('what a retired key signs late is refused with its end', async (t) => {
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const forge = await signer(place)
  const visitor = await Visitor.with(place, { now: time.now })
  await place.operate('deployment.rotateKeys', { lead: 0 })
  const claims = JSON.parse(
    Buffer.from(visitor.tokens.access_token.split('.')[1] ?? '', 'base64url').toString(),
  ) as object
  const present = async () => {
    const iat = Math.floor(time.now() / 1000)
    visitor.tokens = { ...visitor.tokens, access_token: await forge({ ...claims, iat, exp: iat + 300 }) }
    return (await visitor.act('chat.list', {})).status
  }
  assert.equal(await present(), 200)
  time.forward((900 + 600 + 1) * 1000)
  assert.equal(await present(), 401)
})

test('a dropped key takes its tokens and sockets with it at once; another one signs, and refresh tokens go on', async (t) => {
  const place = await backend(t, { model: null })
  const [first = ''] = await published(place)
  const visitor = await Visitor.at(place)
  const line = await visitor.connect(t)
  const left = new Promise((resolve) => line.socket.once('disconnect', resolve))
  await place.operate('deployment.dropKey', { key: first })
  assert.equal((await visitor.act('chat.list', {})).status, 401)
  await left
  await assert.rejects(visitor.connect(t), /invalid_token/)
  const [second = '', ...none] = await published(place)
  assert.notEqual(second, first)
  assert.deepEqual(none, [])
  await visitor.refresh()
  assert.equal(kidOf(visitor), second)
  assert.equal((await visitor.act('chat.list', {})).status, 200)
  await (await visitor.connect(t)).act('chat.list', {})

  // One that is published already takes its place.
  const { key: third } = await place.operate<{ key: string }>('deployment.rotateKeys')
  await place.operate('deployment.dropKey', { key: second })
  assert.deepEqual(await states(place), [[third, 'signing']])
  await visitor.refresh()
  assert.equal(kidOf(visitor), third)
  // One that never signed disturbs nobody.
  const { key: fourth } = await place.operate<{ key: string }>('deployment.rotateKeys')
  await place.operate('deployment.dropKey', { key: fourth })
  assert.equal((await visitor.act('chat.list', {})).status, 200)
  await assert.rejects(place.operate('deployment.dropKey', { key: fourth }), /"status":404/)

  // And the next start knows it too.
  await place.running.close(0)
  const again = await backend(t, { model: null, dir: place.dir, env: { PORT: new URL(place.url).port } })
  assert.deepEqual(await states(again), [[third, 'signing']])
  assert.equal((await visitor.act('chat.list', {})).status, 200)
})

test('keys that are rotated before the first start leave one that signs now', async (t) => {
  const dir = folder(t)
  const offline = await openOffline(readConfig({ DATA_DIR: dir }, []))
  const reply = await offline.gate.perform(localOperator, 'deployment.rotateKeys', {})
  await offline.close()
  assert.equal(reply.ok, true)
  const place = await backend(t, { model: null, dir })
  const [[first] = [''], next] = await states(place)
  assert.equal(next?.[1], 'next')
  assert.equal(kidOf(await Visitor.at(place)), first)
})

test('dropping the key that signs does not wake one that has retired', async (t) => {
  const place = await backend(t, { model: null })
  const [first = ''] = await published(place)
  const { key: second } = await place.operate<{ key: string }>('deployment.rotateKeys', { lead: 0 })
  const visitor = await Visitor.at(place)
  assert.equal(kidOf(visitor), second)
  await place.operate('deployment.dropKey', { key: second })
  const renewed = await Visitor.at(place)
  assert.ok(![first, second].includes(kidOf(renewed)))
})

test('the clock rotates by itself: a month, a day of notice, 25 minutes of overlap, and nobody is disconnected', async (t) => {
  const hourly: (() => void)[] = []
  const { setInterval } = globalThis
  t.mock.method(globalThis, 'setInterval', (work: () => void, ms: number) => {
    if (ms === 3600_000) hourly.push(work)
    return setInterval(work, ms)
  })
  const time = clock()
  const place = await backend(t, { model: null, now: time.now })
  const day = 86400_000
  /** The hour strikes. */
  const strike = async (): Promise<void> => {
    for (const work of hourly) work()
    // Control acts run one after another: this one comes after those of the clock.
    await place.operate('deployment.revoke', { kind: 'jti', value: 'none' })
  }
  const [first = ''] = await published(place)
  time.forward(30 * day - 60_000)
  await strike()
  assert.deepEqual(await published(place), [first])
  time.forward(120_000)
  await strike()
  const [, second = ''] = await published(place)
  assert.deepEqual(await states(place), [
    [first, 'signing'],
    [second, 'next'],
  ])
  // Struck again, it waits for the one that is published.
  await strike()
  assert.equal((await published(place)).length, 2)

  time.forward(day - 60_000)
  const before = await Visitor.with(place, { now: time.now })
  assert.equal(kidOf(before), first)
  const line = await before.connect(t)
  time.forward(61_000)
  await before.refresh()
  assert.equal(kidOf(before), second)
  time.forward((900 + 600 - 10) * 1000)
  await strike()
  assert.deepEqual(await published(place), [first, second])
  time.forward(11_000)
  // The retired key is swept away and the keys are read again: nothing that is open was signed by it.
  await strike()
  await strike()
  assert.deepEqual(await states(place), [[second, 'signing']])
  assert.deepEqual(tables(place.dir, ['signing_keys'])['signing_keys']?.length, 1)
  assert.equal(line.socket.connected, true)
  // Its own token has ended meanwhile, which is all that it is told.
  const reply = await line.try('chat.list', {})
  assert.equal(reply.ok === false && reply.problem.code, 'token_expired')
})
