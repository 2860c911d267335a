/** What we add to a remote model's first token: a model that thinks for 50 ms, over real HTTP. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Socket } from 'socket.io-client'
import { conversationOf, percentile, perform, visitors, withServer } from './peers.ts'

const DELAY = 50
const TURNS = 150

const chunk = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`

/** Until the answer that is being written is at rest. */
const settled = (client: Socket): Promise<void> =>
  new Promise((resolve) => {
    const look = (events: { data: { role: string; status: string } }[]) => {
      if (!events.some(({ data }) => data.role === 'persona' && data.status === 'done')) return
      client.off('events', look)
      resolve()
    }
    client.on('events', look)
  })

export const run = async (): Promise<Record<string, string>> => {
  // A timer is late by up to a millisecond or two: what it really took is what is taken off.
  let thought = 0
  const model = createServer(async (request, response) => {
    await once(request.resume(), 'end')
    const asked = performance.now()
    setTimeout(() => {
      thought = performance.now() - asked
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`${chunk({ content: 'Hello.' })}${chunk({}, 'stop')}data: [DONE]\n\n`)
    }, DELAY)
  })
  model.listen(0, '127.0.0.1')
  await once(model, 'listening')
  try {
    return await withServer([`http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`], async (place) => {
      const [client] = (await visitors(place, 1)) as [Socket]
      const conversation = await conversationOf(client)
      await perform(client, 'chat.resume', { conversation, after: 0 })
      const times: number[] = []
      for (let n = 0; n <= TURNS; n++) {
        const delta = once(client as never, 'chat.delta').then(() => performance.now())
        const rest = settled(client)
        const began = performance.now()
        await perform(client, 'chat.send', { conversation, text: 'Hello' })
        const heard = await delta
        // All that is not the model's own waiting, on the way there and on the way back.
        if (n > 0) times.push(heard - began - thought)
        // Nobody asks again before the answer is there; what the persona learns from it goes on meanwhile.
        await rest
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
      client.close()
      times.sort((a, b) => a - b)
      return {
        'added to the first token of a remote model': `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`,
      }
    })
  } finally {
    model.close()
    model.closeAllConnections()
  }
}
