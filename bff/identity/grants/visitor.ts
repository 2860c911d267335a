/** A visitor: nobody known, who holds a key on a page that may embed the app. */
import { embedded, type Grant, narrow, prove, wishOf } from './grant.ts'
import { openSession } from './session.ts'

export const visitor: Grant = async (parts, request) => {
  const { document, app, origin } = embedded(parts, request)
  const jkt = await prove(parts, request.dpop, '/oauth/token')
  const asked = wishOf(request.params)
  const granted = narrow(parts, document, app, asked)
  const who = { space: document.space.id, app: app.id, sub: `vis:${jkt}`, jkt, origin, groups: [] }
  return openSession(parts, { ...who, ...granted, asked })
}
