/** What the benches share: a server process, many clients, percentiles. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { io, type Socket } from 'socket.io-client'
import type { Reply } from '../../bff/protocol.ts'
import { dial, Visitor } from '../peer.ts'

export interface Place {
  url: string
  echo: string
  space: string
  persona: string
  app: string
  /** Processor time that the server used so far, in microseconds. */
  cpu(): Promise<number>
  /** Memory that the server holds, in bytes. */
  rss(): Promise<number>
  /** Act as the operator. */
  operate(name: string, input: unknown): Promise<unknown>
}

export const withServer = async <T>(args: string[], measure: (place: Place) => Promise<T>): Promise<T> => {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), args, {
    execArgv: process.env['BENCH_EXEC']?.split(' ') ?? [],
  })
  const ask = (what: object | string) =>
    new Promise<{ cpu: NodeJS.CpuUsage; rss: number }>((resolve) => {
      child.once('message', resolve)
      child.send(what)
    })
  const usage = () => ask('usage')
  const operate = (name: string, input: unknown) => ask({ name, input })
  const cpu = async () => {
    const { user, system } = (await usage()).cpu
    return user + system
  }
  const rss = async () => (await usage()).rss
  try {
    const place = await new Promise<Place>((resolve, reject) => {
      child.once('message', (message) => resolve({ ...(message as Place), cpu, rss, operate }))
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
    })
    return await measure(place)
  } finally {
    child.disconnect()
  }
}

export const connected = (socket: Socket, event = 'connect'): Promise<Socket> =>
  new Promise((resolve, reject) => {
    socket.once(event, () => resolve(socket))
    socket.once('connect_error', reject)
  })

/** `count` visitors, each with an accepted socket. */
export const visitors = async (place: Place, count: number): Promise<Socket[]> => {
  const sockets: Socket[] = []
  for (let i = 0; i < count; i++) sockets.push(await connected(dial(await Visitor.at(place)), 'welcome'))
  return sockets
}

export const echoes = (place: Place, count: number): Promise<Socket[]> =>
  Promise.all(
    Array.from({ length: count }, () =>
      connected(io(place.echo, { transports: ['websocket'], forceNew: true, reconnection: false })),
    ),
  )

/** Each client calls again as soon as it is answered. @returns calls per second and the latencies in ms */
export const hammer = async (
  clients: Socket[],
  seconds: number,
  call: (client: Socket, n: number) => Promise<unknown>,
) => {
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  const began = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; performance.now() < until; n++) {
        const at = performance.now()
        await call(client, n)
        times.push(performance.now() - at)
      }
    }),
  )
  return { perSecond: times.length / ((performance.now() - began) / 1000), times: times.toSorted((a, b) => a - b) }
}

/** Perform an action. @throws when it is refused */
export const perform = async <T>(client: Socket, name: string, input: unknown, options: object = {}): Promise<T> => {
  const reply = (await client.emitWithAck(name, input, options)) as Reply
  if (reply.ok !== true) throw new Error(JSON.stringify(reply))
  return reply.data as T
}

/** A new conversation of this client. @returns its id */
export const conversationOf = async (client: Socket): Promise<string> =>
  (await perform<{ conversation: { id: string } }>(client, 'chat.start', {})).conversation.id

export const percentile = (sorted: number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN
