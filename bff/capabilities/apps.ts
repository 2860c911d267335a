/** Apps: the integration identities of a space, with their origins, scopes and secrets. Control plane. */
import { z } from 'zod'
import { control, type Family } from '../capability.ts'
import { Problem } from '../problem.ts'
import { hashSecret, newSecret } from '../identity/secrets.ts'
import { type App, Origin, type SpaceDocument } from '../spaces/document.ts'
import { scopesOfRuntime } from './runtime.ts'

const Id = z.string().min(1).max(64)
const Name = z.string().trim().min(1).max(80)
const Origins = z.array(Origin).max(50).describe('exact origins that may embed it')
const Scopes = z.array(z.string().max(60)).max(100)
const Personas = z.array(Id).max(100)
const Audience = z.enum(['visitors', 'servers', 'both'])
const Realm = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** An app as an operator sees it: never the hash of a secret. */
const view = (app: App, document: SpaceDocument) => ({
  ...app,
  space: document.space.id,
  secrets: app.secrets.map(({ hash: _, ...secret }) => secret),
})

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
  async run({ space, name, origins, scopes, personas, audience, realm }, { spaces, newId }) {
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
    return { app: view(app, document) }
  },
})

const list = control({
  name: 'apps.list',
  does: 'List the apps of a space.',
  scope: 'apps:read',
  risk: 'read',
  input: z.strictObject({ space: Id, archived: z.boolean().default(false).describe('also those put away') }),
  async run({ space, archived }, { spaces }) {
    const document = spaces.space(space)
    return { apps: document.apps.filter((app) => archived || !app.archived).map((app) => view(app, document)) }
  },
})

const show = control({
  name: 'apps.show',
  does: 'Show an app.',
  scope: 'apps:read',
  risk: 'read',
  input: z.strictObject({ app: Id }),
  async run({ app: id }, { spaces }) {
    const { app, document } = spaces.app(id)
    return { app: view(app, document) }
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
  async run({ app: id, ...changes }, { spaces }) {
    const { app, document } = spaces.app(id)
    Object.assign(app, changes)
    return { app: view(checked(document, app), document) }
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
    if (live.length >= 2)
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

const archive = control({
  name: 'apps.archive',
  does: 'Put an app away: every token of it ends. Or bring it back.',
  scope: 'apps:write',
  risk: 'write',
  input: z.strictObject({ app: Id, archived: z.boolean().default(true) }),
  async run({ app: id, archived }, { spaces }) {
    const { app, document } = spaces.app(id)
    app.archived = archived
    return { app: view(app, document) }
  },
})

const actions = [create, list, show, update, rotateSecret, archive] as const
export const apps = { name: 'apps', panel: false, actions, events: {} } satisfies Family<typeof actions>
