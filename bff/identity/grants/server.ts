/** A server: the app's own backend, acting as the app. RFC 6749, section 4.4. */
import { newUlid } from '../../id.ts'
import { OAuthError } from '../oauth.ts'
import { type Grant, narrow, prove, wishOf } from './grant.ts'

export const server: Grant = async (parts, request) => {
  const { tokens, now } = parts
  const { document, app } = await parts.authenticate(request)
  if (app.audience === 'visitors') throw new OAuthError('unauthorized_client', 'This app is for visitors only.')
  const jkt = request.dpop === undefined ? undefined : await prove(parts, request.dpop, '/oauth/token')
  const granted = narrow(parts, document, app, wishOf(request.params))
  const access = await tokens.mintRuntime({
    sub: `svc:${app.id}`,
    client_id: app.id,
    jti: newUlid(now()),
    space: document.space.id,
    ...granted,
    ...(jkt === undefined ? {} : { cnf: { jkt } }),
  })
  return {
    access_token: access,
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: tokens.seconds,
    scope: granted.scope,
  }
}
