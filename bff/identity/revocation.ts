/** Revocation: a token counts as long as nothing it stands on was revoked after it was minted. */
import type { Principal } from '../capability.ts'
import type { Bus } from '../bus/bus.ts'
import { Problem } from '../problem.ts'
import { deployment, readDeployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'
import type { RevokedKind } from '../store/tables.ts'

export interface Revocation {
  /** The number of the newest revocation. A token carries the one it was minted under. */
  readonly epoch: number
  /** @throws Problem token_expired | invalid_token */
  alive(principal: Principal): void
  has(kind: RevokedKind, value: string): boolean
  /**
   * Durable when it resolves; whoever holds something open is told then.
   * @param until milliseconds: when the thing ends by itself, if it does
   */
  revoke(kind: RevokedKind, value: string, until?: number): Promise<void>
  /**
   * From now on nobody acts as this person of this space: what waits to be written behind a write that moves the
   * person's rows away would be left behind. @returns how to end that, once the revocations of the write are known
   */
  suspend(space: string, person: string): () => void
  /** Take over what was revoked in the store meanwhile. */
  catchUp(): Promise<void>
}

export const loadRevocation = async (store: Store, bus: Bus, now: () => number): Promise<Revocation> => {
  /** By kind, then by value: an act looks up all that it stands on, and mostly nothing of a kind is revoked. */
  const revoked = new Map<RevokedKind, Map<string, { epoch: number; expires: number | null }>>()
  let newest = 0

  const catchUp = async (): Promise<void> => {
    for (const { kind, value, epoch, expires } of await readDeployment(store).epochsAfter(newest)) {
      const own = revoked.get(kind) ?? new Map<string, { epoch: number; expires: number | null }>()
      revoked.set(kind, own.set(value, { epoch, expires }))
      newest = Math.max(newest, epoch)
    }
    for (const own of revoked.values())
      for (const [value, { expires }] of own) if (expires !== null && expires <= now()) own.delete(value)
  }
  await catchUp()

  const suspended = new Set<string>()

  const epochOf = (kind: RevokedKind, value: string | null): number =>
    value === null ? 0 : (revoked.get(kind)?.get(value)?.epoch ?? 0)

  return {
    get epoch() {
      return newest
    },
    has: (kind, value) => revoked.get(kind)?.has(value) ?? false,
    alive({ expires, token, jti, sid, person, app, space, personas }) {
      if (expires <= now()) throw new Problem('token_expired', 'The token has expired.')
      if (!token) return
      if (suspended.size > 0 && suspended.has(`${space}/${person}`))
        throw new Problem('invalid_token', 'The token is not valid here.')
      const since = Math.max(
        epochOf('jti', jti),
        epochOf('sid', sid),
        epochOf('sub', person),
        epochOf('app', app),
        epochOf('space', space),
        ...personas.map((persona) => epochOf('persona', persona)),
      )
      // A number from the future was minted before an older copy of the store was put back.
      if (since > token.epoch || token.epoch > newest)
        throw new Problem('invalid_token', 'The token is not valid here.')
    },
    suspend(space, person) {
      suspended.add(`${space}/${person}`)
      return () => void suspended.delete(`${space}/${person}`)
    },
    async revoke(kind, value, until) {
      await store.write((db) => deployment(db).revoke(kind, value, until))
      await catchUp()
      bus.publish({ kind: 'control' })
    },
    catchUp,
  }
}
