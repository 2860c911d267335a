/** The first token of the local model: from the send to the first delta, over a real socket. */
import type { Socket } from 'socket.io-client'
import type { Reply } from '../../bff/protocol.ts'
import { percentile, visitors, withServer } from './peers.ts'

const TURNS = 200

export const run = async (): Promise<Record<string, string>> =>
  withServer([], async (place) => {
    const [client] = (await visitors(place, 1)) as [Socket]
    const call = async (name: string, input: unknown) => {
      const reply = (await client.emitWithAck(name, input, {})) as Reply
      if (reply.ok !== true) throw new Error(JSON.stringify(reply))
      return reply.data
    }
    const { conversation } = (await call('chat.start', {})) as { conversation: { id: string } }
    await call('chat.resume', { conversation: conversation.id, after: 0 })
    const times: number[] = []
    let first = 0
    for (let n = 0; n <= TURNS; n++) {
      const at = performance.now()
      const delta = new Promise((resolve) => client.once('chat.delta', resolve))
      const rest = new Promise<void>((resolve) => {
        const look = (events: { data: { role: string; status: string } }[]) => {
          if (!events.some(({ data }) => data.role === 'persona' && data.status !== 'streaming')) return
          client.off('events', look)
          resolve()
        }
        client.on('events', look)
      })
      await call('chat.send', {
        conversation: conversation.id,
        text: n % 2 ? 'When are you open?' : 'How long is delivery?',
      })
      await delta
      if (n === 0) first = performance.now() - at
      else times.push(performance.now() - at)
      await rest
    }
    client.close()
    times.sort((a, b) => a - b)
    return {
      'first token': `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`,
      'first turn of the process': `${first.toFixed(0)} ms`,
    }
  })
