/** A board with fifty participants and one with five thousand elements: how soon an operation is with everybody, and how long opening takes. */
import type { Published, Reply } from '../../bff/protocol.ts'
import { newKey } from '../../widget/key.ts'
import { percentile, perform, visitors, withServer } from './peers.ts'

const PARTICIPANTS = 50
const OPERATIONS = 300
const PER_SECOND = 30
const ELEMENTS = 5000

const element = (id: string, x: number) => ({
  op: 'add',
  element: {
    id,
    kind: 'rectangle',
    x,
    y: 0,
    w: 120,
    h: 60,
    index: 'a0',
    text: `Number ${x}`,
    color: '#1b1b1f',
    fill: '#ffec99',
  },
})

export const run = (): Promise<Record<string, string>> =>
  withServer(['--silent-persona'], async (place) => {
    const clients = await visitors(place, PARTICIPANTS)
    const [owner] = clients
    if (!owner) throw new Error('There is nobody.')
    const made = async (title: string): Promise<string> =>
      (await perform<{ board: { id: string } }>(owner, 'whiteboard.create', { title })).board.id
    const edit = (board: string, operations: object[]) =>
      perform(owner, 'whiteboard.apply', { board, edit: newKey(), operations }, { idempotencyKey: newKey() })

    const board = await made('Together')
    await perform(owner, 'whiteboard.share', { board, person: 'everybody' })
    await edit(board, [element('a', 0)])
    const sent = new Map<number, number>()
    const times: number[] = []
    const hear = (events: readonly Published[]): void => {
      for (const { event, data } of events) {
        const [first] =
          event === 'whiteboard.edit' && data ? (data as { operations: { to?: { x?: number } }[] }).operations : []
        const at = sent.get(first?.to?.x ?? -1)
        if (at !== undefined) times.push(performance.now() - at)
      }
    }
    for (const client of clients) {
      await perform(client, 'whiteboard.open', { board })
      client.on('events', hear)
    }
    const start = performance.now()
    for (let x = 1; x <= OPERATIONS; x++) {
      const wait = start + (x * 1000) / PER_SECOND - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      sent.set(x, performance.now())
      const client = clients[x % PARTICIPANTS] as typeof owner
      const input = { board, edit: newKey(), operations: [{ op: 'set', id: 'a', to: { x } }] }
      // Whoever acts is told of it in the answer.
      void client.emitWithAck('whiteboard.apply', input, { idempotencyKey: newKey() }).then((reply: Reply) => {
        if (reply.ok === true) hear(reply.events ?? [])
      })
    }
    while (times.length < OPERATIONS * PARTICIPANTS) await new Promise((resolve) => setTimeout(resolve, 20))
    times.sort((a, b) => a - b)

    const large = await made('Large')
    for (let n = 0; n < ELEMENTS; n += 100)
      await edit(
        large,
        Array.from({ length: 100 }, (_, i) => element(`e${n + i}`, n + i)),
      )
    const opened: number[] = []
    let pages = 0
    for (let n = 0; n < 20; n++) {
      const began = performance.now()
      let [found, page]: [number, string | null] = [0, null]
      pages = 0
      do {
        const reply = (await owner.emitWithAck(
          'whiteboard.open',
          { board: large, ...(page === null ? {} : { page }) },
          {},
        )) as Reply<{
          elements: unknown[]
          next: string | null
        }>
        if (reply.ok !== true) throw new Error(JSON.stringify(reply))
        found += reply.data.elements.length
        page = reply.data.next
        pages++
      } while (page !== null)
      opened.push(performance.now() - began)
      if (found !== ELEMENTS) throw new Error(`${found}`)
    }
    opened.sort((a, b) => a - b)
    for (const client of clients) client.close()
    return {
      [`an operation is with ${PARTICIPANTS} participants, ${PER_SECOND}/s`]: `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`,
      [`opening a board of ${ELEMENTS} elements, ${pages} pages`]: `p50 ${percentile(opened, 0.5).toFixed(0)} ms, p95 ${percentile(opened, 0.95).toFixed(0)} ms`,
    }
  })
