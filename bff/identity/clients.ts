/** Client authentication: which app's own backend is speaking. Never a browser. */
import { decodeJwt } from 'jose'
import type { App, SpaceDocument } from '../spaces/document.ts'
import type { Spaces } from '../spaces/spaces.ts'
import type { Assertions } from './assertion.ts'
import { OAuthError, type TokenRequest } from './oauth.ts'
import { hashSecret, sameHash, secretId } from './secrets.ts'

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** @throws OAuthError invalid_client | invalid_request */
export type Authenticate = (request: TokenRequest) => Promise<{ document: SpaceDocument; app: App }>

export const makeAuthenticate = (parts: {
  spaces: Spaces
  assertions: Assertions
  pepper: string
  used: (id: string) => Promise<void>
  now: () => number
}): Authenticate => {
  const { spaces, assertions, pepper, used, now } = parts

  /** `client_secret_basic`, RFC 6749 section 2.3.1. One answer for an unknown app and a wrong secret. */
  const bySecret = async ({ basic }: TokenRequest) => {
    const found = spaces.app(basic?.id ?? '')
    const given = hashSecret(pepper, basic?.secret ?? '')
    const live = found?.app.secrets.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now()) ?? []
    const id = secretId(basic?.secret ?? '')
    const match = live.find((secret) => secret.id === `sec_${id}` && sameHash(secret.hash, given))
    if (!found || !match) throw new OAuthError('invalid_client', 'The client id or its secret is not right.')
    await used(match.id)
    return found
  }

  /** `private_key_jwt`, RFC 7523 section 2.2. */
  const byAssertion = async ({ params, basic }: TokenRequest) => {
    if (basic) throw new OAuthError('invalid_request', 'Authenticate in one way, not in two.')
    if (params.get('client_assertion_type') !== ASSERTION)
      throw new OAuthError('invalid_request', `client_assertion_type must be ${ASSERTION}.`)
    const assertion = params.get('client_assertion') ?? ''
    const found = spaces.app(issuerOf(assertion) ?? '')
    if (!found || (params.get('client_id') ?? found.app.id) !== found.app.id)
      throw new OAuthError('invalid_client', 'The client is not who it says.')
    await assertions.verify(found.app, assertion, 'client')
    return found
  }

  return async (request) => {
    refuseBrowser(request)
    return request.params.has('client_assertion') ? byAssertion(request) : bySecret(request)
  }
}

/** @throws OAuthError invalid_request */
export const refuseBrowser = ({ origin }: TokenRequest): void => {
  if (origin !== undefined)
    throw new OAuthError('invalid_request', 'A secret must never be in a browser: this request carries an Origin.')
}

/** Whose key to look up; nothing else is taken from it before it is verified. */
const issuerOf = (assertion: string): string | undefined => {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}
