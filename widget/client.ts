/** Acts and events, typed by the backend's own declarations. */
import type { Api, Events, PersonaCard, ProblemDetails, Published, Reply, Signals, Welcome } from '../bff/api.ts'
import type { Connection, LineEvents, LineState } from './connection.ts'

/** The backend said no. */
export class Refused extends Error {
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(problem.detail)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** Nobody knows whether it happened: the line dropped, or the answer is late. Repeat it with the same key. */
export class Lost extends Error {
  override readonly name = 'Lost'
}

/** A persona may have to ask a person first; the act waits for the approval. */
class Pending extends Error {
  override readonly name = 'Pending'
}

type Heard = { [E in keyof Events]: Published<E> } & Signals & LineEvents & { persona: PersonaCard }

export class Client {
  readonly #connection: Connection
  /** Nobody listens any more. */
  closed = false

  constructor(connection: Connection) {
    this.#connection = connection
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
    this.#connection.close()
  }
}
