/** What the person wrote and the backend has not confirmed: in memory for now, IndexedDB would go behind these functions. */

import { newKey } from '../key.ts'

export interface Outgoing {
  /** The idempotency key, the same for every attempt: that is why a send is neither lost nor doubled. */
  key: string
  text: string
  at: string
  state: 'sending' | 'queued' | 'failed'
  detail: string
  /** The message it became, once an event or the ack has told. */
  message: string | null
}

export class Outbox {
  #items: readonly Outgoing[] = []

  get items(): readonly Outgoing[] {
    return this.#items
  }

  add(text: string, state: Outgoing['state']): Outgoing {
    const item: Outgoing = {
      key: newKey(),
      text,
      at: new Date().toISOString(),
      state,
      detail: '',
      message: null,
    }
    this.#items = [...this.#items, item]
    return item
  }

  change(key: string, change: Partial<Outgoing>): void {
    this.#items = this.#items.map((item) => (item.key === key ? { ...item, ...change } : item))
  }

  remove(key: string): void {
    this.#items = this.#items.filter((item) => item.key !== key)
  }

  clear(): void {
    this.#items = []
  }
}
