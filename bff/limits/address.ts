/** Who is at the other end: the peer, or what a proxy of ours says of it. */
import type { IncomingMessage } from 'node:http'

/** @param proxies how many proxies of ours stand before us; what came before them is anybody's word */
export const addressOf = ({ headers, socket }: IncomingMessage, proxies: number): string => {
  const peer = socket.remoteAddress ?? ''
  if (proxies === 0) return peer
  const said = String(headers['x-forwarded-for'] ?? '').split(',')
  return said.at(-proxies)?.trim() || peer
}
