/** The wire to a model's server: as much of `fetch` as its client asks for, over Node's own HTTP. */
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'

/** How long a server that has said everything may take to end its answer, in milliseconds: then the connection is ended. */
const ENDS = 1000

/**
 * Node's `fetch` takes nearly a millisecond more until the first word of an answer is there, and the memory of a second
 * HTTP client. Redirects are not followed: who is to read what a person said is named in the configuration.
 * @throws what Node says of a connection that fails; the abort's reason when aborted
 */
export const overHttp: typeof fetch = (url, { method = 'GET', headers, body, signal } = {}) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const to = new URL(url instanceof Request ? url.url : url)
    // Whoever is not told what an answer may be packed in may choose.
    const said = { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'identity' }
    const asking = (to.protocol === 'https:' ? https : http).request(to, { method, headers: said })
    let wire: IncomingMessage | typeof asking = asking
    // Not by the option: it would end a connection too that was given back a moment ago.
    signal?.addEventListener('abort', () => wire.destroy(signal.reason as Error), { once: true })
    asking.on('error', reject)
    asking.on('response', (message) => {
      wire = message
      // Whoever reads hears of what breaks; before and afterwards there is nobody to tell.
      message.on('error', () => {})
      resolve(answerOf(message, to))
    })
    asking.end(body)
  })

/** What the client reads of a Response; a real one would be copied through two more streams. */
const answerOf = (message: IncomingMessage, { href }: URL): Response => {
  const { statusCode: status = 0, statusMessage: statusText = '' } = message
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  const ok = status >= 200 && status < 300
  return { ok, status, statusText, url: href, headers, body: bodyOf(message), text: () => text(message) } as never
}

/** Whoever has heard enough leaves the connection to the next one, if the answer ends soon. */
const bodyOf = (message: IncomingMessage): AsyncIterable<Buffer> => ({
  [Symbol.asyncIterator]() {
    const chunks = message.iterator({ destroyOnReturn: false })
    return {
      next: () => chunks.next(),
      async return() {
        await chunks.return?.()
        const late = setTimeout(() => message.destroy(), ENDS).unref()
        message.resume().once('close', () => clearTimeout(late))
        return { done: true, value: undefined }
      },
    }
  },
})
