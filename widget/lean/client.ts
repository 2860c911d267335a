/** As much of Socket.IO's client as connection.ts uses, on the default namespace: what the build gives it in place. */
import { Emitter, Socket as Engine } from './engine.ts'
import { Decoder, Encoder, PacketType } from './packets.ts'

interface Options {
  path: string
  query: Record<string, string>
  /** Milliseconds before the first attempt to come back; each further one waits twice as long. */
  reconnectionDelay: number
  reconnectionDelayMax: number
  /** How far a delay may be off, as a share of it. */
  randomizationFactor: number
}

type Heard = (event: string, ...data: unknown[]) => void

interface Waiter {
  resolve(reply: unknown): void
  reject(error: Error): void
}

/** Milliseconds for the WebSocket to open. */
const OPENING = 20_000

export class Manager {
  engine!: Engine
  _readyState: 'closed' | 'opening' | 'open' = 'closed'
  readonly uri: string
  readonly options: Options

  constructor(uri: string, options: Options) {
    this.uri = uri
    this.options = options
  }

  socket(_: '/', { auth }: { auth(answer: (data: object) => void): void }): Socket {
    return new Socket(this, auth)
  }
}

class Socket extends Emitter {
  connected = false
  readonly io: Manager
  readonly #auth: (answer: (data: object) => void) => void
  readonly #encoder = new Encoder()
  readonly #acks = new Map<number, Waiter>()
  #any: Heard = () => {}
  #ids = 0
  #attempts = 0
  /** Rises with every connection, and when one is given up. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(io: Manager, auth: (answer: (data: object) => void) => void) {
    super()
    this.io = io
    this.#auth = auth
    this.connect()
  }

  onAny(listener: (event: string, ...data: never[]) => void): void {
    this.#any = listener as Heard
  }

  connect(): this {
    const { io } = this
    if (io._readyState !== 'closed') return this
    clearTimeout(this.#timer)
    io._readyState = 'opening'
    const engine = new Engine(io.uri, io.options)
    const decoder = new Decoder()
    const turn = ++this.#turn
    io.engine = engine
    const late = setTimeout(() => engine.close(), OPENING)
    /** Of the connection that is now. */
    const now =
      <T>(run: (data: T) => void) =>
      (data: T): void => {
        if (turn === this.#turn) run(data)
      }
    engine.on('open', () => {
      clearTimeout(late)
      io._readyState = 'open'
      this.#auth(now((data) => this.#write(PacketType.CONNECT, data)))
    })
    engine.on(
      'data',
      now((text: string) => {
        try {
          decoder.add(text)
        } catch {
          engine.close()
        }
      }),
    )
    decoder.on('decoded', (packet) => this.#hear(packet))
    engine.on(
      'close',
      now((reason: string) => {
        clearTimeout(late)
        this.#closed(reason)
        const { reconnectionDelay, reconnectionDelayMax, randomizationFactor } = io.options
        const delay = Math.min(reconnectionDelay * 2 ** this.#attempts++, reconnectionDelayMax)
        const off = 1 + (Math.random() * 2 - 1) * randomizationFactor
        this.#timer = setTimeout(() => this.connect(), delay * off)
      }),
    )
    return this
  }

  disconnect(): this {
    if (this.connected) this.#write(PacketType.DISCONNECT)
    return this.#over('io client disconnect')
  }

  timeout(ms: number): { emitWithAck(...data: unknown[]): Promise<unknown> } {
    return {
      emitWithAck: (...data) =>
        new Promise((resolve, reject) => {
          const id = this.#ids++
          const late = setTimeout(() => settle(() => reject(new Error('operation has timed out'))), ms)
          const settle = (then: () => void): void => {
            clearTimeout(late)
            this.#acks.delete(id)
            then()
          }
          this.#acks.set(id, {
            resolve: (reply) => settle(() => resolve(reply)),
            reject: (error) => settle(() => reject(error)),
          })
          this.#write(PacketType.EVENT, data, id)
        }),
    }
  }

  #write(type: number, data?: unknown, id?: number): void {
    // A machine that was asleep may not know yet that nobody is there.
    if (this.io.engine._hasPingExpired()) return
    for (const text of this.#encoder.encode({ type, data, ...(id === undefined ? {} : { id }) }))
      this.io.engine.write(text)
  }

  #hear({ type, id, data }: { type: number; id?: number; data?: unknown }): void {
    if (type === PacketType.CONNECT) {
      this.connected = true
      this.#attempts = 0
    } else if (type === PacketType.EVENT) this.#any(...(data as [string, ...unknown[]]))
    else if (type === PacketType.ACK) this.#acks.get(id as number)?.resolve((data as unknown[])[0])
    else {
      // It was put out, or not let in: whether to come back is for others to say.
      this.#over('io server disconnect')
      if (type === PacketType.CONNECT_ERROR) {
        const { message, data: more } = data as { message: string; data?: unknown }
        this.tell('connect_error', Object.assign(new Error(message), { data: more }))
      }
    }
  }

  /** No attempt to come back follows. */
  #over(reason: string): this {
    clearTimeout(this.#timer)
    this.#turn++
    this.#attempts = 0
    this.io.engine.close()
    this.#closed(reason)
    return this
  }

  #closed(reason: string): void {
    const { connected } = this
    this.connected = false
    this.io._readyState = 'closed'
    for (const { reject } of this.#acks.values()) reject(new Error(reason))
    if (connected) this.tell('disconnect', reason)
    else if (reason !== 'io client disconnect' && reason !== 'io server disconnect')
      this.tell('connect_error', new Error(reason))
  }
}
