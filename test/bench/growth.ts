/** What a send costs in a conversation of a hundred, ten thousand and a hundred thousand messages. */
import type { Socket } from 'socket.io-client'
import { newKey } from '../../widget/key.ts'
import { conversationOf, perform, visitors, withServer } from './peers.ts'

const SIZES = [100, 10_000, 100_000]
const SAMPLE = 4000

export const run = (): Promise<Record<string, string>> =>
  withServer(['--silent-persona'], async (place) => {
    const [client] = (await visitors(place, 1)) as [Socket]
    const conversation = await conversationOf(client)
    let held = 0
    const send = async (count: number) => {
      for (let n = 0; n < count; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, () =>
            perform(client, 'chat.send', { conversation, text: 'And then?' }, { idempotencyKey: newKey() }),
          ),
        )
      // Each has its answer's message beside it.
      held += count * 2
    }
    await send(SAMPLE)
    const costs: number[] = []
    for (const size of SIZES) {
      if (size > held) await send((size - held) / 2)
      const [one, before] = [size === 100 ? await conversationOf(client) : conversation, await place.cpu()]
      for (let n = 0; n < SAMPLE; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, each) =>
            perform(client, 'chat.send', { conversation: one, text: `And ${each}?` }, { idempotencyKey: newKey() }),
          ),
        )
      costs.push(((await place.cpu()) - before) / SAMPLE)
    }
    client.close()
    const [flat = NaN] = costs
    return Object.fromEntries(
      SIZES.map((size, i) => [
        `a send at ${size.toLocaleString('en')} messages`,
        `${costs[i]?.toFixed(0)} µs, ${((costs[i] ?? NaN) / flat).toFixed(2)} × the first`,
      ]),
    )
  })
