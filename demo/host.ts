/** A host's own backend, as small as one can be: it signs people in, and says to the widget's backend who they are. */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { type CryptoKey, SignJWT } from 'jose'

/** Whoever presents one of these cookies has signed in. A real host asks for a password first, and forgets in time. */
const signedIn = new Map<string, string>()

/**
 * @param key the private key whose public half is registered: `npm run persona -- app add-identity-key app_… --use person`
 * @param issuer the widget's backend, exactly as it names itself
 */
export const host = (app: string, key: CryptoKey, issuer: string): Server =>
  createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host.example')
    if (request.method === 'POST' && pathname === '/sign-in') {
      const session = randomUUID()
      signedIn.set(session, searchParams.get('name') ?? 'ada')
      response.setHeader('Set-Cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`)
      return response.writeHead(204).end()
    }
    const person = signedIn.get(/session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')
    if (request.method !== 'POST' || pathname !== '/assertion') return response.writeHead(404).end()
    if (person === undefined) return response.writeHead(401).end()
    // Good for one minute, for one exchange, and for nothing but saying who this is.
    const assertion = new SignJWT()
      .setProtectedHeader({ alg: 'ES256', typ: 'persona-user+jwt' })
      .setIssuer(app)
      .setAudience(issuer)
      .setSubject(person)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('60s')
    return response.setHeader('Cache-Control', 'no-store').end(await assertion.sign(key))
  })
