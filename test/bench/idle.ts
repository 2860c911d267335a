/** What an idle, authenticated socket holds. */
import { visitors, withServer } from './peers.ts'

const SOCKETS = 2000

export const run = (): Promise<Record<string, string>> =>
  withServer([], async (place) => {
    const warm = await visitors(place, 50)
    const before = await place.rss()
    const began = performance.now()
    const sockets = await visitors(place, SOCKETS)
    const ms = performance.now() - began
    await new Promise((resolve) => setTimeout(resolve, 2000))
    const after = await place.rss()
    for (const socket of [...warm, ...sockets]) socket.close()
    return {
      'memory for each of 2,000 idle sockets': `${((after - before) / SOCKETS / 1024).toFixed(0)} KB`,
      'visitor grant and handshake, one after another': `${((SOCKETS / ms) * 1000).toFixed(0)}/s`,
    }
  })
