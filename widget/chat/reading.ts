/** How far the person has read, and what is left. */
import type { Message } from '../../bff/api.ts'
import type { Client } from '../client.ts'
import { newKey } from '../key.ts'
import type { Thread } from './thread.ts'

export class Reading {
  readonly #client: Client
  #told = 0

  constructor(client: Client) {
    this.#client = client
  }

  /** Another conversation. */
  leave(): void {
    this.#told = 0
  }

  /** Tell how far it is read. What is still being written does not count: the end of an answer is news. */
  tell(thread: Thread, messages: readonly Message[]): void {
    const seq = Math.max(0, ...messages.map((message) => (message.status === 'streaming' ? 0 : message.seq)))
    if (seq <= thread.conversation.read) return
    thread.conversation = { ...thread.conversation, read: seq, unread: 0 }
    if (this.#told === seq) return
    this.#told = seq
    // Not worth insisting: the next message tells it again.
    this.#client.call('chat.read', { conversation: thread.conversation.id, seq }, newKey()).catch(() => {})
  }
}
