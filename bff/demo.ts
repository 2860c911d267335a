/** The demo space: made once, through the gate like any other, so that the first start has somebody to talk to. */
import type { RequestListener } from 'node:http'
import type { Principal } from './capability.ts'
import type { Gate } from './gate.ts'
import { Problem } from './problem.ts'
import type { Act } from './operate/apply.ts'
import type { App } from './spaces/document.ts'
import type { LoadedSpaces, Spaces } from './spaces/spaces.ts'
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

/**
 * The demo's app: made when nothing was ever made here, else whatever was made before and still lives.
 * A start that was killed in between is no half of a demo: what is meant is kept first, and the next start completes it.
 */
export const seedDemo = async (
  gate: Gate,
  spaces: LoadedSpaces,
  store: Store,
  origin: string,
): Promise<Demo | undefined> => {
  const act = async (name: string, input: Record<string, unknown>): Promise<unknown> => {
    const reply = await gate.perform(localOperator, name, input)
    if (reply.ok !== true) throw new Problem('internal', `The demo space could not be made: ${name}.`)
    return reply.data
  }
  const { setting } = readDeployment(store)
  const keep = (name: string, value: string) => store.write((db) => deployment(db).setSetting(name, value))
  let app = await setting('demo_app')
  if (app === undefined && (await setting('demo_begun')) === undefined && (await isNew(spaces, store)))
    await keep('demo_begun', 'yes')
  if (app === undefined && (await setting('demo_begun')) !== undefined) {
    app = await furnish(spaces, act, origin)
    await keep('demo_app', app)
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
    host: await hostOf(found.app, origin, store, (jwk) =>
      act('apps.addIdentityKey', { app: found.app.id, use: 'person', jwk }),
    ),
    space: found.document.space.name,
    personas: personas.map(({ id, name }) => ({ id, name })),
  }
}

/** Nobody has ever made a space here, not even one that cannot be read now. */
const isNew = async ({ documents, quarantined }: LoadedSpaces, store: Store): Promise<boolean> =>
  documents.size === 0 &&
  quarantined.length === 0 &&
  (await store.read.selectFrom('space_revisions').select('space').limit(1).executeTakeFirst()) === undefined

/** A deployment file applied: what is there already stays, so it can be begun again. @returns the id of the app */
const furnish = async ({ documents }: Spaces, act: Act, origin: string): Promise<string> => {
  const [{ demo }, { apply }] = await Promise.all([import('../demo/space.ts'), import('./operate/apply.ts')])
  const { space, account, persona, app } = demo
  const about = { ...space, account: account.name, contact: account.contact }
  const file = { spaces: [{ ...about, personas: [persona], apps: [{ ...app, origins: [origin] }] }] }
  await apply(file, act, false, () => {})
  const made = [...documents.values()].find((each) => each.space.name === space.name && !each.space.archived)
  return made?.apps.find((each) => each.name === app.name)?.id as string
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** The demo's host signs with a key of its own, whose public half its app knows. */
const hostOf = async (
  { id, identityKeys }: App,
  issuer: string,
  store: Store,
  register: (jwk: object) => Promise<unknown>,
): Promise<RequestListener> => {
  const { host } = await import('../demo/host.ts')
  let kept = await readDeployment(store).setting('demo_host_key')
  if (kept === undefined) {
    const { privateKey } = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify'])
    const key = (kept = JSON.stringify(await crypto.subtle.exportKey('jwk', privateKey)))
    await store.write((db) => deployment(db).setSetting('demo_host_key', key))
  }
  const own = JSON.parse(kept) as Record<'kty' | 'crv' | 'x' | 'y' | 'd', string>
  const { kty, crv, x, y } = own
  if (!identityKeys.some(({ jwk }) => jwk?.x === x)) await register({ kty, crv, x, y })
  const key = await crypto.subtle.importKey('jwk', own, ES256, false, ['sign'])
  return host(id, key, issuer)
}
