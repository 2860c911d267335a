/** The space document: a space, its apps and its personas, as operators write and review it. One schema. */
import { z } from 'zod'

const Name = z.string().trim().min(1).max(80)
const Id = z.string().regex(/^[a-z]{2,4}_[0-9A-Za-z]{8,40}$/)
const Scope = z.string().regex(/^[a-z]+:[a-z]+$/)
const Instant = z.iso.datetime()

/** An exact web origin (RFC 6454): scheme, host and port, nothing else. `https`, or `http` on localhost. */
export const Origin = z.string().max(255).refine(isOrigin, 'must be an exact origin such as https://shop.example')

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  if (origin !== text) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** Where a browser grants a secure context to plain http. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname)

const Verdict = z.enum(['allow', 'ask', 'deny'])

export const Policy = z.strictObject({
  risks: z
    .strictObject({ read: Verdict, write: Verdict, spend: Verdict, contact: Verdict, irreversible: Verdict })
    .partial()
    .default({}),
  // Checked against the actions there are when it is set, not when it is read: an action may vanish, a file stays readable.
  actions: z.record(z.string().regex(/^[a-z]+\.[a-zA-Z]+$/), Verdict).default({}),
  /** Who decides where the verdict is to ask: the person that the persona acts for, or an operator. */
  approver: z.enum(['person', 'operator']).default('person'),
})

/** Tokens that its model may take, those it reads and those it writes; `null`: as many as it likes. */
export const Budget = z.strictObject({
  tokensPerDay: z.int().min(0).nullable().default(null),
  tokensPerRun: z.int().min(0).nullable().default(null),
})

export const Rollout = z.strictObject({
  stage: z.enum(['pilot', 'bounded', 'broader', 'embedded']).default('embedded'),
  audience: z
    .strictObject({
      persons: z.array(z.string().max(200)).max(1000).default([]),
      groups: z.array(z.string().max(80)).max(100).default([]),
      percentage: z.number().min(0).max(100).default(100),
    })
    .prefault({}),
})

export const Persona = z.strictObject({
  id: Id,
  name: Name,
  role: z.string().trim().max(160).default(''),
  instructions: z.string().max(20_000).default(''),
  avatar: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  greeting: z.string().trim().max(400).default(''),
  starters: z.array(z.string().trim().min(1).max(120)).max(6).default([]),
  policy: Policy.prefault({}),
  budget: Budget.prefault({}),
  rollout: Rollout.prefault({}),
  paused: z.boolean().default(false),
  archived: z.boolean().default(false),
})

/** Kept as a salted hash; the secret itself was shown once. */
const Secret = z.strictObject({
  id: Id,
  hash: z.string(),
  last4: z.string().length(4),
  createdAt: Instant,
  expiresAt: Instant.nullable().default(null),
})

const Coordinate = z.string().regex(/^[\w-]{43}$/)

/** RFC 7517 and RFC 8037: P-256 or Ed25519, and nothing private. */
export const PublicJwk = z.strictObject({
  kty: z.enum(['EC', 'OKP']),
  crv: z.enum(['P-256', 'Ed25519']),
  x: Coordinate,
  y: Coordinate.optional(),
})

/** What the app's own backend signs with: to be told apart from others (`client`), or to say who somebody is (`person`). */
const IdentityKey = z.strictObject({
  id: Id,
  use: z.enum(['client', 'person']),
  /** `null`: a shared secret, kept in the runtime store. */
  jwk: PublicJwk.nullable(),
  createdAt: Instant,
})

export const App = z.strictObject({
  id: Id,
  name: Name,
  /** Two apps with the same realm know the same persons. */
  realm: z.string().regex(/^[a-z0-9-]{1,40}$/),
  origins: z.array(Origin).max(50).default([]),
  scopes: z.array(Scope).max(100),
  personas: z.array(Id).max(100),
  audience: z.enum(['visitors', 'servers', 'both']).default('both'),
  secrets: z.array(Secret).max(2).default([]),
  identityKeys: z.array(IdentityKey).max(10).default([]),
  archived: z.boolean().default(false),
})

export const SpaceDocument = z.strictObject({
  revision: z.int().min(1),
  space: z.strictObject({
    id: Id,
    name: Name,
    account: z.strictObject({ id: Id, name: Name, contact: z.string().trim().max(200).default('') }),
    capabilities: z.array(z.string().max(40)).max(50),
    archived: z.boolean().default(false),
  }),
  apps: z.array(App).max(200).default([]),
  personas: z.array(Persona).max(200).default([]),
  connectors: z.array(z.unknown()).max(0).default([]),
})

export type Persona = z.output<typeof Persona>
export type App = z.output<typeof App>
export type IdentityKey = z.output<typeof IdentityKey>
export type SpaceDocument = z.output<typeof SpaceDocument>
