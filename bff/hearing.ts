/** What sockets hear of acts, in the order of the commits: who acted in its own answer, for a packet less. */
import type { Notice } from './bus/bus.ts'
import type { Published } from './protocol.ts'

export interface Hearing {
  /** Tell everybody in the rooms; the one who acted is told by its answer, which follows at once. */
  publish(notice: Notice & { kind: 'events' }): void
  /** What goes into the answer to this socket. */
  take(id: string): Published[] | undefined
  /** There is no answer that could carry it: send it by itself. */
  flush(id: string): void
}

/**
 * @param members who is in a room
 * @param send what these sockets hear, now
 */
export const makeHearing = (
  members: (room: string) => Iterable<string>,
  send: (ids: string[], events: Published[]) => void,
): Hearing => {
  /** By socket: what it did, while its answer is on the way. */
  const untold = new Map<string, Published[]>()

  const take = (id: string): Published[] | undefined => {
    const events = untold.get(id)
    untold.delete(id)
    return events
  }

  const flush = (id: string): void => {
    const events = take(id)
    if (events) send([id], events)
  }

  return {
    publish({ rooms, events, from }) {
      const listening = new Set<string>()
      for (const room of rooms) for (const id of members(room)) listening.add(id)
      if (from !== undefined && listening.delete(from)) untold.set(from, [...(untold.get(from) ?? []), ...events])
      if (listening.size === 0) return
      // Whoever acted a moment ago hears of that first.
      for (const id of listening) flush(id)
      send([...listening], events)
    },
    take,
    flush,
  }
}
