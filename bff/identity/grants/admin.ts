/** The operator: the admin key is the secret of the one client `admin`; it opens the control plane only. */
import { newUlid } from '../../id.ts'
import { readDeployment } from '../../store/deployment.ts'
import { refuseBrowser } from '../clients.ts'
import { OAuthError } from '../oauth.ts'
import { hashSecret, sameHash } from '../secrets.ts'
import { CONTROL_SECONDS } from '../tokens.ts'
import type { Grant } from './grant.ts'

export const admin: Grant = async ({ store, tokens, pepper, now }, request) => {
  refuseBrowser(request)
  const kept = await readDeployment(store).setting('admin_key')
  if (!kept || !sameHash(kept, hashSecret(pepper, request.basic?.secret ?? '')))
    throw new OAuthError('invalid_client', 'The client id or its secret is not right.')
  const access = await tokens.mintControl({ sub: 'op:admin', jti: newUlid(now()), scope: 'control:all' })
  return { access_token: access, token_type: 'Bearer', expires_in: CONTROL_SECONDS, scope: 'control:all' }
}
