/** When a credential was last used, to the minute: an operator sees which one can be taken away. */
import { deployment } from '../store/deployment.ts'
import type { Store } from '../store/store.ts'

const MINUTE = 60_000

/** @returns what notes that this credential was used; at most one write a minute for each */
export const makeUses = (store: Store, now: () => number): ((id: string) => Promise<void>) => {
  const noted = new Map<string, number>()
  return async (id) => {
    const minute = now() - (now() % MINUTE)
    if (noted.get(id) === minute) return
    noted.set(id, minute)
    await store.write((db) => deployment(db).credentialUsed(id, minute))
  }
}
