/** Two hundred messages a second from fifty clients, whether or not the ones before are answered. */
import { newKey } from '../../widget/key.ts'
import { conversationOf, percentile, perform, visitors, withServer } from './peers.ts'

const CLIENTS = 50
const PER_SECOND = 200
const SECONDS = 8

export const run = (): Promise<Record<string, string>> =>
  withServer([], async (place) => {
    const clients = await visitors(place, CLIENTS)
    const conversations = await Promise.all(clients.map(conversationOf))
    // The first turn of a process loads the model's client; another bench tells what that takes.
    await Promise.all(
      clients.map((client, i) => perform(client, 'chat.send', { conversation: conversations[i], text: 'Hello' })),
    )
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const times: number[] = []
    const sends: Promise<void>[] = []
    const start = performance.now()
    for (let n = 0; n < PER_SECOND * SECONDS; n++) {
      const due = (n * 1000) / PER_SECOND
      const began = start + due
      const wait = began - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const client = clients[n % CLIENTS]
      const conversation = conversations[n % CLIENTS]
      if (!client) continue
      const input = { conversation, text: 'When are you open?' }
      // From when it was due: a late client does not hide a slow server.
      sends.push(
        perform(client, 'chat.send', input, { idempotencyKey: newKey() }).then(() => {
          times.push(performance.now() - began)
        }),
      )
    }
    await Promise.all(sends)
    for (const client of clients) client.close()
    times.sort((a, b) => a - b)
    return {
      'chat.send at 200/s, every one answered': `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`,
    }
  })
