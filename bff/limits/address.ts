/** Who is at the other end: the peer, or what a proxy of ours says of it. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * What limits count as one address.
 * @param proxies how many proxies of ours stand before us; what came before them is anybody's word
 */
export const addressOf = ({ headers, socket }: IncomingMessage, proxies: number): string => {
  const peer = socket.remoteAddress ?? ''
  if (proxies === 0) return networkOf(peer)
  const said = String(headers['x-forwarded-for'] ?? '').split(',')
  return networkOf(said.at(-proxies)?.trim() || peer)
}

/**
 * An IPv4 address is one subscriber; of IPv6 a subscriber has a whole /64 (RFC 6177), and may come from another address
 * of it each time. An IPv4-mapped one (RFC 4291, section 2.5.5.2) is the IPv4 address.
 */
export const networkOf = (address: string): string => {
  const [bare = ''] = address.split('%')
  if (isIP(bare) !== 6) return address
  // The URL parser gives every spelling of an address the same one.
  const [left = '', right] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [first, last] = [left, right ?? ''].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ]
  const groups = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last]
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff')
    return groups
      .slice(6)
      .flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255])
      .join('.')
  return `${groups.slice(0, 4).join(':')}::/64`
}
