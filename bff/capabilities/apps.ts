/** Apps: the integration identities of a space, with their origins, scopes and secrets. Control plane. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { z } from 'zod'
import { control, type ControlContext, type Family } from '../capability.ts'
import { Problem } from '../problem.ts'
import { hashSecret, newSecret, secretId } from '../identity/secrets.ts'
import { type App, Origin, PublicJwk, type SpaceDocument } from '../spaces/document.ts'
import { scopesOfRuntime } from './runtime.ts'

const Id = z.string().min(1).max(64)
const Name = z.string().trim().min(1).max(80)
const Origins = z.array(Origin).max(50).describe('exact origins that may embed it')
const Scopes = z.array(z.string().max(60)).max(100)
const Personas = z.array(Id).max(100)
const Audience = z.enum(['visitors', 'servers', 'both'])
const Realm = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** An app as an operator sees it: never the hash of a secret, but when each credential was last used. */
const view = async (app: App, document: SpaceDocument, { deployment }: Pick<ControlContext, 'deployment'>) => {
  const uses = await deployment.credentialUses([...app.secrets, ...app.identityKeys].map(({ id }) => id))
  const lastUsedAt = (id: string): string | null => {
    const at = uses.get(id)
    return at === undefined ? null : new Date(at).toISOString()
  }
  return {
    ...app,
    space: document.space.id,
    secrets: app.secrets.map(({ hash: _, ...secret }) => ({ ...secret, lastUsedAt: lastUsedAt(secret.id) })),
    identityKeys: app.identityKeys.map((key) => ({ ...key, lastUsedAt: lastUsedAt(key.id) })),
  }
}

const checked = (document: SpaceDocument, app: App): App => {
  const scope = app.scopes.find((each) => !scopesOfRuntime().includes(each))
  if (scope !== undefined) throw new Problem('invalid_request', `There is no scope ${scope}.`)
  const persona = app.personas.find((id) => !document.personas.some((each) => each.id === id))
  if (persona !== undefined) throw new Problem('invalid_request', `There is no persona ${persona} in this space.`)
  return app
}

const create = control({
  name: 'apps.create',
  does: 'Register an app in a space. It reaches all personas and scopes unless said otherwise.',
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({
    space: Id,
    name: Name,
    origins: Origins.default([]),
    scopes: Scopes.optional(),
    personas: Personas.optional(),
    audience: Audience.default('both'),
    realm: Realm.optional().describe('apps of a space with the same realm know the same persons'),
  }),
  async run({ space, name, origins, scopes, personas, audience, realm }, context) {
    const { spaces, newId } = context
    const document = spaces.space(space)
    const id = newId('app')
    const app = checked(document, {
      id,
      name,
      origins,
      audience,
      realm: realm ?? id.slice(4).toLowerCase(),
      scopes: scopes ?? scopesOfRuntime(),
      personas: personas ?? document.personas.filter(({ archived }) => !archived).map((each) => each.id),
      secrets: [],
      identityKeys: [],
      archived: false,
    })
    document.apps.push(app)
    return { app: await view(app, document, context) }
  },
})

const list = control({
  name: 'apps.list',
  does: 'List the apps of a space.',
  scope: 'apps:read',
  risk: 'read',
  input: z.strictObject({ space: Id, archived: z.boolean().default(false).describe('also those put away') }),
  async run({ space, archived }, context) {
    const document = context.spaces.space(space)
    const shown = document.apps.filter((app) => archived || !app.archived)
    return { apps: await Promise.all(shown.map((app) => view(app, document, context))) }
  },
})

const show = control({
  name: 'apps.show',
  does: 'Show an app.',
  scope: 'apps:read',
  risk: 'read',
  input: z.strictObject({ app: Id }),
  async run({ app: id }, context) {
    const { app, document } = context.spaces.app(id)
    return { app: await view(app, document, context) }
  },
})

const update = control({
  name: 'apps.update',
  does: 'Change the name, origins, scopes, personas or audience of an app.',
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({
    app: Id,
    name: Name.optional(),
    origins: Origins.optional(),
    scopes: Scopes.optional(),
    personas: Personas.optional(),
    audience: Audience.optional(),
    realm: Realm.optional(),
  }),
  async run({ app: id, ...changes }, context) {
    const { app, document } = context.spaces.app(id)
    Object.assign(app, changes)
    return { app: await view(checked(document, app), document, context) }
  },
})

