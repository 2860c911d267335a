/** Engine.IO, protocol 4, over WebSocket only: what the build gives socket.io-client in place of engine.io-client. */

// oxlint-disable-next-line typescript/no-explicit-any
type Listener = (...data: any[]) => void

export class Emitter {
  readonly #listeners = new Map<string, Set<Listener>>()

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener))
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener)
  }

  protected tell(event: string, ...data: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...data)
  }
}

/** As much of engine.io-client's `Socket` as a Socket.IO manager uses. */
export class Socket extends Emitter {
  /** What the server calls this connection; empty until it is open. */
  id = ''
  readonly transport = { writable: false }
  readonly #wire: WebSocket
  readonly #life = new AbortController()
  #over = false
  /** Milliseconds without a ping after which nobody is there. */
  #patience = 0
  #deadline = Infinity
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(uri: string, { path, query }: { path: string; query: Record<string, string> }) {
    super()
    const url = new URL(`${path}/`, uri)
    const { signal } = this.#life
    url.protocol = url.protocol.replace('http', 'ws')
    url.search = `${new URLSearchParams({ ...query, EIO: '4', transport: 'websocket' })}`
    const wire = new WebSocket(url)
    this.#wire = wire
    wire.addEventListener('message', ({ data }) => this.#hear(data as string), { signal })
    wire.addEventListener('error', () => this.#end('transport error'), { signal })
    wire.addEventListener('close', () => this.#end('transport close'), { signal })
    // A machine can be without a network and still reach itself.
    if (url.hostname !== 'localhost') addEventListener('offline', () => this.#end('transport close'), { signal })
  }

  write(data: string): void {
    if (this.transport.writable) this.#wire.send(`4${data}`)
  }

  close(): void {
    this.#end('forced close')
  }

  /** Timers sleep with the machine; whoever is about to write asks. */
  _hasPingExpired(): boolean {
    const expired = Date.now() > this.#deadline
    if (expired) queueMicrotask(() => this.#end('ping timeout'))
    return expired
  }

  #hear(packet: string): void {
    const body = packet.slice(1)
    switch (packet[0]) {
      case '0': {
        const { sid, pingInterval, pingTimeout } = JSON.parse(body) as Record<string, never>
        this.id = sid as never
        this.#patience = pingInterval! + pingTimeout!
        this.transport.writable = true
        this.#alive()
        return this.tell('open')
      }
      case '1':
        return this.#end('transport close')
      case '2':
        this.#wire.send('3')
        this.#alive()
        return this.tell('ping')
      case '4':
        return this.tell('data', body)
    }
  }

  #alive(): void {
    clearTimeout(this.#silence)
    this.#deadline = Date.now() + this.#patience
    this.#silence = setTimeout(() => this.#end('ping timeout'), this.#patience)
  }

  #end(reason: string): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#silence)
    this.#life.abort()
    const opened = this.transport.writable
    this.transport.writable = false
    // What was written before goes out first.
    this.#wire.close()
    if (!opened || reason === 'transport error') this.tell('error', new Error(reason))
    this.tell('close', reason)
  }
}

export const installTimerFunctions = (owner: object): void =>
  void Object.assign(owner, { setTimeoutFn: setTimeout.bind(null), clearTimeoutFn: clearTimeout.bind(null) })

export const nextTick = queueMicrotask.bind(null)
