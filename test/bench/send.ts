/** Durable sends against a bare echo: 50 clients, each with one call under way; ratios within one run. */
import type { Socket } from 'socket.io-client'
import type { Reply } from '../../bff/protocol.ts'
import { newKey } from '../../widget/key.ts'
import { echoes, hammer, percentile, type Place, visitors, withServer } from './peers.ts'

const CLIENTS = 50
const SECONDS = 4
/** Until what is called often is compiled to the end, on both sides: a send runs through much more code than an echo. */
const WARM = 3
const TEXT = 'What are your opening hours on a Saturday in December?'

const ok = (reply: Reply): Reply & { ok: true } => {
  if (reply.ok !== true) throw new Error(JSON.stringify(reply))
  return reply
}

const measure = async (place: Place) => {
  const bare = await echoes(place, CLIENTS)
  const clients = await visitors(place, CLIENTS)
  const conversations = new Map<Socket, string>()
  for (const client of clients) {
    const { data } = ok((await client.emitWithAck('chat.start', {}, {})) as Reply)
    conversations.set(client, (data as { conversation: { id: string } }).conversation.id)
  }
  const echo = (client: Socket) =>
    client.emitWithAck(
      'echo',
      { conversation: 'cnv_01M807FDC7RKC1JVH6TXF9ZH0P', text: TEXT },
      { idempotencyKey: newKey() },
    )
  const send = async (client: Socket) =>
    ok(
      (await client.emitWithAck(
        'chat.send',
        { conversation: conversations.get(client), text: TEXT },
        { idempotencyKey: newKey() },
      )) as Reply,
    )
  await hammer(bare, WARM, echo)
  await hammer(clients, WARM, send)
  const echoed = await metered(place, () => hammer(bare, SECONDS, echo))
  const sent = await metered(place, () => hammer(clients, SECONDS, send))
  for (const client of [...bare, ...clients]) client.close()
  return { echoed, sent }
}

/** What the calls took of the processors on both sides, in microseconds each: the two share the machine. */
const metered = async (place: Place, calls: () => ReturnType<typeof hammer>) => {
  const [server, own] = [await place.cpu(), process.cpuUsage()]
  const came = await calls()
  const { user, system } = process.cpuUsage(own)
  const count = came.times.length
  return { ...came, server: ((await place.cpu()) - server) / count, clients: (user + system) / count }
}

export const run = async (): Promise<Record<string, string>> => {
  const { echoed, sent } = await withServer(['--silent-persona'], measure)
  return {
    'bare echo': `${echoed.perSecond.toFixed(0)}/s, p50 ${percentile(echoed.times, 0.5).toFixed(1)} ms`,
    'chat.send, durable': `${sent.perSecond.toFixed(0)}/s, p50 ${percentile(sent.times, 0.5).toFixed(1)} ms, p99 ${percentile(sent.times, 0.99).toFixed(1)} ms`,
    'processor time of the server': `${echoed.server.toFixed(0)} µs an echo, ${sent.server.toFixed(0)} µs a send`,
    'processor time of the clients': `${echoed.clients.toFixed(0)} µs an echo, ${sent.clients.toFixed(0)} µs a send`,
    ratio: (sent.perSecond / echoed.perSecond).toFixed(2),
  }
}
