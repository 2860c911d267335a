/** Deployment: the upkeep of what belongs to no space. Control plane. */
import { z } from 'zod'
import { control, type Family } from '../capability.ts'
import { dropKey as drop, newSigningKey, planOf, renewKey } from '../identity/keys.ts'
import { Problem } from '../problem.ts'

const sweep = control({
  name: 'deployment.sweep',
  does: 'Delete expired idempotency keys, sessions and single-use values.',
  scope: 'deployment:write',
  risk: 'write',
  doors: ['clock', 'http', 'cli'],
  every: 3600,
  input: z.strictObject({}),
  async run(_, { deployment, now }) {
    for (const { kid, until } of planOf(await deployment.keys())) if (until <= now) await deployment.dropKey(kid)
    return { deleted: await deployment.sweep(now) }
  },
})

const revoke = control({
  name: 'deployment.revoke',
  does: 'End every token of a token (jti), session (sid), person (sub), app, space or persona that was minted so far.',
  scope: 'deployment:write',
  risk: 'write',
  input: z.strictObject({
    kind: z.enum(['jti', 'sid', 'sub', 'app', 'space', 'persona']),
    value: z.string().min(1).max(300),
  }),
  async run({ kind, value }, { deployment, now }) {
    // A token or a session has ended by itself after the longest that one may live.
    await deployment.revoke(kind, value, kind === 'jti' || kind === 'sid' ? now + 31 * 86400_000 : null)
    return { revoked: value }
  },
})

const listKeys = control({
  name: 'deployment.listKeys',
  does: 'List the keys that sign tokens: the one that does, the next, and those before.',
  scope: 'deployment:read',
  risk: 'read',
  input: z.strictObject({}),
  async run(_, { deployment, now }) {
    const instant = (ms: number) => (ms === Infinity ? null : new Date(ms).toISOString())
    const keys = planOf(await deployment.keys()).filter(({ until }) => until > now)
    return {
      keys: keys.map(({ kid, begins, ends, until }) => ({
        key: kid,
        state: begins > now ? 'next' : ends > now ? 'signing' : 'retired',
        begins: instant(begins),
        ends: instant(ends),
        verifiesUntil: instant(until),
      })),
    }
  },
})

const rotateKeys = control({
  name: 'deployment.rotateKeys',
  does: 'Publish a new signing key now and sign with it later; the one before goes on verifying what it signed.',
  scope: 'deployment:write',
  risk: 'write',
  wakes: 'keys',
  input: z.strictObject({
    lead: z
      .int()
      .min(0)
      .max(30 * 86400)
      .default(86400)
      .describe('seconds that it is published before it signs'),
  }),
  async run({ lead }, { deployment, now }) {
    const begins = now + lead * 1000
    const waits = (await deployment.keys()).find((each) => each.begins > now)
    if (waits) throw new Problem('conflict', `The key ${waits.kid} is published and waits to sign. Drop it first.`)
    const key = newSigningKey(now, begins)
    await deployment.addKey(key)
    return { key: key.kid, begins: new Date(begins).toISOString() }
  },
})

const renewKeys = control({
  name: 'deployment.renewKeys',
  does: 'Publish a new signing key, to sign a day later, when the newest one is older than thirty days.',
  scope: 'deployment:write',
  risk: 'write',
  doors: ['clock', 'http', 'cli'],
  every: 3600,
  wakes: 'keys',
  input: z.strictObject({}),
  async run(_, { deployment, now }) {
    const key = await renewKey(deployment, now)
    return { key: key?.kid ?? null }
  },
})

const dropKey = control({
  name: 'deployment.dropKey',
  does: 'Drop a signing key in an emergency: every token that it signed ends at once.',
  scope: 'deployment:write',
  risk: 'irreversible',
  wakes: 'keys',
  input: z.strictObject({ key: z.string().min(1).max(64) }),
  async run({ key }, { deployment, now }) {
    if (!(await drop(deployment, key, now))) throw new Problem('not_found', 'There is no such key.')
    return { dropped: key }
  },
})

const actions = [sweep, revoke, listKeys, rotateKeys, renewKeys, dropKey] as const
export const deployment = { name: 'deployment', panel: false, actions, events: {} } satisfies Family<typeof actions>