const rotateSecret = control({
  name: 'apps.rotateSecret',
  does: 'Give an app a new secret, shown once. The one before it goes on for the overlap; two live at most.',
  scope: 'apps:write',
  risk: 'write',
  secret: true,
  input: z.strictObject({
    app: Id,
    overlap: z
      .int()
      .min(0)
      .max(7 * 86400)
      .default(86400)
      .describe('seconds that the secret before goes on'),
  }),
  async run({ app: id, overlap }, { spaces, newId, now, deployment }) {
    const { app } = spaces.app(id)
    const live = app.secrets.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now)
    // Without an overlap every older one ends now: that is how a leaked secret is ended.
    if (overlap > 0 && live.length >= 2)
      throw new Problem('conflict', `Two secrets of this app are live; the older one ends at ${live[0]?.expiresAt}.`)
    const key = newId('sec')
    const secret = newSecret('psk', key.slice(4))
    const pepper = (await deployment.setting('pepper')) as string
    for (const before of live) before.expiresAt = new Date(now + overlap * 1000).toISOString()
    const kept = overlap === 0 ? [] : live
    app.secrets = [
      ...kept,
      {
        id: key,
        hash: hashSecret(pepper, secret),
        last4: secret.slice(-4),
        createdAt: new Date(now).toISOString(),
        expiresAt: null,
      },
    ]
    return { app: app.id, secret, note: 'This secret is shown once. Keep it on a server, never in a page.' }
  },
})

const addIdentityKey = control({
  name: 'apps.addIdentityKey',
  does: "Register a public key, or for persons a shared secret, that the app's own backend signs with.",
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({
    app: Id,
    use: z.enum(['client', 'person']).describe('client: it signs that it is the app; person: it signs who somebody is'),
    jwk: PublicJwk.extend({ kid: z.string(), alg: z.string(), use: z.literal('sig') })
      .partial({ kid: true, alg: true, use: true })
      .optional()
      .describe('a public JWK, P-256 (ES256) or Ed25519 (EdDSA)'),
    secret: z.string().max(1000).optional().describe('for persons: 32 bytes or more, to sign with HS256'),
  }),
  async run({ app: id, use, jwk, secret }, { spaces, newId, now, deployment }) {
    const { app } = spaces.app(id)
    if ((jwk === undefined) === (secret === undefined))
      throw new Problem('invalid_request', 'Give either a public jwk or a shared secret.')
    const key = { id: newId('ik'), use, createdAt: new Date(now).toISOString() }
    if (jwk !== undefined) {
      const { kty, crv, x, y } = jwk
      const known = { kty, crv, x, ...(y === undefined ? {} : { y }) }
      if (!isKey(known)) throw new Problem('invalid_request', 'This jwk is not a point of its curve.')
      app.identityKeys.push({ ...key, jwk: known })
    } else {
      if (use === 'client') throw new Problem('invalid_request', 'A client signs with a key pair: give its public jwk.')
      if (Buffer.byteLength(secret as string) < 32)
        throw new Problem('invalid_request', 'The secret must be 32 bytes or longer.')
      if (secretId(secret as string) !== undefined)
        throw new Problem('invalid_request', 'A client secret cannot also sign who somebody is. Make another one.')
      app.identityKeys.push({ ...key, jwk: null })
      await deployment.addIdentitySecret(key.id, secret as string)
    }
    return { app: app.id, key: key.id }
  },
})

const removeIdentityKey = control({
  name: 'apps.removeIdentityKey',
  does: 'Take an identity key away from an app: what it signs is refused from now on.',
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({ app: Id, key: Id }),
  async run({ app: id, key }, { spaces, deployment }) {
    const { app } = spaces.app(id)
    if (!app.identityKeys.some((each) => each.id === key))
      throw new Problem('not_found', 'This app has no such identity key.')
    app.identityKeys = app.identityKeys.filter((each) => each.id !== key)
    await deployment.removeIdentitySecret(key)
    return { removed: key }
  },
})

const isKey = (jwk: z.output<typeof PublicJwk>): boolean => {
  try {
    createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
    return (jwk.kty === 'EC') === (jwk.crv === 'P-256') && (jwk.kty === 'EC') === (jwk.y !== undefined)
  } catch {
    return false
  }
}

const archive = control({
  name: 'apps.archive',
  does: 'Put an app away: every token of it ends. Or bring it back.',
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({ app: Id, archived: z.boolean().default(true) }),
  async run({ app: id, archived }, context) {
    const { app, document } = context.spaces.app(id)
    app.archived = archived
    return { app: await view(app, document, context) }
  },
})

const actions = [create, list, show, update, rotateSecret, addIdentityKey, removeIdentityKey, archive] as const
export const apps = { name: 'apps', panel: false, actions, events: {} } satisfies Family<typeof actions>
