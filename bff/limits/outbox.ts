/** What waits for a socket is bounded: whoever reads too slowly is let go, and comes back to replay what was missed. */
import { limits } from './limits.ts'

/** As much of an Engine.IO connection as is needed. */
interface Connection {
  on(event: 'packetCreate', listener: (packet: { data?: unknown }) => void): unknown
  on(event: 'flush' | 'close', listener: () => void): unknown
  transport: { prependListener(event: 'drain', listener: () => void): unknown }
}

/** How long, in milliseconds, too much may wait: one turn's burst to a quick reader is no slow reader. */
const PATIENCE = 2000

export const boundOutbox = (connection: Connection, onSlow: () => void): void => {
  let waiting = { packets: 0, units: 0 }
  /** With the network, but not taken by it yet. */
  let sent = { packets: 0, units: 0 }
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    const { packets, units } = limits.outbox
    if (waiting.packets + sent.packets > packets || waiting.units + sent.units > units)
      timer ??= setTimeout(onSlow, PATIENCE).unref()
    else if (timer) {
      clearTimeout(timer)
      timer = undefined
    }
  }
  connection.on('packetCreate', ({ data }) => {
    waiting.packets++
    waiting.units += typeof data === 'string' ? data.length : 0
    look()
  })
  connection.on('flush', () => {
    sent = waiting
    waiting = { packets: 0, units: 0 }
  })
  // Before the connection hears of it, which then sends what waited meanwhile.
  connection.transport.prependListener('drain', () => {
    sent = { packets: 0, units: 0 }
    look()
  })
  connection.on('close', () => clearTimeout(timer))
}
