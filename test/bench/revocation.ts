/** Revocation: from the operator's act until every socket under it is closed, and the answer being written is stopped. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Socket } from 'socket.io-client'
import { conversationOf, percentile, perform, visitors, withServer } from './peers.ts'

const SOCKETS = 500

export const run = async (): Promise<Record<string, string>> => {
  let broken = (): void => {}
  const model = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const delta = { content: 'Still writing. ' }
    const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta }] }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    response.once('close', () => broken())
  })
  model.listen(0, '127.0.0.1')
  await once(model, 'listening')
  try {
    return await withServer([`http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`], async (place) => {
      const sockets = (await visitors(place, SOCKETS)) as [Socket, ...Socket[]]
      const [asker] = sockets
      const conversation = await conversationOf(asker)
      await perform(asker, 'chat.resume', { conversation, after: 0 })
      const delta = once(asker as never, 'chat.delta')
      await perform(asker, 'chat.send', { conversation, text: 'Hello' })
      await delta
      let began = 0
      const since = (): number => performance.now() - began
      const closed = sockets.map(
        (socket) => new Promise<number>((done) => socket.once('disconnect', () => done(since()))),
      )
      const stopped = new Promise<number>((done) => (broken = () => done(since())))
      began = performance.now()
      await place.operate('deployment.revoke', { kind: 'app', value: place.app })
      const times = (await Promise.all(closed)).toSorted((a, b) => a - b)
      return {
        [`${SOCKETS} sockets of a revoked app closed`]: `p50 ${percentile(times, 0.5).toFixed(0)} ms, last ${times.at(-1)?.toFixed(0)} ms`,
        'the answer being written stopped': `${(await stopped).toFixed(0)} ms`,
      }
    })
  } finally {
    model.close()
    model.closeAllConnections()
  }
}
