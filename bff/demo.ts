/** The demo space: made once, through the gate like any other, so that the first start has somebody to talk to. */
import type { RequestListener } from 'node:http'
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'
import { Problem } from './problem.ts'
import type { Spaces } from './spaces/spaces.ts'
import { deployment, readDeployment } from './store/deployment.ts'
import type { Store } from './store/store.ts'

export interface Demo {
  app: string
  endpoint: string
  space: string
  personas: { id: string; name: string }[]
  /** The backend that this site would have: it signs people in. */
  host: RequestListener
}

/** Somebody who holds the machine itself. */
export const localOperator: Principal = {
  plane: 'control',
  door: 'cli',
  sub: 'op:local',
  person: 'op:local',
  space: null,
  app: null,
  scopes: new Set(['control:all']),
  personas: [],
  jti: 'local',
  sid: null,
  expires: Infinity,
}

/** @returns the demo's app; made when there is no space yet, else whatever was made before and still lives */
export const seedDemo = async (gate: Gate, spaces: Spaces, store: Store, origin: string): Promise<Demo | undefined> => {
  const act = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await gate.perform(localOperator, name, input)
    if (reply.ok !== true) throw new Problem('internal', `The demo space could not be made: ${name}.`)
    return reply.data as T
  }
  let app = await readDeployment(store).setting('demo_app')
  if (app === undefined && spaces.documents.size === 0) {
    const { demo } = await import('../demo/space.ts')
    const { space } = await act<{ space: { id: string } }>('spaces.create', {
      name: demo.space.name,
      account: demo.account.name,
      contact: demo.account.contact,
    })
    await act('personas.create', { space: space.id, ...demo.persona })
    const made = await act<{ app: { id: string } }>('apps.create', {
      space: space.id,
      name: demo.app.name,
      origins: [origin],
    })
    app = made.app.id
    const id = app
    await store.write((db) => deployment(db).setSetting('demo_app', id))
  }
  const found = app === undefined ? undefined : spaces.app(app)
  if (!found) return undefined
  // The demo goes where the server goes: another port is another origin.
  if (!found.app.origins.includes(origin))
    await act('apps.update', { app: found.app.id, origins: [...found.app.origins, origin].slice(-50) })
  const personas = found.document.personas.filter(({ id, archived }) => !archived && found.app.personas.includes(id))
  return {
    app: found.app.id,
    endpoint: origin,
    host: await hostOf(found.app.id, origin, store, (jwk) =>
      act('apps.addIdentityKey', { app: found.app.id, use: 'person', jwk }),
    ),
    space: found.document.space.name,
    personas: personas.map(({ id, name }) => ({ id, name })),
  }
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** The demo's host signs with a key of its own, whose public half is registered once. */
const hostOf = async (
  app: string,
  issuer: string,
  store: Store,
  register: (jwk: object) => Promise<unknown>,
): Promise<RequestListener> => {
  const { host } = await import('../demo/host.ts')
  let kept = await readDeployment(store).setting('demo_host_key')
  if (kept === undefined) {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
    await register({ kty, crv, x, y })
    kept = JSON.stringify(await crypto.subtle.exportKey('jwk', privateKey))
    const key = kept
    await store.write((db) => deployment(db).setSetting('demo_host_key', key))
  }
  return host(app, await crypto.subtle.importKey('jwk', JSON.parse(kept), ES256, false, ['sign']), issuer)
}
