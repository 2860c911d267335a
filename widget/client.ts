/** Acts and events, typed by the backend's own declarations. */
import type { Api, Events, PersonaCard, Published, Reply, Signals, Welcome } from '../bff/api.ts'
import { Lost, Pending, Refused } from './answers.ts'
import type { Connection, LineEvents, LineState } from './connection.ts'
import { Outbox } from './outbox.ts'

export { Lost, Refused }

type Heard = { [E in keyof Events]: Published<E> } & Signals & LineEvents & { persona: PersonaCard }

export class Client {
  /** What has to happen, however long the line is down. */
  readonly outbox: Outbox
  readonly #connection: Connection
  /** Nobody listens any more. */
  closed = false

  /** @param id under which what waits is kept in this browser; without it, it waits in memory */
  constructor(connection: Connection, id = '') {
    this.#connection = connection
    this.outbox = new Outbox(this, id)
  }

  get state(): LineState {
    return this.#connection.state
  }

  get welcome(): Welcome | null {
    return this.#connection.welcome
  }

  /** @throws Refused, Lost, Pending */
  async call<Name extends keyof Api>(
    name: Name,
    input: Api[Name]['input'],
    idempotencyKey?: string,
  ): Promise<Api[Name]['output']> {
    let reply: Reply
    try {
      reply = await this.#connection.act(name, input, idempotencyKey === undefined ? {} : { idempotencyKey })
    } catch (cause) {
      throw new Lost(String(cause))
    }
    if (reply.ok === 'pending') throw new Pending(reply.approval.id)
    if (!reply.ok) throw new Refused(reply.problem)
    return reply.data as Api[Name]['output']
  }

  /** @returns the way to stop listening */
  on<Name extends keyof Heard>(name: Name, listener: (data: Heard[Name]) => void): () => void {
    return this.#connection.on(name, listener as (data: never) => void)
  }

  close(): void {
    this.closed = true
    this.outbox.close()
    this.#connection.close()
  }
}
