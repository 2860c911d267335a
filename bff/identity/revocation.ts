/** Revocation: which tokens and sessions no longer count, known in memory and kept in the store. */
import type { Principal } from '../capability.ts'
import { Problem } from '../problem.ts'
import { deployment, readDeployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'

export interface Revocation {
  /** @throws Problem token_expired | invalid_token */
  alive(principal: Principal): void
  has(kind: 'jti' | 'sid', value: string): boolean
  /** Durable when it resolves; whoever listens is told then. @param until milliseconds: when the thing would have ended by itself */
  revoke(kind: 'jti' | 'sid', value: string, until: number): Promise<void>
  onRevoked(listener: (kind: 'jti' | 'sid', value: string) => void): void
}

export const loadRevocation = async (store: Store, now: () => number): Promise<Revocation> => {
  const gone = new Map<string, number>()
  for (const { kind, value, expires } of await readDeployment(store).revoked(now()))
    gone.set(`${kind}:${value}`, expires)
  const listeners = new Set<(kind: 'jti' | 'sid', value: string) => void>()

  const has = (kind: 'jti' | 'sid', value: string): boolean => gone.has(`${kind}:${value}`)

  return {
    has,
    alive({ expires, jti, sid }) {
      if (expires <= now()) throw new Problem('token_expired', 'The token has expired.')
      if (has('jti', jti) || (sid !== null && has('sid', sid)))
        throw new Problem('invalid_token', 'The token is not valid here.')
    },
    async revoke(kind, value, until) {
      await store.write((db) => deployment(db).revoke(kind, value, until))
      for (const [key, expires] of gone) if (expires <= now()) gone.delete(key)
      gone.set(`${kind}:${value}`, until)
      for (const listener of listeners) listener(kind, value)
    },
    onRevoked: (listener) => void listeners.add(listener),
  }
}
