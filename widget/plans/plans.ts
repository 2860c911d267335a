/** Plans and schedules as the panel knows them, and what can be done about them. No DOM. */
import type { Api, Plan, Schedule } from '../../bff/api.ts'
import { insist } from '../chat/insist.ts'
import { Refused } from '../client.ts'
import type { PanelHost } from '../panels.ts'

type Host = Pick<PanelHost, 'client' | 'may' | 'changed' | 'reveal'> & { persona: { id: string } }

export class Plans {
  phase: 'loading' | 'ready' | 'failed' = 'loading'
  plans: readonly Plan[] = []
  /** `null` where they may not be seen. */
  schedules: readonly Schedule[] | null = null
  /** The last act that failed, in words a person may read. */
  trouble = ''
  readonly #host: Host
  readonly #lost: string
  readonly #off: (() => void)[]
  #soon: ReturnType<typeof setTimeout> | undefined
  #turn = 0

  /** @param lost what to say when nobody answers */
  constructor(host: Host, lost: string) {
    this.#host = host
    this.#lost = lost
    const { client } = host
    this.#off = [
      client.on('plans.plan', () => this.#loadSoon()),
      client.on('schedules.schedule', () => this.#loadSoon()),
      client.on('state', (state) => {
        if (state === 'online') void this.load()
        host.changed()
      }),
    ]
    if (client.state === 'online') void this.load()
  }

  close(): void {
    clearTimeout(this.#soon)
    for (const off of this.#off) off()
  }

  async load(): Promise<void> {
    const turn = ++this.#turn
    const { client, may, persona } = this.#host
    try {
      const [{ plans }, scheduled] = await Promise.all([
        client.call('plans.list', { status: 'all', limit: 50 }),
        may('schedules:read') ? client.call('schedules.list', { limit: 200 }) : null,
      ])
      if (turn !== this.#turn) return
      this.plans = plans.filter((plan) => plan.persona === persona.id)
      this.schedules = scheduled?.schedules.filter((schedule) => schedule.persona === persona.id) ?? null
      this.phase = 'ready'
    } catch {
      // What is shown stays; nothing shown says that it failed.
      if (turn === this.#turn && this.phase === 'loading') this.phase = 'failed'
    }
    this.#host.changed()
  }

  async again(): Promise<void> {
    this.phase = 'loading'
    this.#host.changed()
    await this.load()
  }

  /** @returns false when it failed; `trouble` then says why */
  async act<Name extends keyof Api>(name: Name, input: Api[Name]['input']): Promise<boolean> {
    try {
      await insist(this.#host.client, name, input)
      this.trouble = ''
    } catch (error) {
      this.trouble = error instanceof Refused ? error.problem.detail : this.#lost
      this.#host.changed()
      return false
    }
    await this.load()
    return true
  }

  /** Go to a message that shows what was done. @returns false when it is not there any more */
  async open(message: string, conversation: string | null): Promise<boolean> {
    const { client, may, reveal } = this.#host
    let place = conversation
    // A plan may have moved on to another conversation since.
    if (may('memory:read')) {
      const answer = await client.call('memory.sources', { ids: [message] }).catch(() => null)
      if (answer !== null) place = answer.found[0]?.conversation ?? null
    }
    if (place === null) return false
    reveal(place, message)
    return true
  }

  /** Soon, and once for a flurry of reasons. */
  #loadSoon(): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.load(), 300)
  }
}
