/** Who the page says its user is: what its `getToken` hands over, whom that names, and the tokens it is good for. */
import type { GetToken, Place } from './setup.ts'
import { subjectOf } from './subject.ts'
import { Spent, type TokenAnswer, tokens } from './token-endpoint.ts'
import { Trouble } from './trouble.ts'

export interface Assertion {
  jwt: string
  /** Its `sub`: only to tell one person from the next here; the backend is who verifies. */
  person: string
}

const patience = 15_000
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token'

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

/**
 * RFC 8693. With the visitor's own token as the actor, what the visitor said becomes the person's.
 * @throws Trouble identity_refused, when the assertion is not taken
 */
export const exchange = async (
  { jwt }: Assertion,
  place: Place,
  issuer: string,
  keys: CryptoKeyPair,
  visitor: TokenAnswer | null,
): Promise<TokenAnswer> => {
  try {
    return await tokens(place, issuer, keys, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: jwt,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      ...(visitor && { actor_token: visitor.access_token, actor_token_type: ACCESS }),
    })
  } catch (error) {
    if (error instanceof Spent) throw new Trouble('identity_refused', error.message)
    throw error
  }
}
