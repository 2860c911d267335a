/** Whom a token names, unverified: only to tell one person from the next here; the backend is who verifies. */
import { Trouble } from './trouble.ts'

/** The payload of a JWT (RFC 7519, section 3), unverified. */
export const subjectOf = (jwt: string): string => {
  try {
    const [, payload = ''] = jwt.split('.')
    const text = atob(payload.replace(/[-_]/g, (c) => (c === '-' ? '+' : '/')))
    const { sub } = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0)))) as {
      sub: unknown
    }
    if (typeof sub === 'string' && sub !== '') return sub
  } catch {
    // Said below.
  }
  throw new Trouble('identity_refused', 'getToken returned no JWT with a sub.')
}
