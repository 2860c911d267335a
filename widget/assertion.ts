/** Who the page says its user is: what its `getToken` hands over, and whom that names. */
import type { GetToken } from './setup.ts'
import { Trouble } from './trouble.ts'

export interface Assertion {
  jwt: string
  /** Its `sub`: only to tell one person from the next here; the backend is who verifies. */
  person: string
}

const patience = 15_000

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

/**
 * Ask the page.
 * @returns `null` when it says that nobody is signed in; `undefined` when it has no `getToken`
 * @throws Trouble identity_failed, when it throws or does not answer; identity_refused, when that is no assertion
 */
export const assertionOf = async (getToken: GetToken | undefined): Promise<Assertion | null | undefined> => {
  if (getToken === undefined) return undefined
  let jwt: string | null | undefined
  try {
    jwt = await Promise.race([
      getToken(),
      new Promise<never>((_, reject) => void setTimeout(() => reject(new Error('no answer')), patience)),
    ])
  } catch (error) {
    throw new Trouble('identity_failed', `getToken: ${error instanceof Error ? error.message : String(error)}`)
  }
  return jwt ? { jwt: jwt.trim(), person: subjectOf(jwt) } : null
}
