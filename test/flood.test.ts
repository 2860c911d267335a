/** Floods below the acts: connections that never introduce themselves, packets and frames made to hurt. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { pino } from 'pino'
import { type Backend, backend, type Close, SHOP, until, Visitor } from './peer.ts'

/** A WebSocket by hand, which does what no library would. */
interface Raw {
  socket: Socket
  /** What has come, as text. */
  heard(): string
  closed: Promise<void>
  frame(text: string, how?: { opcode?: number; final?: boolean }): Buffer
  send(text: string): void
}

const raw = (t: Close, { url, app }: Pick<Backend, 'url' | 'app'>): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}/socket.io/?EIO=4&transport=websocket&app=${app}`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        origin: SHOP,
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    })
    asked.once('error', reject)
    asked.once('response', ({ statusCode }) => reject(new Error(String(statusCode))))
    asked.once('upgrade', (_, stream) => {
      const socket = stream as Socket
      t.after(() => void socket.destroy())
      let heard = ''
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
      socket.on('error', () => {})
      const closed = new Promise<void>((done) => socket.once('close', () => done()))
      const frame: Raw['frame'] = (text, { opcode = 1, final = true } = {}) => {
        const body = Buffer.from(text)
        const length = body.length < 126 ? [body.length | 0x80] : [126 | 0x80, body.length >> 8, body.length & 255]
        // A mask of zeros is a mask.
        return Buffer.concat([Buffer.from([(final ? 0x80 : 0) | opcode, ...length, 0, 0, 0, 0]), body])
      }
      resolve({ socket, heard: () => heard, closed, frame, send: (text) => void socket.write(frame(text)) })
    })
    asked.end()
  })

/** A backend, somebody who goes on working in it, and what it complains of. */
const watched = async (t: Close) => {
  const faults: string[] = []
  const log = pino({ level: 'error' }, { write: (text: string) => void faults.push(text) })
  const place = await backend(t, { model: null, log })
  const line = await (await Visitor.at(place)).connect(t)
  const isUnharmed = async (): Promise<void> => {
    await line.act('chat.list', {})
    assert.equal(line.socket.connected, true)
    assert.deepEqual(faults, [])
  }
  return { place, isUnharmed }
}

test(
  'whoever opens a connection and never says who it is, is let go within five seconds',
  { timeout: 60_000 },
  async (t) => {
    const { place, isUnharmed } = await watched(t)
    const began = Date.now()
    const silent = await Promise.all(Array.from({ length: 2000 }, () => raw(t, place)))
    const opened = Date.now() - began
    await isUnharmed()
    await Promise.all(silent.map(({ closed }) => closed))
    const took = Date.now() - began
    assert.ok(took < opened + 8000, `${took} ms, ${opened} of them to open`)
    await isUnharmed()
  },
)

test('there is one namespace, however many are asked for', async (t) => {
  const { place, isUnharmed } = await watched(t)
  const flooder = await raw(t, place)
  const frames = Array.from({ length: 5000 }, (_, index) => flooder.frame(`40/ns${index},{}`))
  flooder.socket.write(Buffer.concat(frames))
  await until(() => (flooder.heard().includes('Invalid namespace') || flooder.socket.destroyed ? true : undefined))
  await isUnharmed()
  assert.ok(!/40\/ns\d+,\{"sid"/.test(flooder.heard()))
})

test('an introduction that is too deep is refused like any other that is wrong', async (t) => {
  const { place, isUnharmed } = await watched(t)
  for (const levels of [33, 5000, 30_000]) {
    const deep = await raw(t, place)
    deep.send(`40{"token":${'['.repeat(levels)}${']'.repeat(levels)},"proof":"x"}`)
    await until(() => (deep.heard().includes('invalid_token') || deep.socket.destroyed ? true : undefined))
    assert.ok(!deep.heard().includes('"sid":"') || !/40\{"sid"/.test(deep.heard()))
  }
  await isUnharmed()
})

test('packets that are half of one, or count to infinity, harm nobody', async (t) => {
  const { place, isUnharmed } = await watched(t)
  const odd = [
    '451000-["x"]',
    '451-["x",{"_placeholder":true,"num":0}]',
    '451-["x",{"_placeholder":true,"num":1e308}]',
    `42${'9'.repeat(400)}["chat.list",{}]`,
    '42-1["chat.list",{}]',
    '43999["x"]',
    '44{"message":"x"}',
    '41',
    '4',
    '42',
    '42[]',
    '42["connect"]',
    '42["newListener",{}]',
    '42["__proto__",{}]',
    '3probe',
    '5',
    '6',
    'b4AAAA',
    '',
    '40{"token":1',
    '40'.repeat(1000),
    '0{"sid":"x"}',
    '1',
    '\u0000',
  ]
  for (const text of odd) {
    // Before it has introduced itself, and after somebody else's introduction was refused.
    for (const before of [[], ['40{"token":"x","proof":"y"}']]) {
      const sender = await raw(t, place)
      for (const each of [...before, text, text]) sender.send(each)
    }
  }
  await isUnharmed()
})

test('a message in tiny pieces and a storm of pings cost only whoever sends them', async (t) => {
  const { place, isUnharmed } = await watched(t)
  const pieces = await raw(t, place)
  const piece = pieces.frame('a', { opcode: 0, final: false })
  pieces.socket.write(pieces.frame('4', { final: false }))
  for (let index = 0; index < 100; index++) pieces.socket.write(Buffer.concat(Array<Buffer>(1000).fill(piece)))
  const pings = await raw(t, place)
  const ping = pings.frame('', { opcode: 9 })
  for (let index = 0; index < 20; index++) pings.socket.write(Buffer.concat(Array<Buffer>(1000).fill(ping)))
  await isUnharmed()
  // More than a frame may hold is over, in however many pieces it comes.
  await pieces.closed
  await isUnharmed()
})
