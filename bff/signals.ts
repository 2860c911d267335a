/** Signals: what is relayed to those who follow and never kept. A token of an answer is one; the partial is its trace. */
import { type Bus, streamRoom } from './bus/bus.ts'
import type { SignalName, Signals } from './protocol.ts'
import type { Store } from './store/store.ts'

/** How often, at most, the partial of an answer is overwritten in its row. */
const FLUSH_MS = 250

export interface Relay {
  send<S extends SignalName>(space: string, stream: string, name: S, data: Signals[S]): void
  /** Begin relaying the text of an answer. */
  answer(space: string, conversation: string, message: string, begun: string): Answer
  /** What somebody who begins to follow a stream now must know beside its records. */
  current(space: string, stream: string): { name: SignalName; data: Signals[SignalName] }[]
}

/** An answer being written. */
export interface Answer {
  readonly text: string
  push(text: string): void
  /** No more text comes from here. With `keep`, what there is stays as the partial, to go on from. */
  end(keep?: boolean): Promise<void>
}

export const makeRelay = (bus: Bus, store: Store): Relay => {
  const live = new Map<string, Map<string, { text: string }>>()

  const send: Relay['send'] = (space, stream, name, data) =>
    bus.publish({ kind: 'signal', rooms: [streamRoom(space, stream)], name, data })

  return {
    send,
    answer(space, conversation, message, begun) {
      const room = streamRoom(space, conversation)
      const state = { text: begun }
      const inStream = live.get(room) ?? new Map<string, { text: string }>()
      live.set(room, inStream.set(message, state))
      let kept = begun.length
      let writing: Promise<void> | undefined
      let timer: NodeJS.Timeout | undefined

      const flush = (): void => {
        timer = undefined
        if (writing || kept === state.text.length) return
        const { text } = state
        kept = text.length
        writing = store
          .write(async (db) => {
            await db
              .updateTable('messages')
              .set({ text })
              .where('space', '=', space)
              .where('id', '=', message)
              .where('status', '=', 'streaming')
              .execute()
          })
          // A partial that could not be kept is written again with the next one, or with the whole answer.
          .catch(() => {
            kept = 0
          })
          .finally(() => {
            writing = undefined
          })
      }

      return {
        get text() {
          return state.text
        },
        push(text) {
          send(space, conversation, 'chat.delta', { conversation, message, offset: state.text.length, text })
          state.text += text
          timer ??= setTimeout(flush, FLUSH_MS)
        },
        async end(keep = false) {
          clearTimeout(timer)
          await writing
          if (keep) flush()
          await writing
          inStream.delete(message)
          if (inStream.size === 0) live.delete(room)
        },
      }
    },
    current(space, stream) {
      return [...(live.get(streamRoom(space, stream)) ?? [])].map(([message, { text }]) => ({
        name: 'chat.delta' as const,
        data: { conversation: stream, message, offset: 0, text },
      }))
    },
  }
}
