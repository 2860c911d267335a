/** Socket.IO's packets, protocol 5, as JSON only: what the build gives socket.io-client in place of socket.io-parser. */
import { Emitter } from './engine.ts'

export const PacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const

export class Encoder {
  encode({ type, id, data }: { type: number; id?: number; data?: unknown }): string[] {
    return [`${type}${id ?? ''}${data == null ? '' : JSON.stringify(data)}`]
  }
}

/** Tells `decoded`, with the packet. The one namespace is the default one. */
export class Decoder extends Emitter {
  /** @throws anything that is not a packet of these: the manager then drops the connection */
  add(text: string): void {
    const [, type, id, json] = /^([0-4])(\d*)([^]*)$/.exec(text) as string[]
    const data: unknown = json ? JSON.parse(json) : undefined
    if ((type === '2' || type === '3') && !Array.isArray(data)) throw new TypeError(text)
    this.tell('decoded', { type: Number(type), nsp: '/', id: id ? Number(id) : undefined, data })
  }

  destroy(): void {}
}
