/** Jobs: acts that wait for their hour. A handler sets and cancels them within its own act; the clock performs them. */
import type { Principal } from '../capability.ts'
import type { Rows } from '../store/rows.ts'

interface Job {
  /** Names this very occurrence: setting it a second time changes nothing, and performing it twice is impossible. */
  id: string
  /** What it is about, to cancel it by. */
  key: string
  /** Milliseconds since the epoch. */
  due: number
  persona: string
  /** An action with the door `clock`: `family.verb`. */
  action: string
  input: Record<string, unknown>
}

export interface Jobs {
  /**
   * Have acts performed when they are due, as the persona, for this person, under the grant of whoever sets it. What the
   * persona, the app and the person may do is asked again then. The action that sets jobs declares `wakes: 'clock'`.
   */
  at(...jobs: Job[]): Promise<void>
  /** Forget what waits under a key, and what was given up. */
  cancel(...keys: string[]): Promise<void>
}

/** The scopes and the token that an act stands on; a persona's run stands on the ones it was made under. */
export const grantOf = async (rows: Rows, { door, app, scopes, token, jti, sid, person }: Principal) => {
  if (door === 'brain') {
    const run = await rows.one('runs', jti)
    return { app: run.app, scope: run.scope, token: lasting(run.token, person) }
  }
  return {
    app: app ?? '',
    scope: [...scopes].join(' '),
    token: lasting(token ? JSON.stringify({ ...token, jti, sid }) : null, person),
  }
}

/** A visitor is a session and ends with it. Who signs in is still somebody after signing out, and is reminded. */
export const lasting = (token: string | null, person: string): string | null =>
  token === null || person.startsWith('vis:') ? token : JSON.stringify({ ...(JSON.parse(token) as object), sid: null })

export const jobsOf = (rows: Rows, principal: Principal): Jobs => ({
  async at(...jobs) {
    const ids = jobs.map(({ id }) => id)
    const known = await rows.from('jobs').select('id').where('id', 'in', ids).execute()
    const there = new Set(known.map(({ id }) => id))
    const added = jobs.filter(({ id }) => !there.has(id))
    if (added.length === 0) return
    const grant = await grantOf(rows, principal)
    await rows.add(
      'jobs',
      ...added.map(({ id, key, due, persona, action, input }) => ({
        id,
        persona,
        key,
        action,
        input: JSON.stringify(input),
        ...grant,
        due_at: due,
        try_at: due,
        attempts: 0,
        lease_until: 0,
        status: 'waiting' as const,
        problem_code: null,
        problem_detail: null,
      })),
    )
  },
  cancel: (...keys) => rows.remove('jobs', 'key', keys),
})
