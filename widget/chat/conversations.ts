/** The conversations there are, a page at a time, the most recently used first. */
import type { Conversation } from '../../bff/api.ts'
import type { Client } from '../client.ts'

export class Conversations {
  all: readonly Conversation[] = []
  readonly #client: Client
  readonly #changed: () => void
  /** Where the list goes on; `null` at its end. */
  #older: string | null = null
  #relist: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, changed: () => void) {
    this.#client = client
    this.#changed = changed
  }

  /** More follow the last one. */
  get more(): boolean {
    return this.#older !== null
  }

  async list(more = false): Promise<void> {
    const cursor = more ? this.#older : null
    try {
      const { conversations, before } = await this.#client.call('chat.list', cursor === null ? {} : { before: cursor })
      const known = new Set(conversations.map(({ id }) => id))
      this.all = more ? [...this.all.filter(({ id }) => !known.has(id)), ...conversations] : conversations
      this.#older = before
      this.#changed()
    } catch {
      // The list stays as it was; the next event or the next opening asks again.
    }
  }

  /** Soon, and once for a flurry of reasons. */
  listSoon(): void {
    clearTimeout(this.#relist)
    this.#relist = setTimeout(() => void this.list(), 600)
  }

  close(): void {
    clearTimeout(this.#relist)
  }
}
