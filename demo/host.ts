/** A host's own backend, as small as one can be: it signs people in, and says to the widget's backend who they are. */
import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { type CryptoKey, SignJWT } from 'jose'

/** Whoever presents one of these cookies has signed in. A real host asks for a password first, and forgets in time. */
const signedIn = new Map<string, string>()

/**
 * `POST /sign-in?name=ada`, `POST /sign-out`, `GET /me`, and `GET /persona-assertion`, which the page's `getToken`
 * fetches. Where nobody is signed in, the last two answer 204 with nothing in it.
 * @param key the private key whose public half is registered: `npm run persona -- app add-identity-key app_… --use person`
 * @param issuer the widget's backend, exactly as it names itself
 * @example createServer(host('app_…', key, 'https://persona.example')).listen(3000)
 */
export const host =
  (app: string, key: CryptoKey, issuer: string): RequestListener =>
  async (request, response) => {
    const { pathname, searchParams } =
      URL.parse(request.url ?? '', 'http://host.example') ?? new URL('http://host.example')
    // No other site may sign anybody in here, or out.
    const { origin, host } = request.headers
    if (origin !== undefined && URL.parse(origin)?.host !== host) return response.writeHead(403).end()
    const session = /session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const person = signedIn.get(session)
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    switch (`${request.method} ${pathname}`) {
      case 'POST /sign-in': {
        const cookie = randomUUID()
        signedIn.set(cookie, searchParams.get('name') || 'ada')
        response.setHeader('Set-Cookie', `session=${cookie}; HttpOnly; SameSite=Strict; Path=/`)
        return response.writeHead(204).end()
      }
      case 'POST /sign-out':
        signedIn.delete(session)
        return response.writeHead(204).end()
      case 'GET /me':
        return response.writeHead(person ? 200 : 204).end(person)
      case 'GET /persona-assertion':
        if (!person) return response.writeHead(204).end()
        // Good for one minute, for one exchange, and for nothing but saying who this is.
        return response.end(
          await new SignJWT()
            .setProtectedHeader({ alg: 'ES256', typ: 'persona-user+jwt' })
            .setIssuer(app)
            .setAudience(issuer)
            .setSubject(person)
            .setJti(randomUUID())
            .setIssuedAt()
            .setExpirationTime('60s')
            .sign(key),
        )
      default:
        return response.writeHead(404).end()
    }
  }
