/** The bus of a single process. */
import type { Bus, Notice } from './bus.ts'

export const localBus = (): Bus => {
  const listeners = new Set<(notice: Notice) => void>()
  return {
    publish(notice) {
      for (const listener of listeners) listener(notice)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
