/** How a conversation is kept whole: it is followed on each new socket, and what was missed is asked for. */
import type { Published } from '../../bff/api.ts'
import { type Client, Refused } from '../client.ts'
import { pause } from '../pause.ts'
import { resumeFrom, type Thread, threadOf } from './thread.ts'

/** What following asks of the conversation around it. */
interface Around {
  thread: Thread | null
  changed(): void
  /** Take an event of a replay. */
  replay(thread: Thread, event: Published): void
  /** The conversation is gone. */
  startOver(): void
}

export class Following {
  readonly #client: Client
  readonly #around: Around
  #resuming: Promise<void> | null = null

  constructor(client: Client, around: Around) {
    this.#client = client
    this.#around = around
  }

  /** Follow the conversation and fetch what was missed. Overlapping wishes share one. */
  catchUp(): Promise<void> {
    if (this.#resuming !== null) return this.#resuming
    const resuming = this.#resume().finally(() => {
      if (this.#resuming === resuming) this.#resuming = null
    })
    return (this.#resuming = resuming)
  }

  /** Another conversation. */
  leave(): void {
    this.#resuming = null
  }

  async #resume(): Promise<void> {
    const around = this.#around
    for (let attempt = 0; attempt < 40; attempt++) {
      const { thread } = around
      if (thread === null || this.#client.closed) return
      try {
        const { id } = thread.conversation
        const answer = await this.#client.call('chat.resume', { conversation: id, after: resumeFrom(thread) })
        if (thread !== around.thread) return
        if (answer.resync) {
          around.thread = threadOf(await this.#client.call('chat.history', { conversation: id }))
          around.changed()
          continue
        }
        let seq = answer.seq
        for (const event of answer.events) {
          seq = event.seq
          around.replay(thread, event)
        }
        if (thread !== around.thread) return
        around.changed()
        if (answer.more) {
          thread.seq = Math.max(thread.seq, seq)
          continue
        }
        if (thread.held.size === 0) return
        // The kept partial is written a few times a second: a little later it reaches the deltas held here.
        await pause(300)
      } catch (error) {
        if (error instanceof Refused && error.problem.code === 'not_found') around.startOver()
        if (error instanceof Refused || this.#client.state !== 'online') return
        await pause(1000)
      }
    }
  }
}
